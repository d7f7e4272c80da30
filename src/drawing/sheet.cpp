#include <utility>
#include <vector>

#include "canvas.hpp"
#include "imis/drawing/rounds.hpp"
#include "page.hpp"
#include "panels.hpp"

namespace imis {
namespace {

constexpr int strip_gap = 14;

}  // namespace

struct RoundsSheet::Parts {
    std::string title;
    std::string note;
    drawing::PageColours colours;
    std::vector<cv::Mat> strips;
    drawing::MarkKinds marks;
};

RoundsSheet::RoundsSheet(std::string title, std::string note, PictureTheme theme)
    : parts_(std::make_unique<Parts>(Parts{std::move(title), std::move(note), drawing::page_colours(theme), {}, {}})) {}

RoundsSheet::~RoundsSheet() = default;

void RoundsSheet::add(const DrawnImage& image) {
    drawing::check(image);
    parts_->strips.push_back(drawing::strip(image, {{260, 260}, 0.79, false, parts_->colours}));
    parts_->marks |= drawing::marks_until(image, image.rounds.back());
}

Image RoundsSheet::picture() const {
    std::vector<drawing::LegendEntry> entries = parts_->marks.entries();
    for (drawing::LegendEntry& entry : drawing::outline_entries(drawing::TruthColours::by_target))
        entries.push_back(std::move(entry));
    const cv::Mat content = drawing::stacked(parts_->strips, strip_gap, parts_->colours);
    return drawing::as_image(
        drawing::titled_page(content, parts_->title, parts_->note, std::move(entries), parts_->colours));
}

}  // namespace imis
