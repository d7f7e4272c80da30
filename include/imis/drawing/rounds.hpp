// Pictures of an evaluation: what the masks of some targets became round by round, beside their true outlines. Texts
// are shown in ASCII, every other character as '?'; those too long end in "...". All coordinates count in pixels of the
// image.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "imis/drawing/click_mark.hpp"
#include "imis/drawing/finished_page.hpp"
#include "imis/drawing/theme.hpp"
#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"

namespace imis {

// What the user gave in one round.
struct DrawnPrompt {
    std::vector<ClickMark> clicks;
    std::optional<Box> box;
    std::string text;  // empty for none
};

// One target of an image. Targets are drawn in the colours of their places in the list, each over those before it.
struct DrawnTarget {
    std::string name;
    Mask truth;
    std::vector<DrawnPrompt> prompts;  // of rounds 1, 2, ...
    std::vector<double> dice;          // of the same rounds
    std::vector<Mask> masks;           // after each of DrawnImage::rounds
};

struct DrawnImage {
    std::string modality;
    std::string dataset;
    std::string name;
    Image image;
    std::vector<int> rounds;  // those to draw, ascending from 1
    std::vector<DrawnTarget> targets;
};

// A page with one image in a row: names and colours of the targets, the true outlines, then the masks, outlines and
// clicks of each round to draw, the last clicks larger than the ones before, with the Dice (mean over the targets)
// below.
// Throws Error where there is no target or no round to draw, a mask has another size than the image, or a target lacks
// the mask, prompt or Dice of a round.
[[nodiscard]] FinishedPage draw_strip(const DrawnImage& image, PictureTheme theme = PictureTheme::dark);

// A page with several such rows, smaller, under a title and the meaning of the signs. For a page in pixels, what is added
// is drawn at once and not kept; vector files need the images until they are written.
class RoundsSheet {
public:
    // note: fainter, after the title. format: what the page is going to be written as.
    RoundsSheet(std::string title, std::string note, PictureTheme theme = PictureTheme::dark,
                PageFormat format = PageFormat::png);
    ~RoundsSheet();
    RoundsSheet(const RoundsSheet&) = delete;
    RoundsSheet& operator=(const RoundsSheet&) = delete;

    // Adds a row. All images must have as many rounds to draw. Throws as draw_strip.
    void add(const DrawnImage& image);

    // The page with all rows, one at least.
    [[nodiscard]] FinishedPage page() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// A page with the first target of an image click by click: the image with the true outline, a close-up of every round
// to draw with its clicks, the number of their round beside them, the errors of the last of these masks, and the Dice of
// all rounds as a curve. note: fainter, after the title.
// Throws as draw_strip.
[[nodiscard]] FinishedPage draw_session(const DrawnImage& image, const std::string& note,
                                        PictureTheme theme = PictureTheme::dark);

}  // namespace imis
