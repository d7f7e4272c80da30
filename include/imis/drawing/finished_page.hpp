// A page that is drawn, as pixels or as a vector file for print.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "imis/base/choice.hpp"
#include "imis/image/image.hpp"

namespace imis {

namespace drawing {
struct Picture;
}

// What a page is written as.
enum class PageFormat { png, svg, pdf };
inline constexpr Words<PageFormat, 3> page_format_words = {
    {{PageFormat::png, "png"}, {PageFormat::svg, "svg"}, {PageFormat::pdf, "pdf"}}};

// A vector file holds each panel's image once, as a raster in the image's own resolution (reduced where it would be finer
// than 6 pixels to one of the page), and over it masks, outlines, boxes, clicks and curves as paths and all words as
// text. The same page gives the same bytes; a PDF's embedded font is the one that the machine has for Liberation Sans.
class FinishedPage {
public:
    // title: of the document, in ASCII.
    FinishedPage(std::shared_ptr<const drawing::Picture> picture, std::string title);

    // In pixels.
    [[nodiscard]] Size size() const;

    [[nodiscard]] Image pixels() const;

    // The whole file. width_mm: of the page, above 0; by default a pixel of the page is 1/96 inch. Throws Error where
    // the page can't be written.
    [[nodiscard]] std::string svg(std::optional<double> width_mm = {}) const;
    [[nodiscard]] std::string pdf(std::optional<double> width_mm = {}) const;

private:
    std::shared_ptr<const drawing::Picture> picture_;
    std::string title_;
};

}  // namespace imis
