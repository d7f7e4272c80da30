#include "imis/data/dataset.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

bool is_dataset(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "dataset.json", ignored);
}

void refuse_shared_names(const std::vector<Dataset>& sorted) {
    const auto twin = std::adjacent_find(sorted.begin(), sorted.end(),
                                         [](const Dataset& a, const Dataset& b) { return a.name == b.name; });
    if (twin == sorted.end()) return;
    throw Error(twin->folder.string() + " and " + std::next(twin)->folder.string() +
                ": both data sets have the name '" + twin->name + "'; change the field 'name' in one dataset.json");
}

}  // namespace

Dataset read_dataset(const fs::path& folder) {
    const JsonFields fields = read_dataset_fields(folder);
    if (!fields.has("training") && !fields.has("test")) {
        fields.fail("has neither of the fields 'training' and 'test'; one must list the items");
    }
    Dataset dataset;
    dataset.name = dataset_name(fields, folder);
    dataset.modality = dataset_modality(fields);
    dataset.folder = folder;
    dataset.classes = dataset_classes(fields);
    dataset.training = read_items(fields, "training");
    dataset.test = read_items(fields, "test");
    set_spacing(fields, dataset);
    set_slice_spacing(fields, dataset);
    set_volumes(fields, dataset);
    return dataset;
}

std::vector<fs::path> dataset_folders(const fs::path& path) {
    std::error_code code;
    if (!fs::is_directory(path, code)) throw Error(path.string() + ": no such folder");
    if (is_dataset(path)) return {path};
    std::vector<fs::path> folders;
    fs::directory_iterator entry(path, code);
    for (; !code && entry != fs::directory_iterator(); entry.increment(code)) {
        std::error_code ignored;
        if (fs::is_directory(entry->path(), ignored) && is_dataset(entry->path())) folders.push_back(entry->path());
    }
    if (code) throw Error(path.string() + ": the folder cannot be listed: " + code.message());
    if (folders.empty()) {
        throw Error(path.string() +
                    ": has no dataset.json, nor does a folder directly below it; "
                    "name a folder in the IMed-361M layout, or one that holds several");
    }
    // The file system lists in any order; the order decides which of two bad data sets is reported first.
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::vector<Dataset> find_datasets(const std::vector<fs::path>& paths) {
    std::vector<Dataset> datasets;
    std::set<fs::path> seen;
    for (const fs::path& path : paths) {
        for (const fs::path& folder : dataset_folders(path)) {
            if (seen.insert(fs::canonical(folder)).second) datasets.push_back(read_dataset(folder));
        }
    }
    std::sort(datasets.begin(), datasets.end(), [](const Dataset& a, const Dataset& b) { return a.name < b.name; });
    refuse_shared_names(datasets);
    return datasets;
}

}  // namespace imis
