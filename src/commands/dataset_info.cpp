#include "imis/data/dataset_info.hpp"

#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "dataset.hpp"
#include "imis/report/table.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

std::string number_text(double value) {
    std::ostringstream text;
    text << std::setprecision(6) << value;
    return text.str();
}

// "0.7", or "0.5 to 0.9" where the values differ.
std::string range_text(const std::optional<Extent>& extent) {
    if (!extent) return "-";
    return number_text(extent->least) + (extent->most > extent->least ? " to " + number_text(extent->most) : "");
}

std::string count_text(const std::optional<std::size_t>& count) {
    return count ? std::to_string(*count) : "-";
}

Table splits_table(const std::vector<DatasetInfo>& all) {
    Table table{"Data sets",
                {{"", "Data set", Alignment::left},
                 {"", "Modality", Alignment::left},
                 {"", "Split", Alignment::left},
                 {"", "Images"},
                 {"", "Unreadable"},
                 {"", "Without target"},
                 {"", "Targets"},
                 {"", "Volumes"}},
                {},
                {"Targets: pairs of image and class. Volumes: by the data set's volume rule, '-' where it has none."}};
    for (const DatasetInfo& info : all) {
        for (const Split split : {Split::training, Split::test}) {
            const SplitInfo& part = split == Split::test ? info.test : info.training;
            table.rows.push_back({info.name, info.modality, word_of(split_words, split), std::to_string(part.images),
                                  std::to_string(part.unreadable), std::to_string(part.without_target),
                                  std::to_string(part.targets), count_text(part.volumes)});
        }
    }
    return table;
}

Table sizes_table(const std::vector<DatasetInfo>& all) {
    Table table{"Images",
                {{"", "Data set", Alignment::left},
                 {"", "Size (px)", Alignment::left},
                 {"", "Images"},
                 {"Spacing (mm)", "row"},
                 {"Spacing (mm)", "column"}},
                {},
                {"Spacing: height and width of a pixel over the whole data set."}};
    for (const DatasetInfo& info : all) {
        for (const auto& [size, images] : info.sizes) {
            table.rows.push_back({info.name, size, std::to_string(images), range_text(info.row_spacing),
                                  range_text(info.column_spacing)});
        }
    }
    return table;
}

Table classes_table(const std::vector<DatasetInfo>& all) {
    Table table{"Targets",
                {{"", "Data set", Alignment::left},
                 {"", "Target", Alignment::left},
                 {"Images", "training"},
                 {"Images", "test"},
                 {"Pixels", "least"},
                 {"Pixels", "median"},
                 {"Pixels", "most"}},
                {},
                {"Pixels of the target in an image that has it."}};
    for (const DatasetInfo& info : all) {
        for (const ClassInfo& target : info.classes) {
            std::vector<std::string> row = {info.name, target.name, std::to_string(target.training),
                                            std::to_string(target.test)};
            for (const double Extent::*value : {&Extent::least, &Extent::median, &Extent::most}) {
                row.push_back(target.pixels ? std::to_string(std::llround((*target.pixels).*value)) : "-");
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Json extent_json(const std::optional<Extent>& extent) {
    if (!extent) return nullptr;
    return {{"least", extent->least}, {"median", extent->median}, {"most", extent->most}};
}

Json split_json(const SplitInfo& split) {
    return {{"images", split.images},
            {"unreadable", split.unreadable},
            {"without_target", split.without_target},
            {"targets", split.targets},
            {"volumes", split.volumes ? Json(*split.volumes) : Json(nullptr)}};
}

Json dataset_json(const DatasetInfo& info) {
    Json targets = Json::array();
    for (const ClassInfo& target : info.classes) {
        targets.push_back({{"name", target.name},
                           {"training_images", target.training},
                           {"test_images", target.test},
                           {"pixels", extent_json(target.pixels)}});
    }
    return {{"name", info.name},
            {"modality", info.modality},
            {"training", split_json(info.training)},
            {"test", split_json(info.test)},
            {"targets", std::move(targets)},
            {"sizes", info.sizes},
            {"row_spacing_mm", extent_json(info.row_spacing)},
            {"column_spacing_mm", extent_json(info.column_spacing)},
            {"volume_rule", info.volume_rule ? Json(*info.volume_rule) : Json(nullptr)}};
}

}  // namespace

int describe_datasets(const DatasetCommand& command) {
    std::vector<DatasetInfo> all;
    for (const Dataset& dataset : find_datasets(command.folders)) {
        all.push_back(describe(dataset, survey(dataset, threads_of(command))));
    }
    if (!command.json) {
        std::cout << render_text(std::vector{splits_table(all), sizes_table(all), classes_table(all)});
        return exit_done;
    }
    Json datasets = Json::array();
    for (const DatasetInfo& info : all) datasets.push_back(dataset_json(info));
    std::cout << Json{{"datasets", std::move(datasets)}}.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return exit_done;
}

}  // namespace imis
