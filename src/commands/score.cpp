#include "imis/scoring/score.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>

#include <nlohmann/json.hpp>

#include "imis/base/log.hpp"
#include "imis/commands/commands.hpp"
#include "imis/report/table.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

std::string fixed_text(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string cell(const Metric& metric, double value, EmptyRule rule) {
    if (std::isnan(value)) return rule == EmptyRule::skip ? "-" : "nan";
    return std::isinf(value) ? "inf" : fixed_text(value, metric.decimals);
}

// Enough digits for whoever computes with them.
std::string csv_cell(double value) {
    if (std::isnan(value)) return "";
    return std::isinf(value) ? "inf" : fixed_text(value, 6);
}

std::vector<Column> columns_of(MetricTable metrics, std::vector<Column> columns) {
    for (const Metric& metric : metrics) columns.push_back({"", heading(metric), Alignment::right});
    return columns;
}

void add_row(Table& table, const ScoreReport& report, std::vector<std::string> row, const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) row.push_back(cell(report.metrics[i], values[i], report.empty));
    table.rows.push_back(std::move(row));
}

std::vector<double> values_of(const std::vector<ScoreMean>& means, double ScoreMean::*which) {
    std::vector<double> values;
    values.reserve(means.size());
    for (const ScoreMean& mean : means) values.push_back(mean.*which);
    return values;
}

std::vector<std::string> notes_of(const ScoreReport& report) {
    std::vector<std::string> notes = {"images: " + std::to_string(report.images) +
                                      ", objects: " + std::to_string(report.objects.size()) +
                                      ", of them not predicted: " + std::to_string(report.empty_predictions) +
                                      ", predicted but not in the truth: " + std::to_string(report.unexpected)};
    notes.push_back("lengths in " + std::string(symbol(report.unit)) + "; NSD tolerance " +
                    fixed_text(report.nsd_tolerance.value, 2) + " " + std::string(symbol(report.nsd_tolerance.unit)) +
                    "; empty masks: " + word_of(empty_words, report.empty));
    for (std::size_t i = 0; i < report.means.size(); ++i) {
        if (report.means[i].left_out == 0) continue;
        notes.push_back(heading(report.metrics[i]) +
                        ": left out of the means, a mask being empty: " + std::to_string(report.means[i].left_out));
    }
    return notes;
}

// Means by label, then over all objects and over images; of a single object its values alone.
Table means_table(const ScoreReport& report) {
    Table table{"Scores",
                columns_of(report.metrics, {{"", "Label", Alignment::left}, {"", "Objects", Alignment::right}}),
                {},
                notes_of(report)};
    std::map<std::int32_t, std::vector<ObjectScore>> by_label;
    for (const ObjectScore& object : report.objects) by_label[object.label].push_back(object);
    for (const auto& [label, objects] : by_label) {
        const auto means = means_of(objects, report.metrics.size(), report.empty);
        add_row(table, report, {std::to_string(label), std::to_string(objects.size())},
                values_of(means, &ScoreMean::object_mean));
    }
    if (report.objects.size() == 1) return table;
    const std::string count = std::to_string(report.objects.size());
    add_row(table, report, {"all", count}, values_of(report.means, &ScoreMean::object_mean));
    if (report.images > 1) {
        add_row(table, report, {"image mean", count}, values_of(report.means, &ScoreMean::image_mean));
    }
    return table;
}

Table objects_table(const ScoreReport& report) {
    Table table;
    for (const char* name : {"name", "label", "intersection_px", "predicted_px", "truth_px"}) {
        table.columns.push_back({"", name, Alignment::right});
    }
    for (const Metric& metric : report.metrics) table.columns.push_back({"", std::string(metric.name)});
    for (const ObjectScore& object : report.objects) {
        std::vector<std::string> row = {
            object.name, std::to_string(object.label), std::to_string(object.overlap.intersection),
            std::to_string(object.overlap.predicted), std::to_string(object.overlap.target)};
        for (const double value : object.values) row.push_back(csv_cell(value));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Json number_json(double value) {
    return std::isfinite(value) ? Json(value) : std::isnan(value) ? Json() : Json(value > 0 ? "inf" : "-inf");
}

Json object_json(const ScoreReport& report, const ObjectScore& object) {
    Json json = {{"name", object.name},
                 {"label", object.label},
                 {"intersection_px", object.overlap.intersection},
                 {"predicted_px", object.overlap.predicted},
                 {"truth_px", object.overlap.target}};
    for (std::size_t i = 0; i < report.metrics.size(); ++i) {
        json[std::string(report.metrics[i].name)] = number_json(object.values[i]);
    }
    return json;
}

std::string report_json(const ScoreReport& report) {
    Json json = {
        {"schema", 1},
        {"unit", symbol(report.unit)},
        {"nsd_tolerance", {{"value", report.nsd_tolerance.value}, {"unit", symbol(report.nsd_tolerance.unit)}}},
        {"empty", word_of(empty_words, report.empty)},
        {"images", report.images},
        {"empty_predictions", report.empty_predictions},
        {"unexpected", report.unexpected}};
    for (std::size_t i = 0; i < report.metrics.size(); ++i) {
        const ScoreMean& mean = report.means[i];
        json["means"][std::string(report.metrics[i].name)] = {{"object_mean", number_json(mean.object_mean)},
                                                              {"image_mean", number_json(mean.image_mean)},
                                                              {"left_out", mean.left_out}};
    }
    json["objects"] = Json::array();
    for (const ObjectScore& object : report.objects) json["objects"].push_back(object_json(report, object));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

int run(const ScoreCommand& command) {
    const ScoreReport report = score_files(command.options);
    switch (command.format) {
        case ScoreFormat::text:
            std::cout << render_text(means_table(report));
            break;
        case ScoreFormat::csv:
            std::cout << render_csv(objects_table(report));
            break;
        case ScoreFormat::json:
            std::cout << report_json(report);
            break;
    }
    for (const std::string& name : report.unpaired) log::warn(name + ": predicted, but there is no such truth");
    return report.unpaired.empty() ? exit_done : exit_skipped;
}

}  // namespace imis
