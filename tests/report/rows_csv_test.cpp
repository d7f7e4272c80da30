#include "imis/report/rows_csv.hpp"

#include <limits>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

Row sample_row() {
    return {{"sam", "ritm", "all", "logits", "original"},
            {"abdomen", "CT", "slice 1", "left, kidney", 2, 3, {20, 30, 30}, {2.0 / 3, 0.5}},
            R"({"points":[[1,2,1]]})",
            -0.0000001,
            {{"kidney", "liver"}, "kidney"},
            512,
            400};
}

constexpr const char* header =
    "model,dataset,modality,image,target,repeat,round,policy,history,mask_feedback,grid,prompt,dice,iou,predicted_iou,"
    "category,category_2,category_3,true_category,width_px,height_px,intersection_px,predicted_px,truth_px\n";
constexpr const char* sample_line =
    "sam,abdomen,CT,slice 1,\"left, "
    "kidney\",2,3,ritm,all,logits,original,\"{\"\"points\"\":[[1,2,1]]}\",0.666667,0.500000,0.000000,kidney,liver,,"
    "kidney,512,400,20,"
    "30,30\n";

}  // namespace

TEST_CASE("a row is quoted and rounded") {
    CHECK(rows_csv_header(standard_metrics()) == header);
    CHECK(rows_csv_line(sample_row()) == sample_line);
}

TEST_CASE("numbers that are not finite are written as words") {
    Row row = sample_row();
    row.predicted_iou = std::numeric_limits<double>::quiet_NaN();
    CHECK_THAT(rows_csv_line(row), contains(",0.500000,nan,kidney,"));
}

TEST_CASE("the file appears when it is closed") {
    const TemporaryFolder folder;
    const auto path = folder / "out" / "rows.csv";
    RowsCsvWriter writer(path, standard_metrics());
    writer.write(sample_row());
    writer.write(sample_row());
    CHECK_FALSE(std::filesystem::exists(path));
    writer.close();
    CHECK(read_text_file(path) == std::string(header) + sample_line + sample_line);
    CHECK_FALSE(std::filesystem::exists(path.string() + ".partial"));
}

TEST_CASE("a writer that is not closed leaves nothing behind and keeps an older file") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "rows.csv", "older\n");
    { RowsCsvWriter(folder / "rows.csv", standard_metrics()).write(sample_row()); }
    CHECK(read_text_file(folder / "rows.csv") == "older\n");
    CHECK_FALSE(std::filesystem::exists(folder / "rows.csv.partial"));
}

TEST_CASE("a file that can't be created is an error that names it") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "file", "");
    CHECK_THROWS_WITH(RowsCsvWriter(folder / "file" / "rows.csv", standard_metrics()), contains("rows.csv"));
}

TEST_CASE("a full disk is an error when the file is closed") {
    if (!std::filesystem::exists("/dev/full")) return;
    const TemporaryFolder folder;
    std::filesystem::create_symlink("/dev/full", folder / "rows.csv.partial");
    RowsCsvWriter writer(folder / "rows.csv", standard_metrics());
    writer.write(sample_row());
    CHECK_THROWS_WITH(writer.close(), contains("rows.csv"));
}
