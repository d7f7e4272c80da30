// Work of several threads that ends together.
#pragma once

#include <functional>

namespace imis {

// Calls `work` in `count` threads at once, each with its number from 0, and waits for all. The first exception that one
// of them throws is thrown again; the others are not told of it.
void run_in_threads(int count, const std::function<void(int number)>& work);

}  // namespace imis
