#include "imis/report/rows_csv.hpp"

#include <system_error>

#include "imis/base/csv.hpp"
#include "imis/base/error.hpp"
#include "wording.hpp"

namespace imis {
namespace {

constexpr std::size_t named_categories = 3;  // the most likely ones, as the accuracy among the first three needs

}  // namespace

std::string rows_csv_header(MetricTable metrics, EvaluationUnit unit) {
    std::vector<std::string> names = {"model", "dataset", "modality", "image",         "target", "repeat",
                                      "round", "policy",  "history",  "mask_feedback", "grid",   "prompt"};
    for (std::string& name : names_of(metrics)) names.push_back(std::move(name));
    names.insert(names.end(),
                 {"predicted_iou", "category", "category_2", "category_3", "true_category", "width_px", "height_px"});
    if (unit == EvaluationUnit::volume) names.emplace_back("slices");
    names.insert(names.end(), {"intersection_px", "predicted_px", "truth_px"});
    return csv_line(names);
}

std::string rows_csv_line(const Row& row) {
    const Score& score = row.score;
    const SystemProtocol& protocol = row.protocol;
    std::vector<std::string> fields = {protocol.model,
                                       score.dataset,
                                       score.modality,
                                       score.image,
                                       score.target,
                                       std::to_string(score.repeat),
                                       std::to_string(score.round),
                                       protocol.policy,
                                       protocol.history,
                                       protocol.mask_feedback,
                                       protocol.grid,
                                       row.prompt_json};
    for (const double value : score.values) fields.push_back(fixed(value, file_decimals));
    fields.push_back(fixed(row.predicted_iou, file_decimals));
    for (std::size_t rank = 0; rank < named_categories; ++rank) {
        fields.push_back(rank < row.categories.ranked.size() ? row.categories.ranked[rank] : "");
    }
    fields.push_back(row.categories.truth);
    const auto add = [&](std::int64_t number) { fields.push_back(std::to_string(number)); };
    add(row.width);
    add(row.height);
    if (row.slices > 0) add(row.slices);
    for (const std::int64_t pixels : {score.overlap.intersection, score.overlap.predicted, score.overlap.target}) {
        add(pixels);
    }
    return csv_line(fields);
}

RowsCsvWriter::RowsCsvWriter(const std::filesystem::path& path, MetricTable metrics, EvaluationUnit unit)
    : path_(path), partial_(path) {
    partial_ += ".partial";
    std::error_code ignored;  // a missing folder shows when the file is opened
    std::filesystem::create_directories(path.parent_path(), ignored);
    file_.open(partial_, std::ios::binary | std::ios::trunc);
    if (!file_) throw Error(partial_.string() + ": the file can't be created: check the folder and its permissions");
    file_ << rows_csv_header(metrics, unit);
}

RowsCsvWriter::~RowsCsvWriter() {
    if (!file_.is_open()) return;
    file_.close();
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
}

void RowsCsvWriter::write(const Row& row) {
    file_ << rows_csv_line(row);
}

void RowsCsvWriter::close() {
    file_.flush();
    if (!file_) throw Error(partial_.string() + ": can't be written: check that the disk has room");
    file_.close();
    std::error_code failure;
    std::filesystem::rename(partial_, path_, failure);
    if (failure) throw Error(path_.string() + ": the finished file can't be renamed to this: " + failure.message());
}

}  // namespace imis
