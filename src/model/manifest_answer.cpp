#include "manifest_answer.hpp"

#include <cmath>

#include "imis/model/manifest_words.hpp"
#include "manifest_fields.hpp"

namespace imis {
namespace {

StabilityRule read_stability(const JsonFields& fields) {
    fields.check_known({"delta", "threshold", "fallback"});
    StabilityRule rule{fields.get<float>("delta"), fields.get<float>("threshold"), read_tokens(fields, "fallback")};
    if (!(rule.delta >= 0) || std::isinf(rule.delta)) throw fields.error("delta", "must be 0 or more");
    if (!(rule.threshold >= 0 && rule.threshold <= 1)) throw fields.error("threshold", "must be within 0 to 1");
    return rule;
}

}  // namespace

CandidateRule read_candidates(const JsonFields& fields) {
    fields.check_known({"single_point", "otherwise", "stability"});
    CandidateRule rule{read_tokens(fields, "single_point"), read_tokens(fields, "otherwise"), std::nullopt};
    if (fields.has("stability")) rule.stability = read_stability(fields.at("stability"));
    return rule;
}

OutputSpec read_output(const JsonFields& fields, const InputSpec& input) {
    fields.check_known({"through", "activation", "threshold"});
    OutputSpec output;
    output.through = read_choice(fields, "through", output_path_words);
    if (output.through == OutputPath::original && input.resize != Resize::stretch) {
        throw fields.error("through", "is 'original', which needs 'input.resize' 'stretch'");
    }
    output.activation = read_choice_or(fields, "activation", MaskActivation::none, activation_words);
    output.threshold = fields.get<float>("threshold");
    if (output.activation == MaskActivation::sigmoid && !(output.threshold > 0 && output.threshold < 1)) {
        throw fields.error("threshold", "must lie between 0 and 1, because 'output.activation' makes probabilities");
    }
    return output;
}

}  // namespace imis
