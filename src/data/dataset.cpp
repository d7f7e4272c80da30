#include "imis/data/dataset.hpp"

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"
#include "item_list.hpp"

namespace imis {

Dataset read_dataset(const std::filesystem::path& folder) {
    const DatasetFile file = read_dataset_file(folder);
    if (!file.json.contains("training") && !file.json.contains("test")) {
        throw Error(file.path.string() + ": has neither of the fields 'training' and 'test'; one must list the items");
    }
    Dataset dataset;
    dataset.name = dataset_name(file);
    dataset.modality = dataset_modality(file);
    dataset.folder = folder;
    dataset.classes = dataset_classes(file);
    dataset.training = read_items(file, "training");
    dataset.test = read_items(file, "test");
    return dataset;
}

}  // namespace imis
