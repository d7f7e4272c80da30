// The pictures of an evaluation: masks, true outlines and clicks on the images of its data sets.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/drawing/finished_page.hpp"
#include "imis/drawing/theme.hpp"

namespace imis {

struct PictureOptions {
    std::filesystem::path results;  // the output folder of an evaluation that saved its masks
    std::filesystem::path output;   // where the pictures go; empty: into `results`
    std::vector<std::filesystem::path>
        data;                           // data sets, or folders of them; empty: from where the evaluation read them
    std::vector<std::string> datasets;  // names of those to draw; all where empty
    std::vector<int> rounds;  // to draw in strips, in any order; empty: 1, 3 and the last, as far as they were run
    PictureTheme theme = PictureTheme::dark;
    PageFormat format = PageFormat::png;
    std::optional<double> width;  // of the pages of a vector file, in mm; by default a pixel is 1/96 inch
    int targets = 3;              // at most so many on an image, 1 or more
};

// Writes into the output folder
//   overlays/DATASET.png  the first evaluated image of each data set: true outlines, then the masks of some rounds,
//   overlays.png          all of these on one page,
//   session.png           one target round by round: of those that end with a Dice of 0.9 (of all where none does) the
//                         one in which the clicks mattered most;
// or .svg or .pdf; of a run of several systems into systems/NAME for each. An image shows its largest targets that do not hide each
// other, with those that fill much of the image last. Of several repeats the first is drawn.
// Returns how many data sets were drawn. Throws UsageError where a data set or round that is asked for was not
// evaluated or the width is not one of a vector file, and Error (file, reason, remedy) where results, data or masks are missing or do not fit together.
std::size_t write_result_pictures(const PictureOptions& options);

}  // namespace imis
