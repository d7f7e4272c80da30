#include "imis/data/dataset_check.hpp"

#include <array>
#include <map>
#include <set>
#include <system_error>

#include "dataset_fields.hpp"
#include "imis/base/ascii.hpp"
#include "imis/data/modality.hpp"
#include "imis/data/target_place.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

constexpr std::array<Split, 2> both_splits = {Split::training, Split::test};

std::string place_of(Split split, const DatasetItem& item) {
    return word_of(split_words, split) + ": " + item.name;
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// One check of a data set; collects what it finds.
class DatasetCheck {
public:
    DatasetCheck(const Dataset& dataset, const SurveyedDataset& surveyed) : dataset_(dataset), surveyed_(surveyed) {}

    std::vector<Finding> run() {
        check_items();
        check_contents();
        check_volumes();
        check_classes();
        check_modality();
        check_imasks();
        check_unlisted_files();
        check_counts();
        return std::move(findings_);
    }

private:
    void add(FindingKind kind, std::string place, std::string text) {
        findings_.push_back({kind, std::move(place), std::move(text)});
    }

    template <typename Visit>
    void for_each_item(const Visit& visit) const {
        for (const Split split : both_splits) {
            const std::vector<DatasetItem>& items = dataset_.items(split);
            for (std::size_t i = 0; i < items.size(); ++i) visit(split, items[i], surveyed_.items(split)[i]);
        }
    }

    void check_items() {
        for_each_item([&](Split split, const DatasetItem& item, const SurveyedItem& seen) {
            if (!seen.problem.empty()) {
                add(FindingKind::unreadable, place_of(split, item), seen.problem);
            } else if (seen.targets.empty()) {
                add(FindingKind::no_target, place_of(split, item), "no class has a pixel; the image is never scored");
            }
            if (!seen.imask_problem.empty()) add(FindingKind::imask, place_of(split, item), seen.imask_problem);
        });
    }

    void check_contents() {
        std::map<std::string, std::pair<Split, std::string>> first;  // by content: split and name
        for_each_item([&](Split split, const DatasetItem& item, const SurveyedItem& seen) {
            if (!seen.problem.empty()) return;
            const auto [earlier, is_new] = first.try_emplace(seen.content, split, item.name);
            if (is_new) return;
            const auto& [other_split, other_name] = earlier->second;
            const bool leaks = other_split != split;
            add(leaks ? FindingKind::leakage : FindingKind::duplicate, place_of(split, item),
                "has the pixels of " + word_of(split_words, other_split) + ": " + other_name +
                    (leaks ? "; remove it from one of the splits" : ""));
        });
    }

    void check_volumes() {
        std::set<std::string> training;
        for (const DatasetItem& item : dataset_.training) {
            if (item.volume) training.insert(item.volume->volume);
        }
        std::map<std::string, std::size_t> shared;  // volume -> its test images
        for (const DatasetItem& item : dataset_.test) {
            if (item.volume && training.contains(item.volume->volume)) ++shared[item.volume->volume];
        }
        for (const auto& [volume, images] : shared) {
            add(FindingKind::leakage, "volume " + volume,
                counted(images, "test image") + " of a volume that is in training too; split by volume");
        }
    }

    void check_classes() {
        std::set<int> used;
        for_each_item([&](Split, const DatasetItem&, const SurveyedItem& seen) {
            for (const SurveyedTarget& target : seen.targets) used.insert(target.class_index);
        });
        for (std::size_t i = 0; i < dataset_.classes.size(); ++i) {
            const std::string& name = dataset_.classes[i];
            if (!used.contains(static_cast<int>(i))) {
                add(FindingKind::unused_name, name, "has no pixel in any image that can be read");
            }
            if (!find_target_place(name)) {
                add(FindingKind::target_name, name,
                    "is no target of IMed-361M; not mapped in tables by anatomical group");
            }
        }
    }

    void check_modality() {
        if (dataset_.modality == unknown_modality) {
            add(FindingKind::modality, "", "dataset.json gives none; add the field 'modality'");
        } else if (dataset_.modality.find('+') == std::string::npos && !known_modality(dataset_.modality)) {
            add(FindingKind::modality, "", "'" + dataset_.modality + "' is not in the table of modalities");
        }
    }

    void check_imasks() {
        std::size_t named = 0;
        std::size_t missing = 0;
        std::string first;
        for_each_item([&](Split, const DatasetItem& item, const SurveyedItem& seen) {
            named += item.imask.empty() ? 0 : 1;
            if (!seen.imask_missing) return;
            if (missing++ == 0) first = item.imask;
        });
        if (missing == 0) return;
        add(FindingKind::imask, "",
            std::to_string(missing) + " of " + std::to_string(named) +
                " interactive-mask maps are missing (first: " + first + "); no evaluation needs them");
    }

    void check_unlisted_files() {
        std::set<fs::path> listed;
        std::set<fs::path> folders;
        for_each_item([&](Split, const DatasetItem& item, const SurveyedItem&) {
            for (const std::string& file : {item.image, item.label}) {
                const fs::path path = fs::path(file).lexically_normal();
                listed.insert(path);
                if (path.has_parent_path()) folders.insert(path.parent_path());
            }
        });
        for (const fs::path& folder : folders) {
            std::set<std::string> unlisted;
            std::error_code code;
            fs::directory_iterator entry(dataset_.folder / folder, code);
            for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
                const fs::path file = folder / entry->path().filename();
                std::error_code ignored;
                if (fs::is_regular_file(entry->path(), ignored) && !listed.contains(file)) unlisted.insert(file);
            }
            if (unlisted.empty()) continue;
            add(FindingKind::unlisted, folder.string() + "/",
                counted(unlisted.size(), "file") + " that no item names (first: " + *unlisted.begin() + ")");
        }
    }

    void check_counts() {
        const JsonFields fields = read_dataset_fields(dataset_.folder);
        for (const auto& [field, split] : {std::pair("numTraining", Split::training), {"numTest", Split::test}}) {
            const auto items = static_cast<std::int64_t>(dataset_.items(split).size());
            const auto stated = fields.get_or(field, items);
            if (stated == items) continue;
            add(FindingKind::counts, word_of(split_words, split),
                std::string(field) + " is " + std::to_string(stated) + ", but the list has " +
                    counted(static_cast<std::size_t>(items), "item"));
        }
    }

    const Dataset& dataset_;
    const SurveyedDataset& surveyed_;
    std::vector<Finding> findings_;
};

}  // namespace

Severity severity_of(FindingKind kind) {
    return kind == FindingKind::unreadable || kind == FindingKind::leakage ? Severity::error : Severity::warning;
}

std::vector<Finding> check_dataset(const Dataset& dataset, const SurveyedDataset& surveyed) {
    return DatasetCheck(dataset, surveyed).run();
}

}  // namespace imis
