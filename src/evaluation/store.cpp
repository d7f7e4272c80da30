#include "imis/evaluation/store.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "run_identity.hpp"
#include "sqlite.hpp"
#include "store_folder.hpp"
#include "store_schema.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

std::string further_category(const RoundResult& round, std::size_t index) {
    return index < round.further_categories.size() ? round.further_categories[index] : "";
}

std::vector<std::string> names_of(MetricTable metrics) {
    std::vector<std::string> names;
    for (const Metric& metric : metrics) names.emplace_back(metric.name);
    return names;
}

// The run's identity, and the metrics that it stores.
std::vector<std::pair<std::string, std::string>> identity_of(const RunContext& context, MetricTable metrics) {
    auto identity = context.identity;
    identity.emplace_back("metrics", joined(names_of(metrics)));
    return identity;
}

}  // namespace

struct ResultStore::Impl {
    Impl(const fs::path& file, MetricTable table, Access access) : database(file, access), metrics(table) {
        if (access == Access::write) database.execute("PRAGMA synchronous = NORMAL");
        check_version(database, access);
        if (access == Access::read) return;
        database.execute("PRAGMA user_version = " + std::to_string(schema_version));
        make_tables(database, metrics);
    }

    // What the stored images are results of: a run that was asked for more but could not be had counts for nothing.
    std::map<std::string, std::string> stored_identity() {
        std::map<std::string, std::string> identity;
        Statement select(database, "SELECT name, value FROM context WHERE kind = 'identity'");
        while (select.step()) identity[select.text(0)] = select.text(1);
        const std::set<std::string> measured = measured_anywhere();
        const auto is_distance = [&](const Metric& metric) {
            return !has_pooled_value(metric) && measured.contains(std::string(metric.name));
        };
        if (std::ranges::none_of(all_metrics(), is_distance)) identity.erase("lengths");
        if (!measured.contains("nsd")) identity.erase("nsd_tolerance");
        Statement most(database, "SELECT coalesce(max(rounds_asked), 0) FROM image");
        most.step();
        const auto rounds = identity.find("rounds");
        if (rounds != identity.end() && most.integer(0) < std::stoll(rounds->second)) rounds->second = most.text(0);
        return identity;
    }

    // The metrics that any image has.
    std::set<std::string> measured_anywhere() {
        std::set<std::string> names;
        Statement select(database, "SELECT DISTINCT metrics FROM image");
        while (select.step()) {
            for (std::string& name : split_list(select.text(0))) names.insert(std::move(name));
        }
        return names;
    }

    void check_identity(const RunContext& context) {
        const auto stored = stored_identity();
        if (stored.empty()) return;
        const auto difference = identity_difference(stored, identity_of(context, metrics));
        if (!difference) return;
        throw Error(database.file().string() + ": holds results of another run (" + difference->name + " was " +
                        difference->before + ", now " + difference->now +
                        "); choose another output folder, or replace them",
                    {"output", "overwrite"});
    }

    // Of these metrics those that all evaluated images have: an interrupted run may have added some to a part of them.
    std::string measured_everywhere(const std::string& names) {
        std::vector<std::string> common = split_list(names);
        Statement select(database, "SELECT DISTINCT metrics FROM image WHERE skip_reason = ''");
        while (select.step()) {
            const std::vector<std::string> measured = split_list(select.text(0));
            std::erase_if(common,
                          [&](const std::string& name) { return std::ranges::find(measured, name) == measured.end(); });
        }
        return joined(common);
    }

    void write_context(const RunContext& context) {
        const auto identity = with_stored_distances(identity_of(context, metrics), stored_identity());
        Transaction transaction(database);
        database.execute("DELETE FROM context");
        Statement insert(database, "INSERT INTO context (kind, name, value) VALUES (?, ?, ?)");
        for (const auto& [name, value] : identity) {
            insert.bind(std::string("identity")).bind(name).bind(value).run();
        }
        for (const auto& [name, value] : context.information) {
            insert.bind(std::string("information")).bind(name).bind(value).run();
        }
        transaction.commit();
    }

    void remove(const ImageResult& result) {
        for (const std::string table : {"image", "round", "skipped_target"}) {
            Statement(database, "DELETE FROM " + table + " WHERE model = ? AND dataset = ? AND item = ?")
                .bind(result.model)
                .bind(result.dataset)
                .bind(result.item)
                .run();
        }
    }

