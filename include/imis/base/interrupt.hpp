// Stopping on Ctrl-C (SIGINT) or SIGTERM at the next safe place.
#pragma once

namespace imis {

// From now on the first SIGINT or SIGTERM is only noted; a second one of the same kind ends the program at once.
void install_interrupt_handler();

// True once a signal was noted. Safe to call from any thread, cheap enough for every loop.
[[nodiscard]] bool interrupted();

// Throws Interrupted where interrupted() is true.
void throw_if_interrupted();

// Forgets a noted signal, for tests that continue after one.
void clear_interrupt();

}  // namespace imis
