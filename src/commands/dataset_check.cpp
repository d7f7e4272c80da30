#include "imis/data/dataset_check.hpp"

#include <iostream>
#include <set>

#include <nlohmann/json.hpp>

#include "dataset.hpp"
#include "imis/base/error.hpp"
#include "imis/report/table.hpp"

namespace imis {
namespace {

struct CheckedDataset {
    std::string name;  // or its folder, where it can't be read
    std::size_t images = 0;
    std::vector<Finding> findings;
};

// A data set whose dataset.json can't be read is a finding, so that the others are checked all the same.
CheckedDataset checked(const std::filesystem::path& folder, int threads) {
    Dataset dataset;
    try {
        dataset = read_dataset(folder);
    } catch (const Error& problem) {
        return {folder.string(), 0, {{FindingKind::unreadable, "", problem.what()}}};
    }
    return {dataset.name, dataset.training.size() + dataset.test.size(),
            check_dataset(dataset, survey(dataset, threads))};
}

std::vector<CheckedDataset> checked_datasets(const DatasetCommand& command) {
    std::vector<CheckedDataset> all;
    std::set<std::filesystem::path> seen;
    for (const std::filesystem::path& path : command.folders) {
        for (const std::filesystem::path& folder : dataset_folders(path)) {
            if (!seen.insert(std::filesystem::canonical(folder)).second) continue;
            all.push_back(checked(folder, threads_of(command)));
        }
    }
    return all;
}

std::size_t count(const std::vector<CheckedDataset>& all, Severity severity) {
    std::size_t sum = 0;
    for (const CheckedDataset& dataset : all) {
        for (const Finding& finding : dataset.findings) sum += severity_of(finding.kind) == severity ? 1 : 0;
    }
    return sum;
}

Table findings_table(const std::vector<CheckedDataset>& all) {
    Table table{"Findings", {}, {}, {}};
    for (const char* const name : {"Severity", "Data set", "Kind", "Place", "Finding"}) {
        table.columns.push_back({"", name, Alignment::left});
    }
    for (const Severity severity : {Severity::error, Severity::warning}) {
        for (const CheckedDataset& dataset : all) {
            for (const Finding& finding : dataset.findings) {
                if (severity_of(finding.kind) != severity) continue;
                table.rows.push_back({word_of(severity_words, severity), dataset.name,
                                      word_of(finding_words, finding.kind), finding.place, finding.text});
            }
        }
    }
    return table;
}

std::string counted(std::size_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string summary_of(const std::vector<CheckedDataset>& all) {
    std::size_t images = 0;
    for (const CheckedDataset& dataset : all) images += dataset.images;
    return counted(all.size(), "data set") + ", " + counted(images, "image") + ": " +
           counted(count(all, Severity::error), "error") + ", " + counted(count(all, Severity::warning), "warning");
}

nlohmann::ordered_json json_of(const std::vector<CheckedDataset>& all) {
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
    std::size_t images = 0;
    for (const CheckedDataset& dataset : all) {
        images += dataset.images;
        for (const Finding& finding : dataset.findings) {
            findings.push_back({{"severity", word_of(severity_words, severity_of(finding.kind))},
                                {"dataset", dataset.name},
                                {"kind", word_of(finding_words, finding.kind)},
                                {"place", finding.place},
                                {"finding", finding.text}});
        }
    }
    return {{"datasets", all.size()},
            {"images", images},
            {"errors", count(all, Severity::error)},
            {"warnings", count(all, Severity::warning)},
            {"findings", std::move(findings)}};
}

}  // namespace

int check_datasets(const DatasetCommand& command) {
    const std::vector<CheckedDataset> all = checked_datasets(command);
    if (command.json) {
        std::cout << json_of(all).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    } else {
        const Table table = findings_table(all);
        if (!table.rows.empty()) std::cout << render_text(table) << "\n";
        std::cout << summary_of(all) << "\n";
    }
    return count(all, Severity::error) > 0 ? exit_failed : exit_done;
}

}  // namespace imis
