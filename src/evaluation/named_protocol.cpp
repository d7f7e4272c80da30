#include "imis/evaluation/named_protocol.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

// As files have them.
constexpr std::array built_in = {
    R"({"name": "imis-net", "prompt": "point", "rounds": 1, "metrics": "dice,iou", "policy": "imis", "history": "last",
        "mask_feedback": "logits", "grid": "model"})",
    R"({"name": "imis-net-3-clicks", "prompt": "point", "rounds": 3, "metrics": "dice,iou", "policy": "imis",
        "history": "last", "mask_feedback": "logits", "grid": "model"})",
    R"({"name": "sam-med2d", "prompt": "point", "rounds": 8, "metrics": "dice,iou", "policy": "sam-med2d",
        "history": "points", "mask_feedback": "sigmoid", "grid": "model"})",
    R"({"name": "ritm-noc", "prompt": "point", "rounds": 20, "metrics": "iou,dice", "policy": "ritm", "history": "all",
        "grid": "original"})",
    R"({"name": "cvpr25", "prompt": "box", "rounds": 6, "metrics": "dice,nsd", "nsd_tolerance": "2mm",
        "policy": "cvpr25", "history": "all", "grid": "original", "figures": "cvpr25"})",
};

const std::set<std::string> known_fields = {"name",   "prompt",  "rounds",        "metrics", "nsd_tolerance",
                                            "policy", "history", "mask_feedback", "grid",    "figures"};

// Reads the fields of a protocol; `source` stands for it in messages.
class ProtocolReader {
public:
    ProtocolReader(const nlohmann::json& json, std::string source) : json_(json), source_(std::move(source)) {
        if (!json_.is_object()) throw Error(source_ + ": is no JSON object");
        for (const auto& [field, value] : json_.items()) {
            if (known_fields.contains(field)) continue;
            throw Error(source_ + ": field '" + field + "' is not known; there are " + joined(known_fields));
        }
    }

    [[nodiscard]] NamedProtocol read() const {
        NamedProtocol protocol;
        protocol.name = text("name").value_or(source_);
        if (const auto words = text("prompt")) protocol.prompt = parse_prompt_kinds(*words, at("prompt"));
        protocol.rounds = rounds();
        protocol.metrics = text("metrics");
        check_metrics(protocol.metrics);
        if (const auto words = text("nsd_tolerance"))
            protocol.nsd_tolerance = parse_length(*words, at("nsd_tolerance"));
        protocol.figures = choice(round_figure_words, "figures");
        protocol.choices.policy = choice(policy_words, "policy");
        protocol.choices.history = choice(history_words, "history");
        protocol.choices.mask_feedback = choice(mask_feedback_words, "mask_feedback");
        protocol.choices.grid = choice(grid_words, "grid");
        return protocol;
    }

private:
    [[nodiscard]] std::string at(const std::string& field) const { return source_ + ": field '" + field + "'"; }

    [[nodiscard]] std::optional<std::string> text(const std::string& field) const {
        const auto found = json_.find(field);
        if (found == json_.end()) return std::nullopt;
        if (!found->is_string()) throw Error(at(field) + " is not a text");
        return found->get<std::string>();
    }

    void check_metrics(const std::optional<std::string>& metrics) const {
        if (!metrics) return;
        try {
            (void)choose_metrics(*metrics);
        } catch (const UsageError& problem) {
            throw Error(at("metrics") + ": " + problem.what());
        }
    }

    [[nodiscard]] std::optional<int> rounds() const {
        const auto found = json_.find("rounds");
        if (found == json_.end()) return std::nullopt;
        constexpr int most = 1000;
        if (!found->is_number_integer() || *found < 1 || *found > most) {
            throw Error(at("rounds") + " is not a whole number from 1 to " + std::to_string(most));
        }
        return found->get<int>();
    }

    template <typename Choice, std::size_t count>
    [[nodiscard]] std::optional<Choice> choice(const Words<Choice, count>& words, const std::string& field) const {
        const auto word = text(field);
        if (!word) return std::nullopt;
        return parse_choice(words, *word, at(field));
    }

