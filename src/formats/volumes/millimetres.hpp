#pragma once

#include <cstdio>
#include <string>

namespace imis {

// A length for messages: "0.75 mm".
inline std::string mm(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g mm", value);
    return text;
}

}  // namespace imis
