// rows.csv: one line for each (system, data set, image, target, repeat, round).
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "imis/evaluation/options.hpp"
#include "imis/metrics/metric.hpp"
#include "imis/metrics/model_claims.hpp"
#include "imis/metrics/score.hpp"
#include "imis/report/report.hpp"

namespace imis {

struct Row {
    SystemProtocol protocol;
    Score score;
    std::string prompt_json;     // what was given in this round
    double predicted_iou = 0;    // the model's own estimate
    NamedCategories categories;  // none where the model names none
    std::int64_t width = 0;      // of the image in pixels
    std::int64_t height = 0;
    std::int64_t slices = 0;  // of a volume; 0: an image
};

// "model,dataset,modality,image,target,repeat,round,policy,history,mask_feedback,grid,prompt,METRIC...,predicted_iou,
// category,category_2,category_3,true_category,width_px,height_px,intersection_px,predicted_px,truth_px\n" with the names of the metrics; docs/results.md has
// what each means. Rows of volumes have "slices" after height_px.
[[nodiscard]] std::string rows_csv_header(MetricTable metrics, EvaluationUnit unit = EvaluationUnit::slice);

// A line by RFC 4180 with "\n" at its end: scores with six decimals, predicted IoU with four.
[[nodiscard]] std::string rows_csv_line(const Row& row);

// Writes a file row by row. The file appears under its name when it is complete; until close() it is PATH.partial,
// which is removed again where close() was never called.
class RowsCsvWriter {
public:
    // Creates missing parent folders. metrics: of the rows' scores; unit: of all rows. Throws Error naming the path where the file can't
    // be created.
    RowsCsvWriter(const std::filesystem::path& path, MetricTable metrics, EvaluationUnit unit = EvaluationUnit::slice);
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
