#include <memory>

#include "bench_options.hpp"
#include "subcommands.hpp"

namespace imis {

Subcommand add_bench(CLI::App& app) {
    const auto command = std::make_shared<BenchCommand>();
    CLI::App* bench = app.add_subcommand("bench", "Measure where the time of an evaluation goes, stage by stage");
    add_bench_options(*bench, command->options);
    bench->add_option(
        "-d,--data", command->options.data,
        "A data set folder, or a folder of them, in place of generated images; reading and storing count, too");
    return {bench, [command](const Commands& library, bool) { return library.bench(*command); }};
}

}  // namespace imis
