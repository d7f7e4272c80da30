#include "imis/evaluation/context.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "imis/base/command_line.hpp"
#include "imis/base/sha256.hpp"
#include "imis/base/version.hpp"
#include "imis/model/device.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

// Where the command's relative paths begin; empty where it was removed.
std::string working_folder() {
    std::error_code problem;
    return std::filesystem::current_path(problem).string();
}

std::string join(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "all" : text;
}

// "2 mm", "1.5 px".
std::string tolerance_text(const Length& length) {
    char number[32];
    std::snprintf(number, sizeof number, "%g ", length.value);
    return number + std::string(symbol(length.unit));
}

const char* yes_no(bool value) {
    return value ? "yes" : "no";
}

// Protocol and hash of every system; those of a single one under plain names, so that the report shows them.
void add_systems(std::vector<std::pair<std::string, std::string>>& identity, const std::vector<System>& systems) {
    std::vector<std::string> names;
    for (const System& system : systems) names.push_back(system.name());
    identity.emplace_back("model", join(names));
    for (const System& system : systems) {
        const std::string end = systems.size() == 1 ? "" : "." + system.name();
        identity.emplace_back("policy" + end, system.policy_name());
        identity.emplace_back("history" + end, system.history_name());
        identity.emplace_back("mask_feedback" + end, system.mask_feedback_name());
        identity.emplace_back("grid" + end, system.grid_name());
        identity.emplace_back("model.sha256" + end, system.bundle.sha256);
    }
}

}  // namespace

RunContext make_context(const EvaluationOptions& options, const Plan& plan, const std::vector<System>& systems,
                        const at::Device& device) {
    RunContext context;
    auto& identity = context.identity;
    add_systems(identity, systems);
    for (const Dataset& dataset : plan.datasets) {
        identity.emplace_back("dataset." + dataset.name + ".sha256", sha256_file(dataset.folder / "dataset.json"));
    }
    if (!options.named_protocol.empty()) identity.emplace_back("protocol", options.named_protocol);
    if (options.figures != RoundFigures::standard) {
        identity.emplace_back("figures", word_of(round_figure_words, options.figures));
    }
    if (options.unit != EvaluationUnit::slice)
        identity.emplace_back("unit", word_of(evaluation_unit_words, options.unit));
    identity.emplace_back("split", word_of(split_words, options.split));
    identity.emplace_back("prompt", to_string(options.prompt));
    identity.emplace_back("rounds", std::to_string(options.rounds));
    identity.emplace_back("seed", std::to_string(options.seed));
    identity.emplace_back("repeats", std::to_string(options.repeats));
    identity.emplace_back("limit", options.limit ? std::to_string(*options.limit) : "none");
    identity.emplace_back("only_targets", join(options.only_targets));
    identity.emplace_back("only_modalities", join(options.only_modalities));
    if (needs_masks(plan.measured)) identity.emplace_back("lengths", symbol(plan.unit));
    const auto is_nsd = [](const Metric& metric) { return metric.name == "nsd"; };
    if (std::ranges::any_of(plan.measured, is_nsd)) {
        identity.emplace_back("nsd_tolerance",
                              tolerance_text(options.nsd_tolerance.value_or(default_nsd_tolerance(plan.unit))));
    }
    if (options.empty != EmptyRule::worst) identity.emplace_back("empty", word_of(empty_words, options.empty));
    if (options.protocol.box_jitter > 0) {
        identity.emplace_back("box_jitter", std::to_string(options.protocol.box_jitter));
    }
    if (!options.prompts.empty()) identity.emplace_back("prompts.sha256", sha256_file(options.prompts));
    if (systems.size() > 1 || !options.prompts.empty()) identity.emplace_back("own_clicks", yes_no(options.own_clicks));
    identity.emplace_back("precision", word_of(precision_words, options.precision));
    identity.emplace_back("device_type", word_of(device_words, kind_of(device)));
    identity.emplace_back("save_masks", yes_no(options.save_masks));
    identity.emplace_back("save_logits", yes_no(options.save_logits));

    auto& information = context.information;
    information.emplace_back("command.line", shell_line(command_words()));
    information.emplace_back("command.folder", working_folder());
    information.emplace_back("imis", version());
    information.emplace_back("build_type", IMIS_BUILD_TYPE);
    information.emplace_back("libtorch", IMIS_TORCH_VERSION);
    information.emplace_back("device", device.str());
    for (const System& system : systems) {
        information.emplace_back("model.folder" + (systems.size() == 1 ? "" : "." + system.name()),
                                 system.bundle.folder.string());
    }
    if (systems.size() > 1) {
        for (const System& system : systems) {  // of one system all rounds are those asked for
            information.emplace_back("model.rounds." + system.name(), std::to_string(system.rounds));
            information.emplace_back("model.lacks." + system.name(), system.lacks);
        }
    }
    if (!options.prompts.empty()) information.emplace_back("prompts.file", options.prompts.string());
    for (const Dataset& dataset : plan.datasets) {
        information.emplace_back("dataset." + dataset.name + ".folder", dataset.folder.string());
        if (dataset.volume_rule) {
            information.emplace_back("dataset." + dataset.name + ".volume_rule", *dataset.volume_rule);
        }
    }
    information.insert(information.end(), options.notes.begin(), options.notes.end());
    information.emplace_back("started", utc_now());
    return context;
}

}  // namespace imis
