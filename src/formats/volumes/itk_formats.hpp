// The formats that ITK reads and writes for us.
#pragma once

#include <exception>
#include <string>

namespace imis {

// Makes ITK know its formats and keep its warnings to itself. Cheap after the first call; any thread may call it.
void prepare_itk();

// What an exception of ITK says, on one line and without the place in ITK's source.
[[nodiscard]] std::string itk_reason(const std::exception& problem);

}  // namespace imis
