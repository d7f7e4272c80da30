#include "imis/evaluation/suite.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "imis/base/ascii.hpp"
#include "imis/base/json_fields.hpp"
#include "imis/evaluation/named_protocol.hpp"
#include "imis/evaluation/run_folder.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr int suite_schema = 1;
constexpr int most_rounds = 1000;  // and repeats, as on the command line
constexpr const char* all_datasets = "all";

// A list of texts without an empty or repeated one.
std::vector<std::string> unique_texts(const JsonFields& list) {
    std::vector<std::string> texts;
    for (const JsonFields& element : list.elements()) {
        const auto text = element.as<std::string>();
        if (text.empty()) element.fail("is empty");
        if (std::ranges::find(texts, text) != texts.end()) element.fail("'" + text + "' stands there twice");
        texts.push_back(text);
    }
    if (texts.empty()) list.fail("is empty");
    return texts;
}

int number_from_1(const JsonFields& json, int most) {
    const int number = json.as<int>();
    if (number < 1 || number > most) json.fail("is not a whole number from 1 to " + std::to_string(most));
    return number;
}

std::vector<std::string> read_datasets(const JsonFields& json) {
    if (json.is_text()) {
        if (json.as<std::string>() == all_datasets) return {};
        json.fail(std::string("must be a list of folders, or \"") + all_datasets + "\"");
    }
    std::vector<std::string> folders = unique_texts(json);
    for (std::size_t i = 0; i < folders.size(); ++i) {
        const fs::path path(folders[i]);
        if (path.is_relative() && std::ranges::find(path, "..") == path.end()) continue;
        json.elements()[i].fail("'" + folders[i] + "' does not lie below the data root");
    }
    return folders;
}

// Reads a value by a function that throws Error about its text.
template <typename Parse>
auto parsed(const JsonFields& json, const Parse& parse) {
    try {
        return parse(json.as<std::string>());
    } catch (const UsageError& problem) {
        json.fail(std::string("can't be used: ") + problem.what());
    }
}

std::string checked_metrics(const JsonFields& json) {
    return parsed(json, [](const std::string& words) {
        (void)choose_metrics(words);
        return words;
    });
}

// The name of runs is that of a folder, in which no file of an evaluation may lie.
void check_run_name(const JsonFields& json, const std::string& name) {
    if (run_folder::file_name(name) != name) json.fail("'" + name + "' can't be the name of a folder");
    const std::vector<fs::path> taken = run_folder::contents();
    if (std::ranges::find(taken, fs::path(name)) != taken.end()) {
        json.fail("'" + name + "' is the name of a file or folder of results");
    }
}

bool is_file(const std::string& protocol) {
    return lower_ascii(fs::path(protocol).extension().string()) == ".json";
}

SuiteProtocol named(const JsonFields& json, const fs::path& folder) {
    const auto protocol = json.as<std::string>();
    if (!is_file(protocol)) (void)parsed(json, find_protocol);
    SuiteProtocol result;
    result.name = is_file(protocol) ? fs::path(protocol).stem().string() : protocol;
    result.protocol = is_file(protocol) ? (folder / protocol).lexically_normal().string() : protocol;
    return result;
}

SuiteProtocol read_protocol(const JsonFields& json, const fs::path& folder) {
    if (json.is_text()) return named(json, folder);
    json.check_known({"name", "protocol", "prompt", "rounds", "metrics", "nsd_tolerance", "unit"});
    SuiteProtocol protocol = named(json.at("protocol"), folder);
    protocol.name = json.get_or("name", protocol.name);
    if (json.has("prompt")) {
        protocol.prompt =
            parsed(json.at("prompt"), [](const std::string& words) { return parse_prompt_kinds(words, "prompt"); });
    }
    if (json.has("rounds")) protocol.rounds = number_from_1(json.at("rounds"), most_rounds);
    if (json.has("metrics")) protocol.metrics = checked_metrics(json.at("metrics"));
    if (json.has("nsd_tolerance")) {
        protocol.nsd_tolerance = parsed(json.at("nsd_tolerance"),
                                        [](const std::string& words) { return parse_length(words, "nsd_tolerance"); });
    }
    if (json.has("unit")) {
        protocol.unit = parsed(
            json.at("unit"), [](const std::string& word) { return parse_choice(evaluation_unit_words, word, "unit"); });
    }
    return protocol;
}

std::vector<SuiteProtocol> read_protocols(const JsonFields& json, const fs::path& folder) {
    std::vector<SuiteProtocol> protocols;
    std::set<std::string> names;  // compared as file systems do that know no case
    for (const JsonFields& element : json.elements()) {
        SuiteProtocol protocol = read_protocol(element, folder);
        check_run_name(element, protocol.name);
        if (!names.insert(lower_ascii(protocol.name)).second) {
            element.fail("has the name '" + protocol.name + "' of another one; give it a name of its own");
        }
        protocols.push_back(std::move(protocol));
    }
    if (protocols.empty()) json.fail("is empty");
    return protocols;
}

std::vector<std::uint64_t> read_seeds(const JsonFields& json) {
    std::vector<std::uint64_t> seeds;
    for (const JsonFields& element : json.elements()) {
        const auto seed = element.as<std::uint64_t>();
        if (std::ranges::find(seeds, seed) != seeds.end()) element.fail("stands there twice");
        seeds.push_back(seed);
    }
    if (seeds.empty()) json.fail("is empty");
    return seeds;
}

void check_schema(const JsonFields& json) {
    const int found = json.get<int>("schema");
    if (found == suite_schema) return;
    json.fail("schema", "is " + std::to_string(found) + ", but this version of imis reads schema " +
                            std::to_string(suite_schema));
}

}  // namespace

Suite read_suite(const fs::path& file) {
    const JsonFields json = JsonFields::read(file, {"", "docs/suites.md describes the file"});
    check_schema(json);
    json.check_known({"schema", "name", "description", "datasets", "models", "protocols", "seeds", "metrics", "limit",
                      "repeats", "split"});
    (void)json.get_or<std::string>("description", "");  // for people
    const fs::path folder = file.parent_path();
    Suite suite;
    suite.file = file;
    suite.name = json.get<std::string>("name");
    if (suite.name.empty()) json.fail("name", "is empty");
    suite.datasets = read_datasets(json.at("datasets"));
    if (json.has("models")) {
        for (const std::string& model : unique_texts(json.at("models"))) {
            suite.models.push_back((folder / model).lexically_normal());
        }
    }
    suite.protocols = read_protocols(json.at("protocols"), folder);
    suite.seeds = json.has("seeds") ? read_seeds(json.at("seeds")) : std::vector{EvaluationOptions().seed};
    if (json.has("metrics")) {
        const std::string metrics = checked_metrics(json.at("metrics"));
        for (SuiteProtocol& protocol : suite.protocols) protocol.metrics = protocol.metrics.value_or(metrics);
    }
    if (json.has("limit")) suite.limit = number_from_1(json.at("limit"), std::numeric_limits<int>::max());
    if (json.has("repeats")) suite.repeats = number_from_1(json.at("repeats"), most_rounds);
    suite.split = json.choice_or("split", suite.split, split_words);
    return suite;
}

}  // namespace imis
