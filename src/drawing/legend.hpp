// What symbols and colours mean: entries below each other or in a row.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "colours.hpp"
#include "lettering.hpp"
#include "picture.hpp"

namespace imis::drawing {

enum class Symbol { swatch, line, positive_click, negative_click, box };

struct LegendEntry {
    Symbol symbol = Symbol::swatch;
    Colour colour = light;  // of the swatch, line or box
    std::string name;
    std::string note = {};  // fainter, after the name
};

// Which kinds of marks a picture shows.
struct MarkKinds {
    bool positive_click = false;
    bool negative_click = false;
    bool box = false;

    MarkKinds& operator|=(const MarkKinds& other);
    [[nodiscard]] std::vector<LegendEntry> entries() const;
};

class Legend {
public:
    // Texts may hold any characters. unit: as of Lettering. colours: of the page it is drawn on.
    Legend(std::vector<LegendEntry> entries, double unit, PageColours colours = dark_page);

    // What it needs to show everything, an entry a line; {0, 0} where there is nothing to show.
    [[nodiscard]] cv::Size size() const;

    // Draws it into a part of the picture; texts are cut where the part is too narrow.
    void draw(Picture& picture, const cv::Rect& area) const;

    // The same with all entries in one line, its left end and the middle of its height at `at`; notes are left out.
    [[nodiscard]] int row_width() const;
    void draw_row(Picture& picture, cv::Point at) const;

private:
    void draw_symbol(Picture& picture, const LegendEntry& entry, cv::Point centre) const;

    std::vector<LegendEntry> entries_;
    double unit_;
    PageColours colours_;
    Lettering letters_;
    int line_height_;
    int symbol_width_;
    int gap_;
};

}  // namespace imis::drawing
