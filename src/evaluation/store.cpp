#include "imis/evaluation/store.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <mutex>

#include "imis/base/error.hpp"
#include "run_growth.hpp"
#include "sqlite.hpp"
#include "store_schema.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

std::string further_category(const RoundResult& round, std::size_t index) {
    return index < round.further_categories.size() ? round.further_categories[index] : "";
}

// The run's identity, and the metrics that it stores.
std::vector<std::pair<std::string, std::string>> identity_of(const RunContext& context, MetricTable metrics) {
    auto identity = context.identity;
    std::string names;
    for (const Metric& metric : metrics) names += (names.empty() ? "" : ", ") + std::string(metric.name);
    identity.emplace_back("metrics", names);
    return identity;
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

struct ResultStore::Impl {
    Impl(const RunPlace& place, MetricTable table, Access access)
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

    // Of a text whose first parameter is the run's name.
    Statement statement(const std::string& sql) {
        Statement made(database, sql);
        made.bind(run);
        return made;
    }

    RunContext context() {
        RunContext context;
        Statement select = statement("SELECT kind, name, value FROM context WHERE run = ? ORDER BY position");
        while (select.step()) {
            auto& list = select.text(0) == "identity" ? context.identity : context.information;
            list.emplace_back(select.text(1), select.text(2));
        }
        return context;
    }

    // What is stored, as far as it must be the same in a run that goes on with it.
    std::map<std::string, std::string> stored_identity(const RunContext& wanted) {
        const RunContext stored = context();
        if (stored.identity.empty() || run.empty()) return {stored.identity.begin(), stored.identity.end()};
        return grown_identity(stored, wanted);
    }

    void check_identity(const RunContext& context) {
        auto stored = stored_identity(context);
        if (stored.empty()) return;
        const auto refuse = [&](const std::string& name, const std::string& before, const std::string& now) {
            throw Error(database.file().string() + ": holds results of another run (" +
                            (run.empty() ? "" : run + ": ") + name + " was " + before + ", now " + now +
                            "); choose another output folder, or replace them",
                        {"output", "overwrite"});
        };
        for (const auto& [name, value] : identity_of(context, metrics)) {
            const auto found = stored.find(name);
            const std::string before = found == stored.end() ? "not set" : found->second;
            if (before != value) refuse(name, before, value);
            stored.erase(name);
        }
        check_nothing_left(stored);
    }

    // Settings that a run no longer has: those that are named only where they are not as usual, and data sets, whose
    // results would stand in all tables.
    void check_nothing_left(const std::map<std::string, std::string>& left) const {
        if (left.empty()) return;
        const auto& [name, value] = *left.begin();
        const std::string what = name.starts_with("dataset.")
                                     ? "holds results of a data set that this run leaves out (" + name +
                                           "); evaluate it too, choose another output folder, or replace them"
                                     : "holds results of another run (" + name + " was " + value +
                                           ", now not set); choose another output folder, or replace them";
        throw Error(database.file().string() + ": " + (run.empty() ? "" : run + ": ") + what, {"output", "overwrite"});
    }

    void write_context(const RunContext& context) {
        Transaction transaction(database);
        // The time of earlier sessions still counts.
        statement("DELETE FROM context WHERE run = ? AND name <> ?").bind(std::string(duration_name)).run();
        statement("UPDATE run SET files_written = 0 WHERE name = ?").run();
        Statement insert(database, "INSERT INTO context (run, kind, name, value) VALUES (?, ?, ?, ?)");
        for (const auto& [name, value] : identity_of(context, metrics)) {
            insert.bind(run).bind(std::string("identity")).bind(name).bind(value).run();
        }
        for (const auto& [name, value] : context.information) {
            insert.bind(run).bind(std::string("information")).bind(name).bind(value).run();
        }
        transaction.commit();
    }

    void remove(const ImageResult& result) {
        for (const std::string table : {"image", "round", "skipped_target"}) {
            statement("DELETE FROM " + table + " WHERE run = ? AND model = ? AND dataset = ? AND item = ?")
                .bind(result.model)
                .bind(result.dataset)
                .bind(result.item)
                .run();
        }
    }

    void insert_rounds(const ImageResult& result) {
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

    Database database;
    std::string run;
    MetricTable metrics;
    std::mutex mutex;
};

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

std::string ResultStore::add_duration(double seconds) {
    const std::lock_guard lock(impl_->mutex);
    Transaction transaction(impl_->database);
    Statement select = impl_->statement("SELECT value FROM context WHERE run = ? AND name = ?");
    select.bind(std::string(duration_name));
    const double sum = seconds + (select.step() ? std::stod(select.text(0)) : 0);
    impl_->statement("DELETE FROM context WHERE run = ? AND name = ?").bind(std::string(duration_name)).run();
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", sum);
    impl_->statement("INSERT INTO context (run, kind, name, value) VALUES (?, 'information', ?, ?)")
        .bind(std::string(duration_name))
        .bind(std::string(text))
        .run();
    transaction.commit();
    return text;
}

RunContext ResultStore::context() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->context();
}

void ResultStore::check(const RunContext& context) const {
    const std::lock_guard lock(impl_->mutex);
    impl_->check_identity(context);
}

bool ResultStore::is_of(const RunContext& context) const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->context().identity == identity_of(context, impl_->metrics);
}

