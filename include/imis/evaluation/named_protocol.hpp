// Protocols by name: what a benchmark fixes of an evaluation, in one word or file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imis/evaluation/options.hpp"

namespace imis {

// What a protocol sets; what it leaves open is as the options or the model's manifest say.
struct NamedProtocol {
    std::string name;
    std::optional<PromptKinds> prompt;  // of the first round
    std::optional<int> rounds;
    std::optional<std::string> metrics;
    std::optional<Length> nsd_tolerance;
    std::optional<RoundFigures> figures;  // that reports show beside those of every run
    ProtocolOptions choices;              // policy, history, mask feedback, grid
};

// The protocol of a name, or of a JSON file where the name ends in ".json". Names:
//   imis-net           one click, one round, as IMIS-Bench's test.py has it (arXiv 2411.12814)
//   imis-net-3-clicks  the same with three rounds
//   sam-med2d          one click, then clicks drawn from the error, all of them sent, the last mask's probabilities fed
//                      back; 8 rounds (arXiv 2308.16184)
//   ritm-noc           20 clicks, each in the deepest error, on the image's own pixels (arXiv 2102.06583)
//   cvpr25             a box, then five clicks in the middle of the largest error, on the image's own pixels; Dice and NSD
//                      at 2 mm (CVPR 2025 challenge: interactive 3D biomedical image segmentation, slice by slice)
// A file has the fields name, prompt, rounds, metrics, nsd_tolerance ("2mm"), policy, history, mask_feedback and grid by
// the words of the command line, and figures ("cvpr25"); all but the name may be missing. Throws UsageError where the name is not known (it
// lists those that are), Error naming file and field where the file can't be read or has another field or value.
[[nodiscard]] NamedProtocol find_protocol(const std::string& name);

// What it sets, in the options of the command line: "--prompt box --rounds 6 --policy cvpr25 ...".
[[nodiscard]] std::string option_words(const NamedProtocol& protocol);

// Sets what the protocol sets, but for options that were given themselves: `given` has their names ("--rounds"). Returns
// the options that kept their own value though the protocol has another, in words ("--rounds").
std::vector<std::string> apply(const NamedProtocol& protocol, const std::vector<std::string>& given,
                               EvaluationOptions& options);

}  // namespace imis
