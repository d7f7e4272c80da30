#include "imis/base/error.hpp"

namespace imis {

std::string reason(const std::exception& problem) {
    const std::string text = problem.what();
    const std::size_t trace = text.find("\nException raised from");
    return text.substr(0, trace);
}

}  // namespace imis