    void insert_rounds(const ImageResult& result) {
        std::string marks;
        for (std::size_t metric = 0; metric < metrics.size(); ++metric) marks += ", ?";
        Statement insert(
            database,
            "INSERT INTO round (model, dataset, item, class, repeat, round, target, prompt, intersection, predicted, "
            "truth, predicted_iou, category, category_2, category_3, true_category" +
                score_columns(metrics, ", ", "") + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?" + marks +
                ")");
        for (const RoundResult& round : result.rounds) {
            if (round.scores.size() != metrics.size()) {
                throw Error(result.dataset + ": " + result.image + ": " + std::to_string(round.scores.size()) +
                            " values for " + std::to_string(metrics.size()) + " metrics");
            }
            insert.bind(result.model)
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
    MetricTable metrics;
    std::mutex mutex;
};

ResultStore::ResultStore(const fs::path& folder, const RunContext& context, bool overwrite, MetricTable metrics)
    : impl_(std::make_unique<Impl>(prepare_folder(folder, overwrite), metrics, Access::write)) {
    impl_->check_identity(context);
    impl_->write_context(context);
}

ResultStore::ResultStore(const fs::path& folder, MetricTable metrics)
    : impl_(std::make_unique<Impl>(existing_store(folder), metrics, Access::read)) {}

ResultStore::~ResultStore() = default;

RunContext ResultStore::context() const {
    const std::lock_guard lock(impl_->mutex);
    RunContext context;
    Statement select(impl_->database, "SELECT kind, name, value FROM context ORDER BY position");
    while (select.step()) {
        const bool identity = select.text(0) == "identity";
        const bool metrics = identity && select.text(1) == "metrics";
        auto& list = identity ? context.identity : context.information;
        list.emplace_back(select.text(1), metrics ? impl_->measured_everywhere(select.text(2)) : select.text(2));
    }
    return context;
}

std::set<std::pair<std::string, std::int64_t>> ResultStore::finished(const std::string& model) const {
    const std::lock_guard lock(impl_->mutex);
    std::set<std::pair<std::string, std::int64_t>> images;
    Statement select(
        impl_->database,
        "SELECT dataset, item FROM image WHERE model = ? AND skip_reason = '' AND NOT EXISTS (SELECT 1 FROM "
        "skipped_target s WHERE s.model = image.model AND s.dataset = image.dataset AND s.item = image.item)");
    select.bind(model);
    while (select.step()) images.emplace(select.text(0), select.integer(1));
    return images;
}

std::map<std::pair<std::string, std::int64_t>, StoredExtent> ResultStore::extents(const std::string& model) const {
    const auto images = finished(model);
    const std::lock_guard lock(impl_->mutex);
    std::map<std::pair<std::string, std::int64_t>, StoredExtent> extents;
    Statement select(impl_->database, "SELECT dataset, item, rounds_asked, metrics FROM image WHERE model = ?");
    select.bind(model);
    while (select.step()) {
        const std::pair image(select.text(0), select.integer(1));
        if (!images.contains(image)) continue;
        extents[image] = {static_cast<int>(select.integer(2)), split_list(select.text(3))};
    }
    return extents;
}

void ResultStore::add_scores(const std::string& model, const std::string& dataset, std::int64_t item,
                             MetricTable measured, const std::vector<RoundResult>& rounds) {
    const std::lock_guard lock(impl_->mutex);
    Transaction transaction(impl_->database);
    for (const Metric& metric : measured) {
        const auto place = static_cast<std::size_t>(&metric - measured.data());
        Statement update(impl_->database,
                         "UPDATE round SET score_" + std::string(metric.name) +
                             " = ? WHERE model = ? AND dataset = ? AND item = ? AND class = ? AND repeat = ? AND "
                             "round = ?");
        for (const RoundResult& round : rounds) {
            update.bind(round.scores.at(place))
                .bind(model)
                .bind(dataset)
                .bind(item)
                .bind(std::int64_t{round.class_index})
                .bind(std::int64_t{round.repeat})
                .bind(std::int64_t{round.round})
                .run();
        }
    }
    Statement(impl_->database,
              "UPDATE image SET metrics = metrics || ', ' || ? WHERE model = ? AND dataset = ? AND item = ?")
        .bind(joined(names_of(measured)))
        .bind(model)
        .bind(dataset)
        .bind(item)
        .run();
    transaction.commit();
}

void ResultStore::add(const ImageResult& result) {
    const std::lock_guard lock(impl_->mutex);
    Transaction transaction(impl_->database);
    impl_->remove(result);
    Statement(
        impl_->database,
        "INSERT INTO image (model, dataset, item, image, modality, width, height, volume, skip_reason, no_target, "
        "seconds, rounds_seconds, rounds_asked, metrics) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(result.model)
        .bind(result.dataset)
        .bind(result.item)
        .bind(result.image)
        .bind(result.modality)
        .bind(result.width)
        .bind(result.height)
        .bind(result.volume)
        .bind(result.skip_reason)
        .bind(std::int64_t{result.no_target})
        .bind(result.seconds)
        .bind(result.rounds_seconds)
        .bind(std::int64_t{result.rounds_asked})
        .bind(joined(names_of(impl_->metrics)))
        .run();
    impl_->insert_rounds(result);
    Statement insert(impl_->database,
                     "INSERT INTO skipped_target (model, dataset, item, target, reason) VALUES (?, ?, ?, ?, ?)");
    for (const TargetSkip& skip : result.skipped_targets) {
        insert.bind(result.model).bind(result.dataset).bind(result.item).bind(skip.target).bind(skip.reason).run();
    }
    transaction.commit();
}

std::vector<RoundResult> ResultStore::rounds(const std::string& model, const std::string& dataset,
                                             std::int64_t item) const {
    const std::lock_guard lock(impl_->mutex);
    Statement select(impl_->database, "SELECT " + round_columns(impl_->metrics) +
                                          "FROM round r WHERE r.model = ? AND r.dataset = ? AND r.item = ? "
                                          "ORDER BY r.class, r.repeat, r.round");
    select.bind(model).bind(dataset).bind(item);
    std::vector<RoundResult> rounds;
    while (select.step()) rounds.push_back(round_at(select, 0, impl_->metrics.size()));
    return rounds;
}

void ResultStore::for_each_round(const std::function<void(const StoredRound&)>& visit) const {
    const std::lock_guard lock(impl_->mutex);
    Statement select(impl_->database,
                     "SELECT r.model, r.dataset, i.modality, i.image, i.width, i.height, i.volume, " +
                         round_columns(impl_->metrics) +
                         "FROM round r JOIN image i ON i.model = r.model AND i.dataset = r.dataset AND i.item = r.item "
                         "ORDER BY r.model, r.dataset, r.item, r.class, r.repeat, r.round");
    while (select.step()) {
        visit({select.text(0), select.text(1), select.text(2), select.text(3), select.integer(4), select.integer(5),
               select.text(6), round_at(select, 7, impl_->metrics.size())});
    }
}

std::vector<StoredTime> ResultStore::times() const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<StoredTime> times;
    Statement select(impl_->database,
                     "SELECT i.model, i.seconds, i.rounds_seconds, count(*) FROM image i JOIN round r ON r.model = "
                     "i.model AND r.dataset = i.dataset AND r.item = i.item GROUP BY i.model, i.dataset, i.item "
                     "ORDER BY i.model, i.dataset, i.item");
    while (select.step()) times.push_back({select.text(0), select.real(1), select.real(2), select.integer(3)});
    return times;
}

std::vector<StoredSkip> ResultStore::skips() const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<StoredSkip> skips;
    Statement select(
        impl_->database,
        "SELECT model, dataset, modality, image, '', skip_reason, no_target, item FROM image WHERE "
        "skip_reason <> '' UNION ALL "
        "SELECT s.model, s.dataset, i.modality, i.image, s.target, s.reason, 0, s.item FROM skipped_target s "
        "JOIN image i ON i.model = s.model AND i.dataset = s.dataset AND i.item = s.item "
        "ORDER BY 1, 2, 8, 5");
    while (select.step()) {
        skips.push_back({select.text(0), select.text(1), select.text(2), select.text(3), select.text(4), select.text(5),
                         select.integer(6) != 0});
    }
    return skips;
}

std::vector<StoredImages> ResultStore::images() const {
    const std::lock_guard lock(impl_->mutex);
    Statement select(impl_->database,
                     "SELECT model, dataset, min(modality), count(*) FROM image GROUP BY model, dataset ORDER BY 1, 2");
    std::vector<StoredImages> images;
    while (select.step()) images.push_back({select.text(0), select.text(1), select.text(2), select.integer(3)});
    return images;
}

}  // namespace imis
