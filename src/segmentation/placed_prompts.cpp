#include "imis/segmentation/placed_prompts.hpp"

#include <algorithm>
#include <cmath>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// A voxel index as slice, x and y.
struct SlicePixel {
    int slice = 0;
    int x = 0;
    int y = 0;
};

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
            fail(study.input().string() + " does not say where it lies in the patient; give pixels");
        }
        placed_.name = object.name;
        placed_.axes = axes_;
        placed_.mask = object.mask();
    }

    PlacedObject place() {
        if (object_.region) place_region(*object_.region);
        for (std::size_t round = 0; round < object_.rounds.size(); ++round) place_round(object_.rounds[round], round);
        if (placed_.slices.empty() && !placed_.mask.empty()) placed_.slices[slice_for_pixels()] = {empty_prompt()};
        if (placed_.slices.empty()) fail("has no prompt; give a point, a box, a text or a mask");
        return std::move(placed_);
    }

private:
    [[noreturn]] void fail(const std::string& problem, std::vector<std::string> fields = {}) const {
        throw UsageError(object_.source + (object_.source.empty() ? "" : ": ") + problem, std::move(fields));
    }

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
        fail(study_.input().string() + " has " + std::to_string(slice_count(study_.geometry(), axes_)) +
                 " slices; say which one is meant, for example slice " + study_.slice_name(axes_, 0),
             {"slice"});
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
        const bool nothing = round.shapes.empty() && round.text.empty();
        // A recorded round in which nothing was left to click on lets the last answer stand.
        if (nothing && object_.rounds.size() == 1) return;
        Prompt& prompt = prompt_on(slice_for_pixels(), number);
        if (round.grid) prompt.grid = *round.grid;
        try {
            add_shapes(prompt, round.shapes, study_.input().string());
        } catch (const Error& problem) {
            fail(problem.what());
        }
    }

    void place_millimetres(const GivenRound& round, std::size_t number) {
        for (const GivenShape& shape : round.shapes) {
            std::vector<Point> pixels;
            std::optional<int> slice;
            for (const Vector3& position : shape.positions) {
                const SlicePixel pixel = voxel_at(position);
                if (slice.value_or(pixel.slice) != pixel.slice) fail_across(shape.kind, *slice, pixel.slice);
                slice = pixel.slice;
                pixels.push_back({static_cast<float>(pixel.x), static_cast<float>(pixel.y)});
            }
            add_shape(prompt_on(*slice, number), shape.kind, pixels, shape.label);
        }
    }

    [[noreturn]] void fail_across(PromptKind kind, int first, int second) const {
        fail("the " + std::string(info_of(kind).word) + " reaches from slice " + study_.slice_name(axes_, first) +
             " to " + study_.slice_name(axes_, second) +
             "; it must lie in one (a box in space can be given as a region of interest, in a markups file)");
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

    [[nodiscard]] SlicePixel voxel_at(const Vector3& position) const {
        const SlicePixel pixel = nearest_voxel(to_lps(position));
        const bool inside = pixel.x >= 0 && pixel.x < size_.width && pixel.y >= 0 && pixel.y < size_.height &&
                            pixel.slice >= 0 && pixel.slice < slice_count(study_.geometry(), axes_);
        if (!inside) {
            fail("the position " + position_text(position, 3) + " mm (" +
                 word_of(coordinates_words, object_.coordinates) + ") lies outside of " + study_.input().string() +
                 ", at voxel " + std::to_string(voxel(pixel, 0)) + "," + std::to_string(voxel(pixel, 1)) + "," +
                 std::to_string(voxel(pixel, 2)) + " of " + size_text(study_.geometry()));
        }
        if (slice_ && pixel.slice != *slice_) {
            fail("the position " + position_text(position, 3) + " mm lies in slice " +
                     study_.slice_name(axes_, pixel.slice) + ", not in " + study_.slice_name(axes_, *slice_),
                 {"slice"});
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
            fail("the region does not reach " +
                 (apart ? study_.input().string() : "slice " + study_.slice_name(axes_, middle)));
        }
        prompt_on(middle, 0).box = Box{static_cast<float>(std::max(low.x, 0)), static_cast<float>(std::max(low.y, 0)),
                                       static_cast<float>(std::min(high.x, size_.width - 1)),
                                       static_cast<float>(std::min(high.y, size_.height - 1))};
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
