// What rows and tables say of a system.
#pragma once

#include <string>

namespace imis {

// How a system was prompted, by the names of the command line.
struct SystemProtocol {
    std::string model;
    std::string policy;
    std::string history;
    std::string mask_feedback;
    std::string grid;
};

}  // namespace imis
