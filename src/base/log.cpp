#include "imis/base/log.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace imis::log {
namespace {

struct State {
    std::atomic<Level> level = Level::info;
    std::mutex mutex;  // guards the hook and keeps a hook's work together with its line
    std::function<void()> before_line;
    spdlog::logger logger{"imis", std::make_shared<spdlog::sinks::stderr_sink_mt>()};

    State() {
        logger.set_level(spdlog::level::trace);
        logger.flush_on(spdlog::level::trace);
        logger.set_pattern("imis: %v");
    }
};

// Never destroyed: a thread may log while the program ends.
State& state() {
    static auto* const instance = new State;
    return *instance;
}

void write(Level message_level, spdlog::level::level_enum spdlog_level, std::string_view label,
           std::string_view message) {
    State& log = state();
    if (message_level < log.level.load(std::memory_order_relaxed)) {
        return;
    }
    const std::lock_guard lock(log.mutex);
    if (log.before_line) {
        log.before_line();
    }
    log.logger.log(spdlog_level, std::string(label).append(message));
}

}  // namespace

void set_level(Level level) {
    state().level.store(level, std::memory_order_relaxed);
}

Level level() {
    return state().level.load(std::memory_order_relaxed);
}

void debug(std::string_view message) {
    write(Level::debug, spdlog::level::debug, "debug: ", message);
}

void info(std::string_view message) {
    write(Level::info, spdlog::level::info, "", message);
}

void warn(std::string_view message) {
    write(Level::warning, spdlog::level::warn, "warning: ", message);
}

void error(std::string_view message) {
    write(Level::error, spdlog::level::err, "error: ", message);
}

void set_before_line(std::function<void()> hook) {
    State& log = state();
    const std::lock_guard lock(log.mutex);
    log.before_line = std::move(hook);
}

}  // namespace imis::log
