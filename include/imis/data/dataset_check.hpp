// What is wrong with a data set, or may be.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/data/dataset.hpp"
#include "imis/data/dataset_survey.hpp"

namespace imis {

enum class Severity {
    error,    // scores would be wrong, or items missing from them
    warning,  // worth a look
};

inline constexpr Words<Severity, 2> severity_words = {{{Severity::error, "error"}, {Severity::warning, "warning"}}};

enum class FindingKind {
    unreadable,   // error: an item, or the whole data set, can't be used
    leakage,      // error: the same image or volume in training and test
    duplicate,    // warning: the same image twice in a split
    no_target,    // warning: an image without a pixel of any class
    unused_name,  // warning: a class without a pixel in any image
    target_name,  // warning: a class that IMed-361M's table of targets has no place for
    modality,     // warning: a modality that isn't given, or not known
    imask,        // warning: an interactive-mask map that is missing or doesn't fit
    unlisted,     // warning: files that no item names
    counts,       // warning: numTraining or numTest differ from the lists
};

inline constexpr Words<FindingKind, 10> finding_words = {{{FindingKind::unreadable, "unreadable"},
                                                          {FindingKind::leakage, "leakage"},
                                                          {FindingKind::duplicate, "duplicate"},
                                                          {FindingKind::no_target, "no target"},
                                                          {FindingKind::unused_name, "unused name"},
                                                          {FindingKind::target_name, "target name"},
                                                          {FindingKind::modality, "modality"},
                                                          {FindingKind::imask, "imask"},
                                                          {FindingKind::unlisted, "unlisted"},
                                                          {FindingKind::counts, "counts"}}};

struct Finding {
    FindingKind kind = FindingKind::unreadable;
    std::string place;  // "test: ct_000", a split, a class, or empty for the data set as a whole
    std::string text;   // one line
};

[[nodiscard]] Severity severity_of(FindingKind kind);

// What a survey of a data set shows, in a fixed order: items as listed, then what concerns several. Class names are
// looked up among the targets of IMed-361M (target_place.hpp).
[[nodiscard]] std::vector<Finding> check_dataset(const Dataset& dataset, const SurveyedDataset& surveyed);

}  // namespace imis
