#include "imis/data/raw_datasets.hpp"

#include <algorithm>

#include "imis/base/ascii.hpp"
#include "imis/base/json_fields.hpp"
#include "imis/data/modality.hpp"
#include "raw_dataset_table.hpp"

namespace imis {
namespace {

RawDataset read_row(const JsonFields& row) {
    RawDataset dataset{row.get<std::string>("name"), {}, std::nullopt, row.get<bool>("released")};
    for (const auto& modality : row.get<std::vector<std::string>>("modality")) {
        dataset.modalities.push_back(normalise_modality(modality));
    }
    if (row.has("link")) dataset.link = row.get<std::string>("link");
    return dataset;
}

}  // namespace

std::vector<RawDataset> raw_datasets() {
    const JsonFields table = JsonFields::parse(raw_dataset_table_json, {"configs/imed361m/datasets.json", ""});
    std::vector<RawDataset> datasets;
    for (const JsonFields& row : table.at("datasets").elements()) {
        RawDataset dataset = read_row(row);
        const auto same = std::ranges::find_if(datasets, [&](const RawDataset& earlier) {
            return earlier.name == dataset.name && earlier.link == dataset.link && earlier.released == dataset.released;
        });
        if (same == datasets.end()) {
            datasets.push_back(std::move(dataset));
        } else {
            same->modalities.insert(same->modalities.end(), dataset.modalities.begin(), dataset.modalities.end());
        }
    }
    return datasets;
}

std::vector<RawDataset> raw_datasets_named(const std::string& text) {
    std::vector<RawDataset> datasets = raw_datasets();
    std::erase_if(datasets, [&](const RawDataset& dataset) {
        return lower_ascii(dataset.name).find(lower_ascii(text)) == std::string::npos;
    });
    return datasets;
}

}  // namespace imis
