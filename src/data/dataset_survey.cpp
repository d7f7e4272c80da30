#include "imis/data/dataset_survey.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/npy.hpp"
#include "imis/base/sha256.hpp"
#include "imis/base/threads.hpp"
#include "imis/data/sample.hpp"

namespace imis {
namespace {

std::string content_of(const Image& image) {
    std::string bytes = to_string(image.size) + "\n";
    bytes.append(reinterpret_cast<const char*>(image.rgb.data()), image.rgb.size());
    return sha256_hex(bytes);
}

// What is wrong with a map of interactive masks; it is a whole number a pixel, of shape (height, width, 1).
std::string imask_problem_of(const std::filesystem::path& path, Size size) {
    try {
        const NpyArray array = read_npy(path);
        const std::vector<std::int64_t> expected = {size.height, size.width, 1};
        if (array.type != NpyType::signed_integer && array.type != NpyType::unsigned_integer) {
            return path.string() + ": its elements are no whole numbers";
        }
        if (array.shape != expected) {
            return path.string() + ": its shape is not (height, width, 1) of the image, " + to_string(size) + " pixels";
        }
    } catch (const Error& problem) {
        return problem.what();
    }
    return {};
}

void survey_imask(const Dataset& dataset, const DatasetItem& item, SurveyedItem& surveyed) {
    if (item.imask.empty()) return;
    std::error_code ignored;
    if (!std::filesystem::exists(dataset.folder / item.imask, ignored)) {
        surveyed.imask_missing = true;
        return;
    }
    try {
        surveyed.imask_problem = imask_problem_of(resolve_item_path(dataset.folder, item.imask), surveyed.size);
    } catch (const ItemError& problem) {
        surveyed.imask_problem = problem.what();
    }
}

SurveyedItem survey_item(const Dataset& dataset, const DatasetItem& item) {
    SurveyedItem surveyed;
    try {
        const Sample sample = load_sample(dataset, item);
        surveyed.size = sample.image.size;
        surveyed.content = content_of(sample.image);
        for (const Target& target : sample.targets) {
            surveyed.targets.push_back({target.class_index, area(target.mask)});
        }
    } catch (const ItemError& problem) {
        surveyed.problem = problem.what();
        return surveyed;
    }
    survey_imask(dataset, item, surveyed);
    return surveyed;
}

std::vector<SurveyedItem> survey_items(const Dataset& dataset, const std::vector<DatasetItem>& items, int threads) {
    std::vector<SurveyedItem> surveyed(items.size());
    std::atomic<std::size_t> next = 0;
    run_in_threads(std::max(1, threads), [&](int) {
        for (std::size_t i = next++; i < items.size() && !interrupted(); i = next++) {
            surveyed[i] = survey_item(dataset, items[i]);
        }
    });
    throw_if_interrupted();
    return surveyed;
}

}  // namespace

SurveyedDataset survey(const Dataset& dataset, int threads) {
    return {survey_items(dataset, dataset.training, threads), survey_items(dataset, dataset.test, threads)};
}

}  // namespace imis