void ResultStore::note_files_written() {
    const std::lock_guard lock(impl_->mutex);
    impl_->statement("UPDATE run SET files_written = 1 WHERE name = ?").run();
}

bool ResultStore::files_written() const {
    const std::lock_guard lock(impl_->mutex);
    Statement select = impl_->statement("SELECT files_written FROM run WHERE name = ?");
    return select.step() && select.integer(0) != 0;
}

std::set<std::pair<std::string, std::int64_t>> ResultStore::finished(const std::string& model) const {
    const std::lock_guard lock(impl_->mutex);
    std::set<std::pair<std::string, std::int64_t>> images;
    Statement select = impl_->statement(
        "SELECT dataset, item FROM image WHERE run = ? AND model = ? AND skip_reason = '' AND NOT EXISTS (SELECT 1 "
        "FROM skipped_target s WHERE s.run = image.run AND s.model = image.model AND s.dataset = image.dataset AND "
        "s.item = image.item)");
    select.bind(model);
    while (select.step()) images.emplace(select.text(0), select.integer(1));
    return images;
}

void ResultStore::add(const ImageResult& result) {
    const std::lock_guard lock(impl_->mutex);
    Transaction transaction(impl_->database);
    impl_->remove(result);
    impl_
        ->statement(
            "INSERT INTO image (run, model, dataset, item, image, modality, width, height, slices, volume, skip_reason, "
            "no_target, seconds, rounds_seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
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

std::vector<RoundResult> ResultStore::rounds(const std::string& model, const std::string& dataset,
                                             std::int64_t item) const {
    const std::lock_guard lock(impl_->mutex);
    Statement select = impl_->statement("SELECT " + round_columns(impl_->metrics) +
                                        "FROM round r WHERE r.run = ? AND r.model = ? AND r.dataset = ? AND r.item = "
                                        "? ORDER BY r.class, r.repeat, r.round");
    select.bind(model).bind(dataset).bind(item);
    std::vector<RoundResult> rounds;
    while (select.step()) rounds.push_back(round_at(select, 0, impl_->metrics.size()));
    return rounds;
}

void ResultStore::for_each_round(const std::function<void(const StoredRound&)>& visit) const {
    const std::lock_guard lock(impl_->mutex);
    Statement select =
        impl_->statement("SELECT r.model, r.dataset, i.modality, i.image, i.width, i.height, i.slices, i.volume, " +
                         round_columns(impl_->metrics) +
                         "FROM round r JOIN image i ON i.run = r.run AND i.model = r.model AND i.dataset = r.dataset "
                         "AND i.item = r.item "
                         "WHERE r.run = ? ORDER BY r.model, r.dataset, r.item, r.class, r.repeat, r.round");
    while (select.step()) {
        visit({select.text(0), select.text(1), select.text(2), select.text(3), select.integer(4), select.integer(5),
               select.integer(6), select.text(7), round_at(select, 8, impl_->metrics.size())});
    }
}

std::vector<StoredTime> ResultStore::times() const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<StoredTime> times;
    Statement select = impl_->statement(
        "SELECT i.model, i.seconds, i.rounds_seconds, count(*) FROM image i JOIN round r ON r.run = i.run AND r.model "
        "= "
        "i.model AND r.dataset = i.dataset AND r.item = i.item WHERE i.run = ? GROUP BY i.model, i.dataset, i.item "
        "ORDER BY i.model, i.dataset, i.item");
    while (select.step()) times.push_back({select.text(0), select.real(1), select.real(2), select.integer(3)});
    return times;
}

std::vector<StoredSkip> ResultStore::skips() const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<StoredSkip> skips;
    Statement select = impl_->statement(
        "SELECT model, dataset, modality, image, '', skip_reason, no_target, item FROM image WHERE run = ? AND "
        "skip_reason <> '' UNION ALL "
        "SELECT s.model, s.dataset, i.modality, i.image, s.target, s.reason, 0, s.item FROM skipped_target s "
        "JOIN image i ON i.run = s.run AND i.model = s.model AND i.dataset = s.dataset AND i.item = s.item WHERE s.run "
        "= ? "
        "ORDER BY 1, 2, 8, 5");
    select.bind(impl_->run);
    while (select.step()) {
        skips.push_back({select.text(0), select.text(1), select.text(2), select.text(3), select.text(4), select.text(5),
                         select.integer(6) != 0});
    }
    return skips;
}

std::vector<StoredImages> ResultStore::images() const {
    const std::lock_guard lock(impl_->mutex);
    Statement select = impl_->statement(
        "SELECT model, dataset, min(modality), count(*) FROM image WHERE run = ? GROUP BY model, dataset ORDER BY 1, "
        "2");
    std::vector<StoredImages> images;
    while (select.step()) images.push_back({select.text(0), select.text(1), select.text(2), select.integer(3)});
    return images;
}

}  // namespace imis
