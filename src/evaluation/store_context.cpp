#include <algorithm>
#include <cstdio>
#include <utility>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "run_growth.hpp"
#include "store_database.hpp"
#include "store_schema.hpp"

namespace imis {

std::string RunContext::setting(const std::string& name) const {
    for (const auto* list : {&identity, &information}) {
        const auto found = std::ranges::find(*list, name, &std::pair<std::string, std::string>::first);
        if (found != list->end()) return found->second;
    }
    return "";
}

Identity identity_of(const RunContext& context, MetricTable metrics) {
    Identity identity = context.identity;
    identity.emplace_back("metrics", joined(names_of(metrics)));
    return identity;
}

RunContext ResultStore::Impl::context() {
    RunContext context;
    Statement select = statement("SELECT kind, name, value FROM context WHERE run = ? ORDER BY position");
    while (select.step()) {
        const bool identity = select.text(0) == "identity";
        const bool of_metrics = identity && select.text(1) == "metrics";
        auto& list = identity ? context.identity : context.information;
        list.emplace_back(select.text(1), of_metrics ? measured_everywhere(select.text(2)) : select.text(2));
    }
    return context;
}

std::map<std::string, std::string> ResultStore::Impl::stored_identity(const RunContext& wanted) {
    const RunContext stored = context();
    std::map<std::string, std::string> identity(stored.identity.begin(), stored.identity.end());
    if (identity.empty()) return identity;
    if (!run.empty()) identity = grown_identity(stored, wanted);
    const std::set<std::string> measured = measured_anywhere();
    const auto is_distance = [&](const Metric& metric) {
        return !has_pooled_value(metric) && measured.contains(std::string(metric.name));
    };
    if (std::ranges::none_of(all_metrics(), is_distance)) identity.erase("lengths");
    if (!measured.contains("nsd")) identity.erase("nsd_tolerance");
    Statement most = statement("SELECT coalesce(max(rounds_asked), 0) FROM image WHERE run = ?");
    most.step();
    const auto rounds = identity.find("rounds");
    if (rounds != identity.end() && most.integer(0) < std::stoll(rounds->second)) rounds->second = most.text(0);
    return identity;
}

std::set<std::string> ResultStore::Impl::measured_anywhere() {
    std::set<std::string> names;
    Statement select = statement("SELECT DISTINCT metrics FROM image WHERE run = ?");
    while (select.step()) {
        for (std::string& name : split_list(select.text(0))) names.insert(std::move(name));
    }
    return names;
}

std::string ResultStore::Impl::measured_everywhere(const std::string& names) {
    std::vector<std::string> common = split_list(names);
    Statement select = statement("SELECT DISTINCT metrics FROM image WHERE run = ? AND skip_reason = ''");
    while (select.step()) {
        const std::vector<std::string> measured = split_list(select.text(0));
        std::erase_if(common,
                      [&](const std::string& name) { return std::ranges::find(measured, name) == measured.end(); });
    }
    return joined(common);
}

void ResultStore::Impl::check_identity(const RunContext& context) {
    const auto stored = stored_identity(context);
    if (stored.empty()) return;
    const auto difference = identity_difference(stored, identity_of(context, metrics));
    if (!difference) return;
    const auto& [name, before, now] = *difference;
    // The results of a data set that is left out would stand in all tables.
    const std::string what = name.starts_with("dataset.") && now == not_set
                                 ? "holds results of a data set that this run leaves out (" + name +
                                       "); evaluate it too, choose another output folder, or replace them"
                                 : "holds results of another run (" + name + " was " + before + ", now " + now +
                                       "); choose another output folder, or replace them";
    throw Error(database.file().string() + ": " + (run.empty() ? "" : run + ": ") + what, {"output", "overwrite"});
}

void ResultStore::Impl::write_context(const RunContext& context) {
    const Identity identity = with_stored_distances(identity_of(context, metrics), stored_identity(context));
    Transaction transaction(database);
    // The time of earlier sessions still counts.
    statement("DELETE FROM context WHERE run = ? AND name <> ?").bind(std::string(duration_name)).run();
    statement("UPDATE run SET files_written = 0 WHERE name = ?").run();
    Statement insert(database, "INSERT INTO context (run, kind, name, value) VALUES (?, ?, ?, ?)");
    for (const auto& [name, value] : identity) {
        insert.bind(run).bind(std::string("identity")).bind(name).bind(value).run();
    }
    for (const auto& [name, value] : context.information) {
        insert.bind(run).bind(std::string("information")).bind(name).bind(value).run();
    }
    transaction.commit();
}

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

}  // namespace imis
