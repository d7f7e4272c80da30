#include "imis/report/run_times.hpp"

#include <algorithm>

#include "imis/base/quantile.hpp"
#include "wording.hpp"

namespace imis {
namespace {

double median_of(std::vector<double> values) {
    std::ranges::sort(values);
    return quantile(values, 0.5);
}

}  // namespace

RunTimes summarise_times(std::span<const StoredTime> times) {
    if (times.empty()) return {};
    RunTimes result;
    std::vector<double> images;
    std::vector<double> mask_rounds;
    for (const StoredTime& time : times) {
        const auto count = static_cast<double>(time.mask_rounds);
        result.mask_rounds += time.mask_rounds;
        result.image_mean += time.seconds;
        result.mask_round_mean += time.rounds_seconds;
        images.push_back(time.seconds);
        mask_rounds.push_back(time.rounds_seconds / count);
    }
    result.images = std::ssize(times);
    result.image_mean /= static_cast<double>(result.images);
    result.mask_round_mean /= static_cast<double>(result.mask_rounds);
    result.image_median = median_of(std::move(images));
    result.mask_round_median = median_of(std::move(mask_rounds));
    return result;
}

Table time_table(const std::vector<NamedTimes>& systems) {
    Table table{"Time", {}, {}, {}};
    const bool named = systems.size() > 1;
    if (named) table.columns.push_back({"", "System", Alignment::left});
    for (const char* name : {"Images", "Mask-rounds"}) table.columns.push_back({"", name});
    for (const char* group : {"Seconds per image", "Seconds per mask-round"}) {
        for (const char* name : {"mean", "median"}) table.columns.push_back({group, name});
    }
    for (const auto& [system, times] : systems) {
        if (times.images == 0) continue;
        std::vector<std::string> row;
        if (named) row.push_back(system);
        row.insert(row.end(), {std::to_string(times.images), std::to_string(times.mask_rounds)});
        for (const double seconds : {times.image_mean, times.image_median}) row.push_back(fixed(seconds, 3));
        for (const double seconds : {times.mask_round_mean, times.mask_round_median}) row.push_back(fixed(seconds, 4));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace imis
