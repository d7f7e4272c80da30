#include "imis/evaluation/store.hpp"

#include <system_error>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "store_database.hpp"
#include "store_schema.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

std::string further_category(const RoundResult& round, std::size_t index) {
    return index < round.further_categories.size() ? round.further_categories[index] : "";
}

// Makes the folder of a run that is to be written, without results of an earlier one where they are to be replaced.
RunPlace prepared(const RunPlace& place, bool overwrite) {
    if (overwrite) remove_results(place.store_folder());
    check_place(place);
    std::error_code problem;
    fs::create_directories(place.folder, problem);
    if (problem) throw Error(place.folder.string() + ": the output folder can't be created: " + problem.message());
    return place;
}

}  // namespace

ResultStore::Impl::Impl(const RunPlace& place, MetricTable table, Access access)
    : database(place.store_file(), access), run(place.name), metrics(table) {
    if (access == Access::write) database.execute("PRAGMA synchronous = NORMAL");
    check_version(database, access);
    if (access == Access::read) return;
    Transaction transaction(database);  // a store of this version has its tables
    database.execute("PRAGMA user_version = " + std::to_string(schema_version));
    make_tables(database, metrics);
    statement("INSERT OR IGNORE INTO run (name, files_written) VALUES (?, 0)").run();
    transaction.commit();
}

Statement ResultStore::Impl::statement(const std::string& sql) {
    Statement made(database, sql);
    made.bind(run);
    return made;
}

void ResultStore::Impl::remove(const ImageResult& result) {
    for (const std::string table : {"image", "round", "skipped_target"}) {
        statement("DELETE FROM " + table + " WHERE run = ? AND model = ? AND dataset = ? AND item = ?")
            .bind(result.model)
            .bind(result.dataset)
            .bind(result.item)
            .run();
    }
}

void ResultStore::Impl::insert_rounds(const ImageResult& result) {
    std::string marks;
    for (std::size_t metric = 0; metric < metrics.size(); ++metric) marks += ", ?";
    Statement insert(database,
                     "INSERT INTO round (run, model, dataset, item, class, repeat, round, target, prompt, "
                     "intersection, predicted, "
                     "truth, predicted_iou, category, category_2, category_3, true_category" +
                         score_columns(metrics, ", ", "") +
                         ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?" + marks + ")");
    for (const RoundResult& round : result.rounds) {
        if (round.scores.size() != metrics.size()) {
            throw Error(result.dataset + ": " + result.image + ": " + std::to_string(round.scores.size()) +
                        " values for " + std::to_string(metrics.size()) + " metrics");
        }
        insert.bind(run)
            .bind(result.model)
            .bind(result.dataset)
            .bind(result.item)
            .bind(std::int64_t{round.class_index})
            .bind(std::int64_t{round.repeat})
            .bind(std::int64_t{round.round})
            .bind(round.target)
            .bind(round.prompt)
            .bind(round.overlap.intersection)
            .bind(round.overlap.predicted)
            .bind(round.overlap.target)
            .bind(round.predicted_iou)
            .bind(round.category)
            .bind(further_category(round, 0))
            .bind(further_category(round, 1))
            .bind(round.true_category);
        for (const double score : round.scores) insert.bind(score);
        insert.run();
    }
}

ResultStore::ResultStore(const RunPlace& place, const RunContext& context, bool overwrite, MetricTable metrics)
    : impl_(std::make_unique<Impl>(prepared(place, overwrite), metrics, Access::write)) {
    impl_->check_identity(context);
    // The tables of a run that has grown are other ones, and nobody should find the old ones beside them.
    const bool has_grown = !impl_->context().identity.empty() && !is_of(context);
    if (has_grown) remove_tables(place);
    impl_->write_context(context);
}

ResultStore::ResultStore(const fs::path& folder, MetricTable metrics)
    : impl_(std::make_unique<Impl>(find_run(folder), metrics, Access::read)) {}

ResultStore::~ResultStore() = default;

void ResultStore::add(const ImageResult& result) {
    const std::lock_guard lock(impl_->mutex);
    Transaction transaction(impl_->database);
    impl_->remove(result);
    impl_
        ->statement(
            "INSERT INTO image (run, model, dataset, item, image, modality, width, height, slices, volume, "
            "skip_reason, "
            "no_target, seconds, rounds_seconds, rounds_asked, metrics) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, ?, ?)")
        .bind(result.model)
        .bind(result.dataset)
        .bind(result.item)
        .bind(result.image)
        .bind(result.modality)
        .bind(result.width)
        .bind(result.height)
        .bind(result.slices)
        .bind(result.volume)
        .bind(result.skip_reason)
        .bind(std::int64_t{result.no_target})
        .bind(result.seconds)
        .bind(result.rounds_seconds)
        .bind(std::int64_t{result.rounds_asked})
        .bind(joined(names_of(impl_->metrics)))
        .run();
    impl_->insert_rounds(result);
    Statement insert(
        impl_->database,
        "INSERT INTO skipped_target (run, model, dataset, item, target, reason) VALUES (?, ?, ?, ?, ?, ?)");
    for (const TargetSkip& skip : result.skipped_targets) {
        insert.bind(impl_->run).bind(result.model).bind(result.dataset).bind(result.item);
        insert.bind(skip.target).bind(skip.reason).run();
    }
    transaction.commit();
}

void ResultStore::add_scores(const std::string& model, const std::string& dataset, std::int64_t item,
                             MetricTable measured, const std::vector<RoundResult>& rounds) {
    const std::lock_guard lock(impl_->mutex);
    Transaction transaction(impl_->database);
    for (const Metric& metric : measured) {
        const auto place = static_cast<std::size_t>(&metric - measured.data());
        Statement update(impl_->database,
                         "UPDATE round SET score_" + std::string(metric.name) +
                             " = ? WHERE run = ? AND model = ? AND dataset = ? AND item = ? AND class = ? AND repeat = "
                             "? AND round = ?");
        for (const RoundResult& round : rounds) {
            update.bind(round.scores.at(place))
                .bind(impl_->run)
                .bind(model)
                .bind(dataset)
                .bind(item)
                .bind(std::int64_t{round.class_index})
                .bind(std::int64_t{round.repeat})
                .bind(std::int64_t{round.round})
                .run();
        }
    }
    Statement(
        impl_->database,
        "UPDATE image SET metrics = metrics || ', ' || ? WHERE run = ? AND model = ? AND dataset = ? AND item = ?")
        .bind(joined(names_of(measured)))
        .bind(impl_->run)
        .bind(model)
        .bind(dataset)
        .bind(item)
        .run();
    transaction.commit();
}

}  // namespace imis
