#include <set>
#include <utility>

#include "dataset_fields.hpp"
#include "dataset_writer.hpp"
#include "image_source.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/data/volume_rule.hpp"
#include "split_plan.hpp"
#include "staged_folder.hpp"

namespace imis {
namespace {

std::unique_ptr<ImageSource> open_source(const ConversionOptions& options) {
    switch (options.source) {
        case SourceKind::pairs:
            return open_pairs(options);
        case SourceKind::class_folders:
            return open_class_folders(options);
        case SourceKind::volumes:
            return open_volumes(options);
        case SourceKind::coco:
            return open_coco(options);
    }
    throw Error("an unknown kind of source can't be converted");
}

// The images with what must stay together: slices of a volume where a rule says so, or else each image alone.
std::vector<SplitCandidate> candidates_of(const ImageSource& source, const std::string& volume_rule) {
    std::optional<VolumeRule> rule;
    if (!volume_rule.empty()) rule.emplace(volume_rule);
    std::vector<SplitCandidate> candidates;
    for (const std::string& name : source.names()) {
        candidates.push_back({name, rule ? rule->place_of(name).volume : name});
    }
    return candidates;
}

std::size_t count_groups(const std::vector<SplitCandidate>& candidates) {
    std::set<std::string> groups;
    for (const SplitCandidate& candidate : candidates) groups.insert(candidate.group);
    return groups.size();
}

SplitShares shares_of(const ConversionOptions& options) {
    if (!options.split.empty()) return parse_split(options.split);
    return parse_split(options.source == SourceKind::volumes ? "90:10" : "test");
}

std::string name_of(const ConversionOptions& options) {
    const std::filesystem::path folder = (options.output / "").lexically_normal().parent_path().filename();
    const std::string name = file_name_safe(options.name.empty() ? folder.string() : options.name);
    return name.empty() ? "dataset" : name;
}

}  // namespace

ConversionResult convert_to_dataset(const ConversionOptions& options, const ConversionProgress& progress) {
    const SplitShares shares = shares_of(options);
    StagedFolder folder(options.output, options.overwrite, "dataset.json");
    const std::unique_ptr<ImageSource> source = open_source(options);
    const std::string rule = source->volume_rule().empty() ? options.volume_rule : source->volume_rule();
    const std::vector<SplitCandidate> candidates = candidates_of(*source, rule);
    const std::vector<std::optional<Split>> plan = plan_split(candidates, shares, options.seed, options.most_test);

    ConversionResult result;
    result.classes = source->classes().size();
    result.without_target = source->left_out();
    if (!rule.empty()) result.volumes = count_groups(candidates);
    DatasetWriter writer(folder.path(), {name_of(options), options.modality, source->classes(), rule});
    for (std::size_t i = 0; i < plan.size(); ++i) {
        throw_if_interrupted();
        if (plan[i]) {
            const LabelledImage image = source->read(i);
            writer.add(*plan[i], candidates[i].name, image);
            result.without_target += image.planes.empty() ? 1 : 0;
            ++(*plan[i] == Split::test ? result.test : result.training);
        } else {
            ++result.beyond_limit;
        }
        if (progress) progress(i + 1, plan.size());
    }
    writer.finish();
    folder.finish();
    return result;
}

}  // namespace imis
