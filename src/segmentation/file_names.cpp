#include "file_names.hpp"

#include <algorithm>
#include <set>

#include "imis/base/error.hpp"
#include "imis/segmentation/output_files.hpp"

namespace imis {

namespace fs = std::filesystem;

fs::path FileNames::of_slice(const fs::path& file, const PromptedSlice& slice) const {
    return slices_ > 1 ? with_slice(file, slice) : file;
}

fs::path FileNames::of_object(const fs::path& file, const std::string& name, std::size_t slices,
                              const PromptedSlice& slice) const {
    const fs::path of_name = objects_ > 1 ? with_suffix(file, name) : file;
    return slices > 1 ? with_slice(of_name, slice) : of_name;
}

fs::path FileNames::of_candidate(const fs::path& file, int number) {
    return with_suffix(file, "candidate_" + std::to_string(number));
}

fs::path FileNames::with_slice(const fs::path& file, const PromptedSlice& slice) const {
    return with_suffix(file, study_.slice_name(slice.axes, slice.index));
}

int most_candidates(const Manifest& manifest) {
    const CandidateRule& rule = manifest.candidates;
    return static_cast<int>(std::max(rule.single_point.size(), rule.otherwise.size())) + 1;
}

std::vector<fs::path> files_to_write(const Study& study, const StudyFiles& files,
                                     const std::vector<PlacedObject>& objects, int candidates) {
    const auto slices = prompted_slices(objects);
    const FileNames names(study, slices.size(), objects.size());
    std::vector<fs::path> all;
    if (!files.output.empty()) all.push_back(files.output);
    for (const PromptedSlice& slice : slices) {
        if (!files.overlay.empty()) all.push_back(names.of_slice(files.overlay, slice));
        if (!files.image.empty()) all.push_back(names.of_slice(files.image, slice));
    }
    for (const PlacedObject& object : objects) {
        for (const auto& [slice, prompts] : object.slices) {
            const PromptedSlice on{object.axes, slice};
            const auto named = [&](const fs::path& file) {
                return names.of_object(file, object.name, object.slices.size(), on);
            };
            if (!files.logits.empty()) all.push_back(named(files.logits));
            if (files.output.empty()) continue;
            for (int i = 1; i <= candidates; ++i) all.push_back(FileNames::of_candidate(named(files.output), i));
        }
    }
    return all;
}

void check_files(const std::vector<fs::path>& files, bool force) {
    std::set<fs::path> names;
    for (const fs::path& file : files) {
        check_writable(file, force);
        if (names.insert(fs::absolute(file).lexically_normal()).second) continue;
        throw UsageError(file.string() +
                         ": two results would be written there; give the objects and files of this run other names");
    }
}

}  // namespace imis
