#include "imis/report/rows_csv.hpp"

#include <system_error>

#include "csv_line.hpp"
#include "imis/base/error.hpp"
#include "number_text.hpp"

namespace imis {

std::string rows_csv_header() {
    return csv_line({"model", "dataset", "modality", "image", "target", "repeat", "round", "policy", "history",
                     "mask_feedback", "grid", "prompt", "dice", "iou", "predicted_iou", "category"});
}

std::string rows_csv_line(const Row& row) {
    const Score& score = row.score;
    const SystemProtocol& protocol = row.protocol;
    return csv_line({protocol.model, score.dataset, score.modality, score.image, score.target,
                     std::to_string(score.repeat), std::to_string(score.round), protocol.policy, protocol.history,
                     protocol.mask_feedback, protocol.grid, row.prompt_json, fixed(row.dice, 6), fixed(row.iou, 6),
                     fixed(row.predicted_iou, 4), row.category});
}

RowsCsvWriter::RowsCsvWriter(const std::filesystem::path& path) : path_(path), partial_(path) {
    partial_ += ".partial";
    std::error_code ignored;  // a missing folder shows when the file is opened
    std::filesystem::create_directories(path.parent_path(), ignored);
    file_.open(partial_, std::ios::binary | std::ios::trunc);
    if (!file_) throw Error(partial_.string() + ": can't make the file: check the folder and its permissions");
    file_ << rows_csv_header();
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
    if (!file_) throw Error(partial_.string() + ": can't write: check that the disk has room");
    file_.close();
    std::error_code failure;
    std::filesystem::rename(partial_, path_, failure);
    if (failure) throw Error(path_.string() + ": can't rename the finished file to this: " + failure.message());
}

}  // namespace imis
