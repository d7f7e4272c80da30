#include "label_map_pairs.hpp"

#include <map>

#include "imis/base/error.hpp"
#include "imis/formats/label_maps.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// By name without ending, below the folder.
std::map<std::string, fs::path> label_maps_in(const fs::path& folder) {
    std::map<std::string, fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path& file = entry.path();
        if (!entry.is_regular_file() || !is_label_map_name(file)) continue;
        const fs::path below = file.parent_path().lexically_relative(folder);
        const std::string name = (below / label_map_stem(file)).lexically_normal().generic_string();
        const auto [place, is_new] = files.emplace(name, file);
        if (!is_new) {
            throw Error(file.string() + ": " + place->second.filename().string() +
                        " has the same name; keep one of the two");
        }
    }
    if (files.empty()) throw Error(folder.string() + ": holds no label maps (pictures, NIfTI, NRRD, MetaImage, .npy)");
    return files;
}

bool is_folder(const fs::path& path) {
    if (!fs::exists(path)) throw Error(path.string() + ": is missing");
    return fs::is_directory(path);
}

}  // namespace

LabelMapPairs pair_label_maps(const fs::path& prediction, const fs::path& truth) {
    const bool folders = is_folder(prediction);
    if (folders != is_folder(truth)) {
        throw Error((folders ? truth : prediction).string() + ": is a file, and " +
                    (folders ? prediction : truth).string() + " a folder; give two files or two folders");
    }
    if (!folders) return {{{label_map_stem(truth.filename()), prediction, truth}}, {}};
    std::map<std::string, fs::path> predictions = label_maps_in(prediction);
    LabelMapPairs result;
    for (const auto& [name, file] : label_maps_in(truth)) {
        auto found = predictions.extract(name);
        if (found.empty()) {
            throw Error(file.string() + ": has no prediction in " + prediction.string() +
                        "; give one, all background where nothing was found");
        }
        result.pairs.push_back({name, found.mapped(), file});
    }
    for (const auto& [name, file] : predictions) result.unpaired.push_back(name);
    return result;
}

}  // namespace imis
