#include "imis/base/interrupt.hpp"

#include <atomic>
#include <signal.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

std::atomic<bool> noted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not take a lock");

extern "C" void note_signal(int /*signal*/) {
    noted.store(true);
}

}  // namespace

void install_interrupt_handler() {
    struct sigaction action = {};
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    // RESETHAND gives the second signal its default effect; RESTART keeps the first from breaking a read or write.
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() {
    return noted.load(std::memory_order_relaxed);
}

void throw_if_interrupted() {
    if (interrupted()) {
        throw Interrupted("stopped on request");
    }
}

void clear_interrupt() {
    noted.store(false);
}

}  // namespace imis
