// What stands in tables and beside them: rules, numbers and names.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/metrics/aggregate.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/report/table.hpp"

namespace imis {

// The rules that stand with the figures, so that nobody has to guess what they mean.

inline constexpr const char* image_mean_rule = "mean over images of the mean over an image's targets and repeats";

// "empty prediction of a non-empty target scores 0", and where metrics differ "... scores 0 (Dice, IoU), 100 (HD95
// (mm))".
[[nodiscard]] std::string empty_prediction_rule(MetricTable metrics);

// What stands for the values of empty masks in a summary.
[[nodiscard]] std::string empty_rule(const Summary& summary);

// "BCa bootstrap over 42 images": what intervals are and what was drawn anew for them.
[[nodiscard]] std::string interval_method(const ClusterCounts& clusters);

// "with fewer than 20 clusters, or where all are equal": when there is none.
[[nodiscard]] std::string interval_limits();

// Title of the table of settings and values.
inline constexpr const char* context_title = "Run";

// Notes of the tables of one system, and of several side by side.
[[nodiscard]] std::vector<std::string> report_rules(const Summary& summary);
[[nodiscard]] std::vector<std::string> comparison_rules(const Summary& summary);  // of one of the systems

// The words of a run in which volumes take the place of images: "image", "Images" and the like become "volume",
// "Volumes". Of a table: its title, headings and notes.
[[nodiscard]] std::string in_words_of(EvaluationUnit unit, std::string text);
[[nodiscard]] Table in_words_of(EvaluationUnit unit, Table table);

// What stands in the cells of tables: numbers, the same in every locale, and names, as they can be shown.

// Decimals of all scores in files for programs.
inline constexpr int file_decimals = 6;

// Fixed-point with that many decimals (0 to 9); never "-0.0"; "nan" and "inf" where the value is not finite.
[[nodiscard]] std::string fixed(double value, int decimals);

// "[0.1234, 0.5678]"; "-" where there is none.
[[nodiscard]] std::string interval_text(const std::optional<Interval>& interval, int decimals);

// What stands in the place of a score of a model that can't be asked, by the word of the kind of prompt that it lacks:
// "no clicks"; "-" where it lacks none.
[[nodiscard]] std::string missing_prompt_mark(const std::string& lacks);

// The text with invalid UTF-8 replaced by U+FFFD, and control characters (line breaks, escapes) by spaces.
[[nodiscard]] std::string displayable(std::string_view text);

// Columns that a displayable text takes on a terminal.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace imis
