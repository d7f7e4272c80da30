#include "imis/segmentation/placed_prompts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// A voxel index as slice, x and y.
struct SlicePixel {
    int slice = 0;
    int x = 0;
    int y = 0;
};

std::string text(const Vector3& at, std::size_t count) {
    std::string words;
    for (std::size_t i = 0; i < count; ++i) {
        char number[32];
        std::snprintf(number, sizeof number, "%.6g", at[i]);
        words += (i > 0 ? "," : "") + std::string(number);
    }
    return words;
}

class ObjectPlacer {
public:
    ObjectPlacer(const GivenObject& object, const Study& study)
        : object_(object),
          study_(study),
          axes_(study.axes(object.slice)),
          slice_(object.slice.index),
          size_(slice_size(study.geometry(), axes_)) {
        if (!slice_ && slice_count(study.geometry(), axes_) == 1) slice_ = 0;
        if (slice_) study.check_slice(axes_, *slice_);
        const bool millimetres = object.coordinates != Coordinates::pixel || object.region;
        if (millimetres && !study.physical()) {
            throw UsageError(object.source + ": " + study.input().string() +
                             " does not say where it lies in the patient; give pixels");
        }
        placed_.name = object.name;
        placed_.axes = axes_;
        placed_.mask = object.mask;
    }

    PlacedObject place() {
        if (object_.region) place_region(*object_.region);
        for (std::size_t round = 0; round < object_.rounds.size(); ++round) place_round(object_.rounds[round], round);
        if (placed_.slices.empty() && !object_.mask.empty()) placed_.slices[slice_for_pixels()] = {empty_prompt()};
        if (placed_.slices.empty()) {
            throw UsageError(object_.source + ": has no prompt; give a point, a box, a text or a mask");
        }
        return std::move(placed_);
    }

private:
    [[nodiscard]] Prompt empty_prompt() const {
        Prompt prompt;
        prompt.grid = size_;
        return prompt;
    }

    // The prompt of a round on a slice, made where it is not there yet.
    Prompt& prompt_on(int slice, std::size_t round) {
        SlicePrompts& prompts = placed_.slices[slice];
        // An earlier round that gave nothing here does not count: rounds are those of the slice.
        if (!round_of_.contains({slice, round})) {
            prompts.push_back(empty_prompt());
            round_of_[{slice, round}] = prompts.size() - 1;
        }
        return prompts[round_of_[{slice, round}]];
    }

    [[nodiscard]] int slice_for_pixels() const {
        if (slice_) return *slice_;
        throw UsageError(object_.source + ": " + study_.input().string() + " has " +
                         std::to_string(slice_count(study_.geometry(), axes_)) +
                         " slices; say which one is meant, for example --slice " + study_.slice_name(axes_, 0));
    }

    void place_round(const GivenRound& round, std::size_t number) {
        if (object_.coordinates == Coordinates::pixel) {
            place_pixels(round, number);
        } else {
            place_millimetres(round, number);
        }
        // A name alone needs a slice as pixels do; beside points it goes where they are.
        if (round.text.empty()) return;
        if (placed_.slices.empty() || slice_) {
            prompt_on(slice_for_pixels(), number).text = round.text;
        } else {
            for (auto& [slice, prompts] : placed_.slices) prompt_on(slice, number).text = round.text;
        }
    }

    void place_pixels(const GivenRound& round, std::size_t number) {
        const bool nothing = round.points.empty() && !round.box && round.text.empty();
        // A recorded round in which nothing was left to click on lets the last answer stand.
        if (nothing && object_.rounds.size() == 1) return;
        Prompt& prompt = prompt_on(slice_for_pixels(), number);
        if (round.grid) prompt.grid = *round.grid;
        for (const GivenPoint& point : round.points) {
            check_pixel(point, prompt.grid);
            prompt.points.push_back({{static_cast<float>(point.at[0]), static_cast<float>(point.at[1])}, point.label});
        }
        if (!round.box) return;
        check_box(*round.box, prompt.grid);
        const auto& [first, last] = *round.box;
        prompt.box = Box{static_cast<float>(first[0]), static_cast<float>(first[1]), static_cast<float>(last[0]),
                         static_cast<float>(last[1])};
    }

    void check_pixel(const GivenPoint& point, Size grid) const {
        const auto& at = point.at;
        if (point.label < 0 || (at[0] >= 0 && at[1] >= 0 && at[0] < grid.width && at[1] < grid.height)) return;
        throw UsageError(object_.source + ": the point " + text(at, 2) + " lies outside of " + grid_text(grid));
    }

    // The far edges, x = width and y = height, are still inside: some count a box's last corner so.
    void check_box(const GivenBox& box, Size grid) const {
        const bool inside =
            box.first[0] >= 0 && box.first[1] >= 0 && box.last[0] <= grid.width && box.last[1] <= grid.height;
        if (inside) return;
        throw UsageError(object_.source + ": the box " + text(box.first, 2) + "," + text(box.last, 2) +
                         " lies outside of " + grid_text(grid));
    }

    [[nodiscard]] std::string grid_text(Size grid) const {
        return study_.input().string() + ", whose pixels are x 0 to " + std::to_string(grid.width - 1) +
               " and y 0 to " + std::to_string(grid.height - 1);
    }

