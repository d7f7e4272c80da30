// What a result store keeps open: its file, seen as one run's.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "imis/evaluation/run_place.hpp"
#include "imis/evaluation/store.hpp"
#include "run_identity.hpp"
#include "sqlite.hpp"

namespace imis {

// The run's identity, and the metrics that it stores.
[[nodiscard]] Identity identity_of(const RunContext& context, MetricTable metrics);

// Not to be used without holding the mutex, once others know it.
struct ResultStore::Impl {
    // Opens the store, and makes it and the run in it where it is to be written.
    Impl(const RunPlace& place, MetricTable table, Access access);

    // Of a text whose first parameter is the run's name.
    Statement statement(const std::string& sql);

    // As stored, but for the metrics, which are those that all evaluated images have.
    RunContext context();

    // Throws Error where a run of this context can't continue the stored one.
    void check_identity(const RunContext& context);

    void write_context(const RunContext& context);

    // Removes an image's result.
    void remove(const ImageResult& result);

    void insert_rounds(const ImageResult& result);

    Database database;
    std::string run;
    MetricTable metrics;
    std::mutex mutex;

private:
    // What the stored images are results of, as far as it must be the same in a run that goes on with them: a run that
    // was asked for more but could not be had counts for nothing.
    std::map<std::string, std::string> stored_identity(const RunContext& wanted);

    // The metrics that any image has.
    std::set<std::string> measured_anywhere();

    // Of these metrics those that all evaluated images have: an interrupted run may have added some to a part of them.
    std::string measured_everywhere(const std::string& names);
};

}  // namespace imis
