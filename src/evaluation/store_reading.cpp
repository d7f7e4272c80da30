#include "imis/base/ascii.hpp"
#include "store_database.hpp"
#include "store_schema.hpp"

namespace imis {

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

std::map<std::pair<std::string, std::int64_t>, StoredExtent> ResultStore::extents(const std::string& model) const {
    const auto images = finished(model);
    const std::lock_guard lock(impl_->mutex);
    std::map<std::pair<std::string, std::int64_t>, StoredExtent> extents;
    Statement select =
        impl_->statement("SELECT dataset, item, rounds_asked, metrics FROM image WHERE run = ? AND model = ?");
    select.bind(model);
    while (select.step()) {
        const std::pair image(select.text(0), select.integer(1));
        if (!images.contains(image)) continue;
        extents[image] = {static_cast<int>(select.integer(2)), split_list(select.text(3))};
    }
    return extents;
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
