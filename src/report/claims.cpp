#include "imis/report/claims.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "wording.hpp"

namespace imis {
namespace {

// Of nothing there is no share.
std::string share_text(double share) {
    return std::isnan(share) ? "-" : fixed(share, 4);
}
std::string file_text(double share) {
    return std::isnan(share) ? "" : fixed(share, file_decimals);
}

bool names_categories(const CategoryAccuracy& accuracy) {
    return accuracy.count() + accuracy.left_out() > 0;
}

bool any_categories(const std::vector<NamedClaims>& systems) {
    return std::ranges::any_of(systems, [](const NamedClaims& system) {
        const auto groups = system.claims.groups();
        return !groups.empty() && std::ranges::any_of(groups.front().rounds, [](const auto& round) {
            return names_categories(round.second.category);
        });
    });
}

void add_category_cells(std::vector<std::string>& row, const CategoryAccuracy& accuracy) {
    if (!names_categories(accuracy)) {
        row.insert(row.end(), 4, "-");
        return;
    }
    row.insert(row.end(), {std::to_string(accuracy.count()), share_text(accuracy.top_1()), share_text(accuracy.top_3()),
                           std::to_string(accuracy.left_out())});
}

std::vector<std::string> claims_rules(bool categories) {
    std::vector<std::string> rules = {
        "ECE: mean distance of predicted and true IoU in 10 bins of equal width, weighted by their masks."};
    if (categories) {
        rules.emplace_back(
            "top 1, top 3: share of masks whose target's category the model names first, or among its "
            "first three; targets without a category in its table are left out.");
    }
    return rules;
}

}  // namespace

Table claims_table(const std::vector<NamedClaims>& systems) {
    const bool named = systems.size() > 1;
    const bool categories = any_categories(systems);
    Table table{"The model's own estimates", {}, {}, claims_rules(categories)};
    if (named) table.columns.push_back({"", "System", Alignment::left});
    table.columns.insert(table.columns.end(), {{"", "Round"}, {"Predicted IoU", "masks"}, {"Predicted IoU", "ECE"}});
    if (categories) {
        for (const char* name : {"masks", "top 1", "top 3", "left out"}) table.columns.push_back({"Category", name});
    }
    for (const auto& [system, claims] : systems) {
        if (claims.empty()) continue;
        const auto rounds = claims.groups().front().rounds;
        for (const int number : std::set<int>{rounds.begin()->first, rounds.rbegin()->first}) {
            const ClaimRound& round = rounds.at(number);
            std::vector<std::string> row;
            if (named) row.push_back(system);
            row.insert(row.end(), {std::to_string(number), std::to_string(round.iou.count()),
                                   share_text(round.iou.expected_error())});
            if (categories) add_category_cells(row, round.category);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table claims_file(const ModelClaims& claims) {
    Table table;
    for (const char* name : {"grouping", "name", "round", "masks", "ece", "category_masks", "category_top_1",
                             "category_top_3", "without_category"}) {
        table.columns.push_back({"", name});
    }
    for (const ClaimGroup& group : claims.groups()) {
        for (const auto& [number, round] : group.rounds) {
            table.rows.push_back({group.grouping, group.name, std::to_string(number), std::to_string(round.iou.count()),
                                  file_text(round.iou.expected_error()), std::to_string(round.category.count()),
                                  file_text(round.category.top_1()), file_text(round.category.top_3()),
                                  std::to_string(round.category.left_out())});
        }
    }
    return table;
}

Table calibration_file(const ModelClaims& claims) {
    Table table;
    for (const char* name : {"grouping", "name", "round", "low", "high", "count", "mean_predicted", "mean_true"}) {
        table.columns.push_back({"", name});
    }
    for (const ClaimGroup& group : claims.groups()) {
        for (const auto& [number, round] : group.rounds) {
            for (const CalibrationBin& bin : round.iou.bins()) {
                table.rows.push_back({group.grouping, group.name, std::to_string(number), fixed(bin.low, file_decimals),
                                      fixed(bin.high, file_decimals), std::to_string(bin.count),
                                      file_text(bin.mean_predicted), file_text(bin.mean_true)});
            }
        }
    }
    return table;
}

}  // namespace imis
