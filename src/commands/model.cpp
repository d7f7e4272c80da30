#include <iostream>
#include <set>

#include "imis/base/error.hpp"
#include "imis/commands/commands.hpp"
#include "imis/model/bundle.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

std::string size_text(Size size) {
    return std::to_string(size.height) + " x " + std::to_string(size.width);
}

std::string tokens_text(const std::vector<std::int64_t>& tokens) {
    std::string text;
    for (const auto token : tokens) text += (text.empty() ? "" : ", ") + std::to_string(token);
    return text;
}

std::string input_text(const InputSpec& input) {
    return size_text(input.size) + " " + word_of(channels_words, input.channels) + ", " +
           word_of(resize_words, input.resize) + ", " + word_of(interpolation_words, input.interpolation) + ", " +
           word_of(normalisation_words, input.normalisation) +
           (input.intensity == Intensity::none ? "" : ", " + word_of(intensity_words, input.intensity) + " first");
}

std::string output_text(const Manifest& manifest) {
    const OutputSpec& output = manifest.output;
    return size_text(manifest.low_res) + (output.activation == MaskActivation::sigmoid ? " probabilities" : " logits") +
           (output.through == OutputPath::input ? ", through the model grid" : ", straight") +
           " to the original size, foreground above " + std::to_string(output.threshold).substr(0, 4);
}

std::string candidates_text(const CandidateRule& rule) {
    std::string text = "one point: " + tokens_text(rule.single_point) + "; otherwise: " + tokens_text(rule.otherwise);
    if (rule.stability) text += "; if unstable: " + tokens_text(rule.stability->fallback);
    return text;
}

void print(const std::string& name, const std::string& value) {
    std::cout << name << std::string(name.size() < 15 ? 15 - name.size() : 1, ' ') << value << "\n";
}

// The operators that the modules call, some a line.
void print_operators(const Bundle& bundle) {
    constexpr std::size_t line_length = 100;
    std::set<std::string> operators;
    for (const auto& [role, file] : bundle.manifest.modules) {
        for (const std::string& name : module_operators(bundle.file(file))) operators.insert(name);
    }
    std::string line;
    std::string label = "operators";
    for (const std::string& name : operators) {
        if (line.size() + name.size() > line_length) {
            print(label, line);
            label.clear();
            line.clear();
        }
        line += (line.empty() ? "" : " ") + name;
    }
    print(label, line);
}

void print_info(const Bundle& bundle) {
    const Manifest& manifest = bundle.manifest;
    print("name", manifest.name);
    print("family", manifest.family + ", version " + manifest.version);
    print("licence", manifest.licence);
    print("source", "checkpoint with SHA-256 " + manifest.source_sha256);
    print("takes", taken_prompts(manifest.prompts));
    print("input", input_text(manifest.input));
    print("output", output_text(manifest));
    print("candidates", candidates_text(manifest.candidates));
    print("protocol", "policy " + word_of(policy_words, manifest.policy) + ", grid " +
                          word_of(grid_words, manifest.grid) + ", history " + word_of(history_words, manifest.history) +
                          ", mask feedback " + word_of(mask_feedback_words, manifest.mask_feedback));
    std::uintmax_t bytes = 0;
    for (const auto& [name, record] : manifest.files) {
        bytes += record.bytes;
        print("file", record.sha256 + "  " + std::to_string(record.bytes) + "  " + name);
    }
    print("bytes", std::to_string(bytes));
    print_operators(bundle);
}

void print_requirement(const Requirement& requirement) {
    switch (requirement.state) {
        case Requirement::State::met:
            std::cout << "ok           " << requirement.text << std::endl;
            break;
        case Requirement::State::failed:
            std::cout << "FAILED       " << requirement.text << ": " << requirement.problem << std::endl;
            break;
        case Requirement::State::not_reached:
            std::cout << "not reached  " << requirement.text << std::endl;
            break;
    }
}

}  // namespace

int run(const ModelCommand& command) {
    if (!command.check) {
        print_info(read_bundle(command.bundle));
        return exit_done;
    }
    if (check_bundle(command.bundle, print_requirement)) return exit_done;
    throw Error(command.bundle.string() + ": the bundle does not meet all requirements (listed above)");
}

}  // namespace imis
