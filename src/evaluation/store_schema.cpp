#include "store_schema.hpp"

#include <cstdint>
#include <set>
#include <string>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// The rows of a run have its name, which is empty in the store of an ordinary evaluation. A round also has a column for
// the value of each metric that was ever stored. What is not a number is stored as NULL, so an image names the metrics
// that were measured of it.
constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS run (
  position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, files_written INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS context (
  position INTEGER PRIMARY KEY, run TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS image (
  run TEXT NOT NULL, model TEXT NOT NULL, dataset TEXT NOT NULL, item INTEGER NOT NULL, image TEXT NOT NULL, modality TEXT NOT NULL,
  width INTEGER NOT NULL, height INTEGER NOT NULL, slices INTEGER NOT NULL, volume TEXT NOT NULL,
  skip_reason TEXT NOT NULL, no_target INTEGER NOT NULL,
  seconds REAL, rounds_seconds REAL, rounds_asked INTEGER NOT NULL, metrics TEXT NOT NULL,
  PRIMARY KEY (run, model, dataset, item)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS round (
  run TEXT NOT NULL, model TEXT NOT NULL, dataset TEXT NOT NULL, item INTEGER NOT NULL, class INTEGER NOT NULL,
  repeat INTEGER NOT NULL, round INTEGER NOT NULL, target TEXT NOT NULL, prompt TEXT NOT NULL, intersection INTEGER NOT NULL,
  predicted INTEGER NOT NULL, truth INTEGER NOT NULL, predicted_iou REAL, category TEXT NOT NULL,
  category_2 TEXT NOT NULL, category_3 TEXT NOT NULL, true_category TEXT NOT NULL,
  PRIMARY KEY (run, model, dataset, item, class, repeat, round)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS skipped_target (
  run TEXT NOT NULL, model TEXT NOT NULL, dataset TEXT NOT NULL, item INTEGER NOT NULL, target TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (run, model, dataset, item, target)) WITHOUT ROWID;
)";

}  // namespace

std::string score_columns(MetricTable metrics, const std::string& before, const std::string& after) {
    std::string columns;
    for (const Metric& metric : metrics) columns += before + "score_" + std::string(metric.name) + after;
    return columns;
}

void check_version(Database& database, Access access) {
    Statement select(database, "SELECT user_version, (SELECT count(*) FROM sqlite_master) FROM pragma_user_version");
    select.step();
    const std::int64_t version = select.integer(0);
    if (select.integer(1) == 0 || version == schema_version) return;  // a new file has version 0 and no tables
    const std::string file = database.file().string();
    const std::string age = version > schema_version ? "a newer" : "an earlier";
    if (access == Access::read) {
        throw Error(file + ": holds results in the format of " + age +
                    " version of imis; read them with that one, or evaluate again");
    }
    throw Error(file + ": holds results in the format of another version of imis (" + age +
                    " one); choose another output folder, or replace them",
                {"output", "overwrite"});
}

void make_tables(Database& database, MetricTable metrics) {
    database.execute(schema);
    std::set<std::string> columns;
    Statement select(database, "SELECT name FROM pragma_table_info('round')");
    while (select.step()) columns.insert(select.text(0));
    for (const Metric& metric : metrics) {
        const std::string column = "score_" + std::string(metric.name);
        if (!columns.contains(column)) database.execute("ALTER TABLE round ADD COLUMN " + column + " REAL");
    }
}

std::string round_columns(MetricTable metrics) {
    return "r.class, r.target, r.repeat, r.round, r.prompt, r.intersection, r.predicted, r.truth, r.predicted_iou, "
           "r.category, r.category_2, r.category_3, r.true_category" +
           score_columns(metrics, ", r.", "") + " ";
}

RoundResult round_at(const Statement& row, int first, std::size_t metrics) {
    RoundResult round{static_cast<int>(row.integer(first)),
                      row.text(first + 1),
                      static_cast<int>(row.integer(first + 2)),
                      static_cast<int>(row.integer(first + 3)),
                      row.text(first + 4),
                      {row.integer(first + 5), row.integer(first + 6), row.integer(first + 7)},
                      {},
                      row.real(first + 8),
                      row.text(first + 9),
                      {},
                      row.text(first + 12)};
    for (const int column : {first + 10, first + 11}) {
        if (!row.text(column).empty()) round.further_categories.push_back(row.text(column));
    }
    for (std::size_t metric = 0; metric < metrics; ++metric) {
        round.scores.push_back(row.real(first + 13 + static_cast<int>(metric)));
    }
    return round;
}

}  // namespace imis
