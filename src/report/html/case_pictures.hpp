// The pictures of an HTML report: cases that are worth a look, as panels embedded in its data.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "page_data.hpp"

namespace imis::html {

struct CasePictureOptions {
    std::vector<std::filesystem::path> data;  // where data sets are looked for; empty: where the runs read them
    int cases = 4;                            // of each kind and system
    std::size_t most_bytes = 0;               // of all pictures, as embedded() has them
};

struct CasePictures {
    Json pictures = Json::array();      // page_data.hpp
    std::string none;                   // why there are none; empty where there are some
    std::vector<std::string> left_out;  // what is missing, as sentences
};

// The worst and best cases by the last round's Dice and those that clicks improved most, of every system, one target an
// image, of the first repeat. First the first case of every kind and system, then the second, as long as there is room.
// Pictures whose data or masks are missing are left out, with the reason.
[[nodiscard]] CasePictures case_pictures(const ReportedRuns& report, const CasePictureOptions& options);

// Which sessions of one system are shown, best reasons first.
enum class CaseKind { worst, best, improved };
[[nodiscard]] std::vector<std::size_t> chosen_cases(const std::vector<ReportedCase>& cases, CaseKind kind,
                                                    std::size_t most);

// The colours in the pictures, by name, as "#rrggbb".
[[nodiscard]] Json picture_colours_json();

}  // namespace imis::html
