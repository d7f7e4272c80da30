#include "imis/commands/progress_bar.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

#include "imis/base/log.hpp"

namespace imis {
namespace {

constexpr int bar_cells = 24;
constexpr int fallback_columns = 80;

int terminal_columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : fallback_columns;
}

std::string duration(double seconds) {
    const auto whole = std::lround(seconds);
    char text[32];
    if (whole >= 3600) {
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    } else {
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    }
    return text;
}

std::string bar(double fraction) {
    const int full = std::clamp(static_cast<int>(fraction * bar_cells), 0, bar_cells);
    std::string cells(static_cast<std::size_t>(full), '=');
    if (full < bar_cells) cells += '>';
    cells.resize(bar_cells, ' ');
    return "[" + cells + "]";
}

}  // namespace

std::string progress_line(const WorkDone& work, double elapsed, int width) {
    const std::size_t fresh = work.done - work.resumed;
    const double rate = elapsed > 0 ? static_cast<double>(fresh) / elapsed : 0;
    const double fraction = work.total == 0 ? 1 : static_cast<double>(work.done) / static_cast<double>(work.total);
    std::string line = bar(fraction) + " " + std::to_string(work.done) + "/" + std::to_string(work.total);
    if (fresh > 0 && rate > 0) {
        char text[64];
        std::snprintf(text, sizeof text, "  %.2f ", rate);
        line += text + work.unit + "/s  " + duration(static_cast<double>(work.total - work.done) / rate) + " left";
        if (!work.note.empty()) line += "  " + work.note;
    }
    return line.substr(0, static_cast<std::size_t>(std::max(width, 0)));
}

ProgressBar::ProgressBar(bool wanted)
    : active_(wanted && isatty(STDERR_FILENO) == 1), start_(std::chrono::steady_clock::now()) {
    if (active_) log::set_before_line([this] { wipe(); });
}

ProgressBar::~ProgressBar() {
    if (!active_) return;
    wipe();
    log::set_before_line({});
}

void ProgressBar::show(const WorkDone& work) {
    if (!active_) return;
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    std::fprintf(stderr, "\r\x1b[K%s", progress_line(work, elapsed, terminal_columns() - 1).c_str());
    drawn_ = true;
}

void ProgressBar::wipe() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
}

}  // namespace imis
