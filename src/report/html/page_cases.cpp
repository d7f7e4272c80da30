#include <algorithm>
#include <map>
#include <utility>

#include "page_data.hpp"

namespace imis::html {
namespace {

// Names that rows refer to by their place.
class NameList {
public:
    // The place of a name; `bytes` grows by what a new one takes.
    std::size_t place_of(const std::string& name, std::size_t& bytes) {
        const auto [entry, is_new] = places_.emplace(name, names_.size());
        if (is_new) {
            names_.emplace_back(name);
            bytes += embedded(names_.back()).size() + 1;
        }
        return entry->second;
    }
    [[nodiscard]] const Json& names() const { return names_; }

private:
    std::map<std::string, std::size_t> places_;
    Json names_ = Json::array();
};

struct CaseOfSystem {
    std::size_t system;
    const ReportedCase* one;
};

std::vector<CaseOfSystem> lowest_first(const ReportedRuns& report) {
    std::vector<CaseOfSystem> cases;
    for (std::size_t place = 0; place < report.systems.size(); ++place) {
        for (const ReportedCase& one : report.systems[place].cases) cases.push_back({place, &one});
    }
    std::ranges::stable_sort(cases, {}, [](const CaseOfSystem& one) { return one.one->dice.back(); });
    return cases;
}

}  // namespace

Json cases_json(const ReportedRuns& report, std::size_t most_bytes) {
    const std::vector<CaseOfSystem> cases = lowest_first(report);
    NameList datasets;
    NameList images;
    NameList targets;
    Json modalities = Json::array();
    Json rows = Json::array();
    std::size_t bytes = 400;  // of the fields around the rows
    for (const auto& [system, one] : cases) {
        const std::size_t dataset = datasets.place_of(one->dataset, bytes);
        if (dataset == modalities.size()) {
            modalities.push_back(one->modality);
            bytes += embedded(modalities.back()).size() + 1;
        }
        Json row = {system,
                    dataset,
                    images.place_of(one->image, bytes),
                    targets.place_of(one->target, bytes),
                    one->repeat,
                    one->pixels,
                    rounded(one->dice.front()),
                    rounded(one->dice.back()),
                    rounded(one->dice.back() - one->dice.front()),
                    rounded(one->iou),
                    rounded(one->predicted_iou)};
        bytes += embedded(row).size() + 1;
        if (bytes > most_bytes) break;
        rows.push_back(std::move(row));
    }
    return {{"total", cases.size()},
            {"datasets", datasets.names()},
            {"modalities", std::move(modalities)},
            {"images", images.names()},
            {"targets", targets.names()},
            {"columns",
             {"system", "dataset", "image", "target", "repeat", "pixels", "first", "last", "change", "iou",
              "predicted_iou"}},
            {"rows", std::move(rows)}};
}

}  // namespace imis::html
