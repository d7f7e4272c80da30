// What `imis evaluate` was asked to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/metrics/challenge_scores.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/model/device.hpp"

namespace imis {

// What is prompted, scored and averaged: an image of the data set, or a volume of all images that its rule makes slices
// of one (docs/volumes.md).
enum class EvaluationUnit { slice, volume };
inline constexpr Words<EvaluationUnit, 2> evaluation_unit_words = {
    {{EvaluationUnit::slice, "slice"}, {EvaluationUnit::volume, "volume"}}};

// Defaults are the reference's protocol (IMIS-Bench test.py): one positive point, one round, seed 42, test split.
struct EvaluationOptions {
    std::vector<std::filesystem::path> models;  // folders of bundles; all get the same prompts (reference_system)
    std::vector<std::filesystem::path> data;    // data set folders, or folders of them
    std::filesystem::path output;               // folder of the results
    std::string run;                            // its name among the runs of a suite (RunPlace); empty: none
    EvaluationUnit unit = EvaluationUnit::slice;
    PromptKinds prompt{PromptKind::point};          // of the first round
    int rounds = 1;                                 // K, 1 or more
    std::string metrics = "dice,iou";               // by name, or "all" (choose_metrics)
    std::optional<Length> nsd_tolerance;            // as ComparisonOptions
    EmptyRule empty = EmptyRule::worst;             // what stands for a value that no formula gives for an empty mask
    std::string named_protocol;                     // which protocol set these options, as results name it; empty: none
    RoundFigures figures = RoundFigures::standard;  // what the named protocol makes of the scores over rounds
    ProtocolOptions protocol;                       // what differs from the manifests
    std::filesystem::path prompts;  // file of recorded prompts to replay (prompt_file.hpp); empty: drawn
    bool own_clicks = false;        // after the first prompt each system's own errors are clicked on
    std::uint64_t seed = 42;
    int repeats = 1;  // independent draws of the prompts, 1 or more
    Split split = Split::test;
    std::string device = "auto";
    Precision precision = Precision::fp32;
    std::optional<std::size_t> limit;       // at most this many images (or volumes) of each data set, the first ones
    int threads = 0;                        // images computed at once on a CPU, or read at once for a GPU; 0 = as fit
    std::vector<std::string> only_targets;  // class names, case ignored; all where empty
    std::vector<std::string> only_modalities;  // normalised or not; all where empty
    bool save_masks = false;                   // PNG files below OUT/masks
    bool save_logits = false;                  // low-res logits as .npy files below OUT/logits
    bool strict = false;                       // stop at the first bad item
    bool overwrite = false;                    // replace the results that OUT holds
    // Names and values to record with the results.
    std::vector<std::pair<std::string, std::string>> notes;
};

}  // namespace imis
