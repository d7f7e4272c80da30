// imis bench in the core configuration: a program of its own that reads a model bundle and no other file.
#include <iostream>

#include <CLI/CLI.hpp>

#include "bench_options.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/base/version.hpp"
#include "imis/bench/bench.hpp"

namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

int run(int argc, char** argv) {
    CLI::App app("imis_bench: where the time of an evaluation goes, stage by stage", "imis_bench");
    app.set_version_flag("--version", imis::version());
    imis::BenchOptions options;
    imis::add_bench_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ParseError& problem) {
        throw imis::UsageError(std::string(problem.what()) + " (see imis_bench --help)");
    }
    const imis::BenchReport report = imis::run_bench(options);
    std::cout << (options.json ? imis::bench_json(report) : imis::bench_text(report));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const imis::UsageError& problem) {
        imis::log::error(problem.what());
        return exit_usage;
    } catch (const std::exception& problem) {
        imis::log::error(imis::reason(problem));
        return exit_failed;
    }
}
