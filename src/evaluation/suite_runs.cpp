#include <algorithm>
#include <system_error>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/evaluation/named_protocol.hpp"
#include "imis/evaluation/suite.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

// "2 of 3 data sets"
std::string part_of(std::size_t part, std::size_t all) {
    return std::to_string(part) + " of " + std::to_string(all) + " data sets";
}

// Those of the suite's data sets that are there, and the names of the others.
struct FoundDatasets {
    std::vector<fs::path> folders;
    std::vector<std::string> missing;
};

FoundDatasets find_suite_datasets(const Suite& suite, const fs::path& root) {
    if (!is_folder(root)) throw Error(root.string() + ": no such folder", {"data root"});
    if (suite.datasets.empty()) return {{root}, {}};
    FoundDatasets found;
    for (const std::string& name : suite.datasets) {
        if (is_folder(root / name)) {
            found.folders.push_back(root / name);
        } else {
            found.missing.push_back(name);
        }
    }
    return found;
}

// Their folders; what is left out goes into the notes of every run.
std::vector<fs::path> present_datasets(const Suite& suite, const fs::path& root, bool available_only,
                                       std::vector<std::pair<std::string, std::string>>& notes) {
    FoundDatasets found = find_suite_datasets(suite, root);
    if (found.missing.empty()) return found.folders;
    const std::string left_out = part_of(found.missing.size(), suite.datasets.size());
    const std::string missing = root.string() + ": " + left_out + " of the suite " + suite.name +
                                " are missing: " + joined(found.missing) + "; put them there";
    if (found.folders.empty()) throw Error(missing, {"data root"});
    if (!available_only) {
        throw Error(missing + ", or run the suite on those that are there", {"data root", "available"});
    }
    log::warn(root.string() + ": " + left_out +
              " of the suite are not there and are left out: " + joined(found.missing));
    notes.emplace_back("suite_left_out", left_out + ": " + joined(found.missing));
    return found.folders;
}

std::vector<fs::path> model_folders(const Suite& suite, const EvaluationOptions& common) {
    const std::vector<fs::path>& models = common.models.empty() ? suite.models : common.models;
    if (models.empty()) throw UsageError(suite.file.string() + ": names no models, so give them", {"model"});
    std::vector<std::string> missing;
    for (const fs::path& model : models) {
        if (!is_folder(model)) missing.push_back(model.string());
    }
    if (missing.empty()) return models;
    throw Error("models of the suite " + suite.name + " are missing: " + joined(missing) +
                    "; export them, or name others in their place",
                {"model"});
}

// What the suite sets of the protocol, and then what the protocol does.
void set_protocol_of(const SuiteProtocol& entry, EvaluationOptions& options) {
    std::vector<std::string> given;
    const auto set = [&](const char* option, const auto& value, auto& target) {
        if (!value) return;
        target = *value;
        given.emplace_back(option);
    };
    set("--prompt", entry.prompt, options.prompt);
    set("--rounds", entry.rounds, options.rounds);
    set("--metrics", entry.metrics, options.metrics);
    set("--unit", entry.unit, options.unit);
    if (entry.nsd_tolerance) {
        options.nsd_tolerance = entry.nsd_tolerance;
        given.emplace_back("--nsd-tolerance");
    }
    const NamedProtocol protocol = find_protocol(entry.protocol);
    const std::vector<std::string> kept = apply(protocol, given, options);
    options.named_protocol = protocol.name + (kept.empty() ? "" : ", but for " + joined(kept));
}

}  // namespace

std::string run_name(const std::string& protocol, std::uint64_t seed) {
    return seed == EvaluationOptions().seed ? protocol : protocol + "-seed-" + std::to_string(seed);
}

std::vector<SuiteRun> suite_runs(const Suite& suite, const EvaluationOptions& common, const fs::path& data_root,
                                 bool available_only) {
    EvaluationOptions options = common;
    options.notes = {{"suite", suite.name}, {"suite.file", suite.file.string()}};
    options.models = model_folders(suite, common);
    options.limit = common.limit ? common.limit : suite.limit;
    options.repeats = suite.repeats;
    options.split = suite.split;
    std::vector<SuiteRun> runs;
    for (const SuiteProtocol& protocol : suite.protocols) {
        SuiteRun run{protocol.name, options};
        set_protocol_of(protocol, run.options);
        for (const std::uint64_t seed : suite.seeds) {
            run.options.seed = seed;
            run.options.run = run_name(protocol.name, seed);
            run.options.output = common.output / run.options.run;
            const auto has_name = [&](const SuiteRun& other) { return other.options.run == run.options.run; };
            if (std::ranges::any_of(runs, has_name)) {
                throw Error(suite.file.string() + ": two runs would be called '" + run.options.run +
                            "'; give one of the protocols another name");
            }
            runs.push_back(run);
        }
    }
    std::vector<std::pair<std::string, std::string>> notes = options.notes;
    const std::vector<fs::path> datasets = present_datasets(suite, data_root, available_only, notes);
    for (SuiteRun& run : runs) {
        run.options.data = datasets;
        run.options.notes = notes;
    }
    return runs;
}

}  // namespace imis
