#include <map>
#include <utility>

#include "wording.hpp"

namespace imis {
namespace {

std::string joined_to(const std::string& list, const std::string& item) {
    return list.empty() ? item : list + ", " + item;
}

// As few decimals as a value has: "0", "2.5".
std::string short_text(double value) {
    std::string text = fixed(value, file_decimals);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string empty_text(const EmptyScore& score) {
    const double* number = std::get_if<double>(&score);
    return number != nullptr ? short_text(*number) : "the image's diagonal";
}

void add_directions(std::vector<std::string>& rules, MetricTable metrics) {
    for (const Metric& metric : metrics) {
        switch (metric.better) {
            case Direction::higher:
                break;  // as readers expect
            case Direction::lower:
                rules.push_back(heading(metric) + ": lower is better.");
                break;
            case Direction::zero:
                rules.push_back(heading(metric) + ": nearer to 0 is better.");
                break;
        }
    }
}

}  // namespace

std::string empty_prediction_rule(MetricTable metrics) {
    std::map<std::string, std::string> labels;  // by value
    for (const Metric& metric : metrics) {
        std::string& list = labels[empty_text(metric.empty.prediction.score)];
        list = joined_to(list, heading(metric));
    }
    std::string values;
    for (const auto& [value, list] : labels) {
        values = joined_to(values, value + (labels.size() == 1 ? "" : " (" + list + ")"));
    }
    return "empty prediction of a non-empty target scores " + values;
}

std::string interval_method(const ClusterCounts& clusters) {
    return "BCa bootstrap over " + to_string(clusters);
}

std::string interval_limits() {
    return "with fewer than " + std::to_string(smallest_sample) + " clusters, or where all are equal";
}

std::string empty_rule(const Summary& summary) {
    if (summary.empty == EmptyRule::worst) return "An " + empty_prediction_rule(summary.metrics) + ".";
    if (summary.empty == EmptyRule::nan) {
        return "A value that no formula gives, a mask being empty, is nan, and so are the means that it enters.";
    }
    std::string counts;
    if (!summary.overall.rounds.empty()) {
        const RoundSummary& last = summary.overall.rounds.back();
        for (std::size_t i = 0; i < last.metrics.size(); ++i) {
            if (last.metrics[i].left_out == 0) continue;
            counts = joined_to(counts, heading(summary.metrics[i]) + " " + std::to_string(last.metrics[i].left_out));
        }
    }
    return "Values that no formula gives, a mask being empty, are left out of means; in the last round: " +
           (counts.empty() ? "none" : counts) + ".";
}

std::vector<std::string> report_rules(const Summary& summary) {
    const MetricTable metrics = summary.metrics;
    std::vector<std::string> rules = {
        "image mean: " + std::string(image_mean_rule) + ". target mean: mean over all targets and repeats.",
        "pooled: from the pixel counts of all targets and repeats together. "
        "data set mean: mean over data sets of their image means.",
        "95% CI: of the image mean, " + interval_method(summary.overall.clusters) +
            " as clusters (in a row: over its own); '-' " + interval_limits() +
            ", because no interval would hold the mean as often as it says.",
        empty_rule(summary),
    };
    add_directions(rules, metrics);
    return rules;
}

std::vector<std::string> comparison_rules(MetricTable metrics) {
    std::string compared;
    for (const Metric& metric : metrics) {
        if (metric.in_full) compared = joined_to(compared, heading(metric));
    }
    std::vector<std::string> rules = {
        compared + ": " + image_mean_rule + ". An " + empty_prediction_rule(metrics) + ".",
        "'no clicks', 'no boxes', 'no text': the system takes no such prompts and is not scored there."};
    add_directions(rules, metrics);
    return rules;
}

std::string in_words_of(EvaluationUnit unit, std::string text) {
    if (unit == EvaluationUnit::slice) return text;
    for (const auto& [image, volume] : {std::pair("an image", "a volume"), {"image", "volume"}, {"Image", "Volume"}}) {
        const std::string word(image);
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
            text.replace(at, word.size(), volume);
        }
    }
    return text;
}

Table in_words_of(EvaluationUnit unit, Table table) {
    table.title = in_words_of(unit, table.title);
    for (Column& column : table.columns) {
        column.group = in_words_of(unit, column.group);
        column.name = in_words_of(unit, column.name);
    }
    for (std::string& note : table.notes) note = in_words_of(unit, note);
    return table;
}

}  // namespace imis