    const nlohmann::json& json_;
    std::string source_;
};

NamedProtocol read_file(const std::string& file) {
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(read_text_file(file));
    } catch (const nlohmann::json::parse_error& problem) {
        throw Error(file + ": is not JSON: " + problem.what());
    }
    return ProtocolReader(json, file).read();
}

// Takes over a value of the protocol, or notes that an option keeps its own.
class Setting {
public:
    Setting(const std::vector<std::string>& given, std::vector<std::string>& kept) : given_(given), kept_(kept) {}

    template <typename Value, typename Target>
    void operator()(const char* option, const std::optional<Value>& value, Target& target) {
        if (!value) return;
        if (std::ranges::find(given_, option) == given_.end()) {
            target = *value;
        } else if (!(target == Target(*value))) {
            kept_.emplace_back(option);
        }
    }

private:
    const std::vector<std::string>& given_;
    std::vector<std::string>& kept_;
};

// "2mm", as parse_length reads it.
std::string length_words(const Length& length) {
    char number[32];
    std::snprintf(number, sizeof number, "%g", length.value);
    return number + std::string(symbol(length.unit));
}

// One setting after the other as options have them: "--prompt box --rounds 6".
class OptionWords {
public:
    void add(const std::string& option, const std::string& value) {
        words_ += (words_.empty() ? "" : " ") + option + " " + value;
    }

    template <typename Choice, std::size_t count>
    void add(const std::string& option, const Words<Choice, count>& words, std::optional<Choice> choice) {
        if (choice) add(option, word_of(words, *choice));
    }

    [[nodiscard]] const std::string& text() const { return words_; }

private:
    std::string words_;
};

}  // namespace

std::string option_words(const NamedProtocol& protocol) {
    OptionWords words;
    if (protocol.prompt) words.add("--prompt", to_string(*protocol.prompt));
    if (protocol.rounds) words.add("--rounds", std::to_string(*protocol.rounds));
    words.add("--policy", policy_words, protocol.choices.policy);
    words.add("--history", history_words, protocol.choices.history);
    words.add("--mask-feedback", mask_feedback_words, protocol.choices.mask_feedback);
    words.add("--grid", grid_words, protocol.choices.grid);
    if (protocol.metrics) words.add("--metrics", *protocol.metrics);
    if (protocol.nsd_tolerance) words.add("--nsd-tolerance", length_words(*protocol.nsd_tolerance));
    return words.text();
}

NamedProtocol find_protocol(const std::string& name) {
    if (lower_ascii(std::filesystem::path(name).extension().string()) == ".json") return read_file(name);
    std::vector<std::string> names;
    for (const char* text : built_in) {
        const nlohmann::json json = nlohmann::json::parse(text);
        names.push_back(json.at("name"));
        if (names.back() == name) return ProtocolReader(json, name).read();
    }
    throw UsageError("protocol '" + name + "' is not known; it is one of " + joined(names) + ", or a .json file",
                     {"protocol"});
}

std::vector<std::string> apply(const NamedProtocol& protocol, const std::vector<std::string>& given,
                               EvaluationOptions& options) {
    std::vector<std::string> kept;
    Setting set(given, kept);
    set("--prompt", protocol.prompt, options.prompt);
    set("--rounds", protocol.rounds, options.rounds);
    set("--metrics", protocol.metrics, options.metrics);
    set("--nsd-tolerance", protocol.nsd_tolerance, options.nsd_tolerance);
    set("--policy", protocol.choices.policy, options.protocol.policy);
    set("--history", protocol.choices.history, options.protocol.history);
    set("--mask-feedback", protocol.choices.mask_feedback, options.protocol.mask_feedback);
    set("--grid", protocol.choices.grid, options.protocol.grid);
    if (protocol.figures) options.figures = *protocol.figures;
    return kept;
}

}  // namespace imis
