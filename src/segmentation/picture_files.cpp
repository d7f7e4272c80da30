#include <cstdio>

#include "imis/drawing/overlay.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/segmentation/output_files.hpp"

namespace imis {
namespace {

std::string score_text(double score) {
    char text[32];
    std::snprintf(text, sizeof text, "predicted IoU %.2f", score);
    return text;
}

// Prompts may count in pixels of another grid that the slice is spread over.
void add_marks(OverlayObject& drawn, const SlicePrompts& prompts, Size size) {
    for (const Prompt& prompt : prompts) {
        const float scale_x = static_cast<float>(size.width) / static_cast<float>(prompt.grid.width);
        const float scale_y = static_cast<float>(size.height) / static_cast<float>(prompt.grid.height);
        for (const Click& click : prompt.points) {
            if (click.label >= 0)
                drawn.points.push_back({{click.at.x * scale_x, click.at.y * scale_y}, click.label == 1});
        }
        if (const auto& box = prompt.box) {
            drawn.boxes.push_back({box->x0 * scale_x, box->y0 * scale_y, box->x1 * scale_x, box->y1 * scale_y});
        }
    }
}

OverlayObject drawn_object(const SegmentedObject& object, const PromptedSlice& slice, Size size) {
    OverlayObject drawn;
    drawn.name = object.name;
    const auto found = object.slices.find(slice.index);
    if (!(object.axes == slice.axes) || found == object.slices.end()) return drawn;
    const ObjectAnswer& answer = found->second;
    drawn.mask = &answer.best.mask;
    drawn.note = score_text(answer.best.score);
    if (area(answer.best.mask) == 0) drawn.note += ", nothing found";
    add_marks(drawn, answer.prompts, size);
    return drawn;
}

}  // namespace

void write_overlay(const std::filesystem::path& file, const Study& study, const PromptedSlice& slice,
                   std::span<const SegmentedObject> objects) {
    const Image image = study.image(slice.axes, slice.index);
    std::vector<OverlayObject> drawn;
    for (const SegmentedObject& object : objects) drawn.push_back(drawn_object(object, slice, image.size));
    const Vector3& spacing = study.geometry().spacing;
    OverlayOptions options;
    options.turn = study.turn(slice.axes);
    options.pixel_width = spacing[static_cast<std::size_t>(slice.axes.x)];
    options.pixel_height = spacing[static_cast<std::size_t>(slice.axes.y)];
    options.title = study.input().filename().string();
    if (study.physical()) options.title += ", " + study.slice_name(slice.axes, slice.index);
    write_image_png(file, draw_overlay(image, drawn, options));
}

void write_slice_image(const std::filesystem::path& file, const Study& study, const PromptedSlice& slice) {
    write_image_png(file, study.image(slice.axes, slice.index));
}

}  // namespace imis
