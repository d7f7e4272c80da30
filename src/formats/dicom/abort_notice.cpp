#include "abort_notice.hpp"

#include <csignal>
#include <unistd.h>

namespace imis {
namespace {

// What to say where this thread is ended.
thread_local const std::string* notice = nullptr;

// Runs in the thread that failed. Only calls that are allowed in a signal handler.
void give_notice(int) {
    if (notice == nullptr) return;  // not ours: abort() goes on
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, notice->data(), notice->size());
    ::_exit(1);
}

}  // namespace

AbortNotice::AbortNotice(const std::filesystem::path& file)
    : line_("imis: error: " + file.string() +
            ": is damaged, or of a kind, so that GDCM, which decodes DICOM, ends the program; take the file away, or "
            "repair or convert it\n") {
    static const auto installed = std::signal(SIGABRT, give_notice);
    static_cast<void>(installed);
    notice = &line_;
}

AbortNotice::~AbortNotice() {
    notice = nullptr;
}

}  // namespace imis