    void place_millimetres(const GivenRound& round, std::size_t number) {
        for (const GivenPoint& point : round.points) {
            const SlicePixel pixel = voxel_at(to_lps(point.at), point.at);
            prompt_on(pixel.slice, number)
                .points.push_back({{static_cast<float>(pixel.x), static_cast<float>(pixel.y)}, point.label});
        }
        if (!round.box) return;
        const SlicePixel a = voxel_at(to_lps(round.box->first), round.box->first);
        const SlicePixel b = voxel_at(to_lps(round.box->last), round.box->last);
        if (a.slice != b.slice) {
            throw UsageError(object_.source + ": the corners of the box lie in the slices " +
                             study_.slice_name(axes_, a.slice) + " and " + study_.slice_name(axes_, b.slice) +
                             "; they must lie in one (a box in space can be given as a region of interest, --prompts)");
        }
        prompt_on(a.slice, number).box = box_around(a, b);
    }

    static Box box_around(const SlicePixel& a, const SlicePixel& b) {
        const auto [x0, x1] = std::minmax(a.x, b.x);
        const auto [y0, y1] = std::minmax(a.y, b.y);
        return {static_cast<float>(x0), static_cast<float>(y0), static_cast<float>(x1), static_cast<float>(y1)};
    }

    [[nodiscard]] Vector3 to_lps(const Vector3& at) const {
        return object_.coordinates == Coordinates::ras ? lps_from_ras(at) : at;
    }

    [[nodiscard]] SlicePixel nearest_voxel(const Vector3& lps) const {
        const Vector3 index = index_from_lps(study_.geometry(), lps);
        const auto along = [&](int axis) {
            return static_cast<int>(std::lround(std::clamp(index[static_cast<std::size_t>(axis)], -1e6, 1e6)));
        };
        return {along(axes_.normal), along(axes_.x), along(axes_.y)};
    }

    [[nodiscard]] SlicePixel voxel_at(const Vector3& lps, const Vector3& given) const {
        const SlicePixel pixel = nearest_voxel(lps);
        const auto& size = study_.geometry().size;
        const bool inside = pixel.x >= 0 && pixel.x < size_.width && pixel.y >= 0 && pixel.y < size_.height &&
                            pixel.slice >= 0 && pixel.slice < slice_count(study_.geometry(), axes_);
        if (!inside) {
            throw UsageError(object_.source + ": the position " + text(given, 3) + " mm (" +
                             word_of(coordinates_words, object_.coordinates) + ") lies outside of " +
                             study_.input().string() + ", at voxel " + std::to_string(voxel(pixel, 0)) + "," +
                             std::to_string(voxel(pixel, 1)) + "," + std::to_string(voxel(pixel, 2)) + " of " +
                             std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " +
                             std::to_string(size[2]));
        }
        if (slice_ && pixel.slice != *slice_) {
            throw UsageError(object_.source + ": the position " + text(given, 3) + " mm lies in slice " +
                             study_.slice_name(axes_, pixel.slice) + ", not in --slice " +
                             study_.slice_name(axes_, *slice_));
        }
        return pixel;
    }

    [[nodiscard]] int voxel(const SlicePixel& pixel, std::size_t axis) const {
        return voxel_of(axes_, pixel.slice, pixel.x, pixel.y)[axis];
    }

    void place_region(const SpatialBox& region) {
        SlicePixel low = nearest_voxel(region.front());
        SlicePixel high = low;
        for (const Vector3& corner : region) {
            const SlicePixel pixel = nearest_voxel(corner);
            low = {std::min(low.slice, pixel.slice), std::min(low.x, pixel.x), std::min(low.y, pixel.y)};
            high = {std::max(high.slice, pixel.slice), std::max(high.x, pixel.x), std::max(high.y, pixel.y)};
        }
        const int last = slice_count(study_.geometry(), axes_) - 1;
        const bool apart = high.slice < 0 || low.slice > last || high.x < 0 || high.y < 0 || low.x >= size_.width ||
                           low.y >= size_.height;
        const auto [first_inside, last_inside] = std::pair{std::max(low.slice, 0), std::min(high.slice, last)};
        const int middle = slice_.value_or((first_inside + last_inside) / 2);
        if (apart || middle < low.slice || middle > high.slice) {
            throw UsageError(object_.source + ": the region does not reach " +
                             (apart ? study_.input().string() : "slice " + study_.slice_name(axes_, middle)));
        }
        const SlicePixel first = {middle, std::max(low.x, 0), std::max(low.y, 0)};
        const SlicePixel end = {middle, std::min(high.x, size_.width - 1), std::min(high.y, size_.height - 1)};
        prompt_on(middle, 0).box = box_around(first, end);
        placed_.limits = {first_inside, last_inside};
    }

    const GivenObject& object_;
    const Study& study_;
    SliceAxes axes_;
    std::optional<int> slice_;
    Size size_;
    PlacedObject placed_;
    std::map<std::pair<int, std::size_t>, std::size_t> round_of_;  // (slice, round given) -> round there
};

}  // namespace

PlacedObject place_object(const GivenObject& object, const Study& study) {
    return ObjectPlacer(object, study).place();
}

}  // namespace imis
