#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "finished.hpp"
#include "imis/drawing/rounds.hpp"
#include "page.hpp"
#include "paint.hpp"
#include "panels.hpp"

namespace imis {
namespace {

constexpr int strip_gap = 14;

}  // namespace

struct RoundsSheet::Parts {
    std::string title;
    std::string note;
    drawing::PageColours colours;
    bool as_pixels;
    std::vector<drawing::Picture> strips;
    drawing::MarkKinds marks;
};

RoundsSheet::RoundsSheet(std::string title, std::string note, PictureTheme theme, PageFormat format)
    : parts_(std::make_unique<Parts>(
          Parts{std::move(title), std::move(note), drawing::page_colours(theme), format == PageFormat::png, {}, {}})) {}

RoundsSheet::~RoundsSheet() = default;

void RoundsSheet::add(const DrawnImage& image) {
    drawing::check(image);
    drawing::Picture strip = drawing::strip(image, {{260, 260}, 0.79, false, parts_->colours});
    if (parts_->as_pixels) {
        const cv::Size size = strip.size;
        strip = drawing::picture_of(drawing::painted(strip), size, cv::INTER_NEAREST);
    }
    parts_->strips.push_back(std::move(strip));
    parts_->marks |= drawing::marks_until(image, image.rounds.back());
}

FinishedPage RoundsSheet::page() const {
    std::vector<drawing::LegendEntry> entries = parts_->marks.entries();
    for (drawing::LegendEntry& entry : drawing::outline_entries(drawing::TruthColours::by_target))
        entries.push_back(std::move(entry));
    drawing::Picture content = drawing::stacked(parts_->strips, strip_gap, parts_->colours);
    return drawing::finished(
        drawing::titled_page(std::move(content), parts_->title, parts_->note, std::move(entries), parts_->colours),
        parts_->title);
}

}  // namespace imis
