#include "imis/report/volumes.hpp"

#include "wording.hpp"

namespace imis {
namespace {

// "BTCV (.+)_[0-9]+", of all data sets that have a rule.
std::string volume_rules(const Report& report) {
    constexpr std::string_view before = "dataset.";
    constexpr std::string_view after = ".volume_rule";
    std::string rules;
    for (const auto& [setting, value] : report.context) {
        if (!setting.starts_with(before) || !setting.ends_with(after)) continue;
        const std::string name = setting.substr(before.size(), setting.size() - before.size() - after.size());
        rules += (rules.empty() ? "" : "; ") + name + " " + value;
    }
    return rules;
}

}  // namespace

Table volume_table(const Report& report) {
    const PooledVolumes& pooled = report.volumes;
    Table table{"Volumes (pooled over slices)", {{"", "Round"}, {"", "Volumes"}, {"", "Targets"}}, {}, {}};
    for (const char* name : {"Dice", "IoU", "precision", "recall"}) table.columns.push_back({"Volume mean", name});
    constexpr int decimals = 4;
    for (const PooledRound& round : pooled.rounds) {
        table.rows.push_back(
            {std::to_string(round.round), std::to_string(round.volumes), std::to_string(round.targets)});
        for (const double mean : round.means) table.rows.back().push_back(fixed(mean, decimals));
    }
    table.notes = {
        "From the pixel counts of each target summed over its slices that were evaluated: prompted slice by "
        "slice, not as a volume (--unit volume).",
        "Volume mean: mean over volumes of the mean over a volume's targets and repeats. Volumes by name: " +
            volume_rules(report) + "."};
    return table;
}

Table volume_file(const PooledVolumes& pooled) {
    Table table;
    for (const char* name :
         {"dataset", "volume", "target", "repeat", "round", "slices", "intersection_px", "predicted_px", "truth_px",
          "volume_dice", "volume_iou", "volume_precision", "volume_recall"}) {
        table.columns.push_back({"", name});
    }
    for (const PooledVolume& volume : pooled.volumes) {
        std::vector<std::string> row = {volume.dataset, volume.volume, volume.target};
        for (const std::int64_t number :
             {std::int64_t{volume.repeat}, std::int64_t{volume.round}, volume.slices, volume.overlap.intersection,
              volume.overlap.predicted, volume.overlap.target}) {
            row.push_back(std::to_string(number));
        }
        for (const double value : volume.values) row.push_back(fixed(value, file_decimals));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace imis
