// rows.csv: one line a (system, data set, image, target, repeat, round).
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "imis/metrics/score.hpp"
#include "imis/report/system_protocol.hpp"

namespace imis {

struct Row {
    SystemProtocol protocol;
    Score score;
    std::string prompt_json;  // what was given in this round
    double dice = 0;
    double iou = 0;
    double predicted_iou = 0;  // the model's own estimate
    std::string category;      // predicted; empty where the model has none
};

// "model,dataset,modality,image,target,repeat,round,policy,history,mask_feedback,grid,prompt,dice,iou,predicted_iou,
// category\n"
[[nodiscard]] std::string rows_csv_header();

// A line by RFC 4180 with "\n" at its end: Dice and IoU with six decimals, predicted IoU with four.
[[nodiscard]] std::string rows_csv_line(const Row& row);

// Writes a file row by row. The file appears under its name when it is complete: until close() it is PATH.partial, which an
// object that was not closed removes again.
class RowsCsvWriter {
public:
    // Makes missing parent folders. Throws Error naming the path where the file can't be made.
    explicit RowsCsvWriter(const std::filesystem::path& path);
    ~RowsCsvWriter();
    RowsCsvWriter(const RowsCsvWriter&) = delete;
    RowsCsvWriter& operator=(const RowsCsvWriter&) = delete;

    void write(const Row& row);

    // Completes the file; throws Error where anything could not be written (a full disk, say). No row may follow.
    void close();

private:
    std::filesystem::path path_;
    std::filesystem::path partial_;
    std::ofstream file_;
};

}  // namespace imis
