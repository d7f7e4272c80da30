// Messages for the person at the terminal, on stderr: results go to stdout and never through here.
//
// Every function may be called from any thread; lines never mix.
#pragma once

#include <functional>
#include <string_view>

namespace imis::log {

enum class Level { debug, info, warning, error, off };

// The lowest level that is shown; Level::info at the start.
void set_level(Level level);
[[nodiscard]] Level level();

// One line each: "imis: debug: ...", "imis: ...", "imis: warning: ...", "imis: error: ...".
void debug(std::string_view message);
void info(std::string_view message);
void warn(std::string_view message);
void error(std::string_view message);

// Called before each line that is shown, for example to wipe a progress bar; an empty function removes it. It runs on
// the thread that logs, one call at a time, and must not log itself.
void set_before_line(std::function<void()> hook);

}  // namespace imis::log
