#include <iostream>

#include <nlohmann/json.hpp>

#include "dataset.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/data/raw_datasets.hpp"
#include "imis/report/table.hpp"

namespace imis {
namespace {

Table links_table(const std::vector<RawDataset>& datasets) {
    Table table{
        "Raw data of IMed-361M",
        {{"", "Data set", Alignment::left},
         {"", "Modality", Alignment::left},
         {"", "Released", Alignment::left},
         {"", "Link", Alignment::left}},
        {},
        {"Released: whether the authors of IMed-361M may hand out the processed data. Table 3 of its supplement; "
         "nothing is fetched, and each data set has terms of its own."}};
    for (const RawDataset& dataset : datasets) {
        table.rows.push_back({dataset.name, joined(dataset.modalities, "+"), dataset.released ? "yes" : "no",
                              dataset.link.value_or("private")});
    }
    return table;
}

nlohmann::ordered_json links_json(const std::vector<RawDataset>& datasets) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const RawDataset& dataset : datasets) {
        nlohmann::ordered_json entry = {{"name", dataset.name}, {"modality", dataset.modalities}, {"link", nullptr}};
        if (dataset.link) entry["link"] = *dataset.link;
        entry["released"] = dataset.released;
        list.push_back(std::move(entry));
    }
    return {{"datasets", std::move(list)}};
}

}  // namespace

int list_download_links(const DatasetCommand& command) {
    const std::vector<RawDataset> datasets = raw_datasets_named(command.name);
    if (datasets.empty()) {
        throw Error("'" + command.name +
                    "': no data set of IMed-361M has this in its name; leave it out to see them all");
    }
    if (command.json) {
        std::cout << links_json(datasets).dump(2) << "\n";
    } else {
        std::cout << render_text(links_table(datasets));
    }
    return exit_done;
}

}  // namespace imis
