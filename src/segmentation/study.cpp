#include "imis/segmentation/study.hpp"

#include <algorithm>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {
namespace {

GreyRange grey_range(const Volume& volume, const WindowRule& rule, const std::filesystem::path& input) {
    if (rule.kind == WindowRule::Kind::given) return range_of(rule.window);
    if (rule.kind == WindowRule::Kind::percentiles) return percentile_range(volume.grey);
    if (volume.window) return range_of(*volume.window);
    throw UsageError("window dicom: " + input.string() + " names no window; give CENTRE,WIDTH or percentiles",
                     {"window"});
}

// 12-bit values in 16 bits, for example, become almost black when only their high byte is read.
void warn_of_unused_range(const Image& image, const std::filesystem::path& file) {
    constexpr std::uint8_t quarter = 64;
    if (*std::ranges::max_element(image.rgb) >= quarter || read_picture_header(file).bits != 16) return;
    log::warn(file.string() +
              ": its 16-bit values fill less than a quarter of their range and are read by their high byte, as in an "
              "evaluation; the window 'percentiles' spreads them");
}

}  // namespace

bool is_one_picture(const std::filesystem::path& file) {
    return std::filesystem::is_regular_file(file) && is_picture(file) && read_picture_header(file).pages == 1;
}

Study::Study(std::filesystem::path input, const StudyOptions& options) : input_(std::move(input)) {
    const bool is_plain = !options.window && !options.choice.frame && options.choice.series.empty();
    if (is_plain && is_one_picture(input_)) {
        picture_ = read_image(input_);
        warn_of_unused_range(picture_, input_);
        geometry_.size = {picture_.size.width, picture_.size.height, 1};
        return;
    }
    volume_ = read_volume(input_, options.choice);
    geometry_ = volume_->geometry;
    range_ = grey_range(*volume_, options.window.value_or(WindowRule{}), input_);
}

const std::vector<std::filesystem::path>& Study::dicom_files() const {
    static const std::vector<std::filesystem::path> none;
    return volume_ ? volume_->dicom_files : none;
}

const std::vector<int>& Study::dicom_frames() const {
    static const std::vector<int> all;
    return volume_ ? volume_->dicom_frames : all;
}

SliceAxes Study::axes(const SliceRequest& request) const {
    if (request.plane) {
        const SliceAxes axes = slice_axes(geometry_, *request.plane);
        if (has_slices() || slice_count(geometry_, axes) == 1) return axes;
        throw UsageError("slice " + word_of(plane_words, *request.plane) + ": " + input_.string() +
                             " is a picture, which has no slices; name none",
                         {"slice"});
    }
    for (const SliceAxes axes : {SliceAxes{0, 1, 2}, SliceAxes{0, 2, 1}, SliceAxes{1, 2, 0}}) {
        if (slice_count(geometry_, axes) == 1) return axes;
    }
    return slice_axes(geometry_, Plane::axial);
}

std::string Study::slice_name(const SliceAxes& axes, int index) const {
    return word_of(plane_words, plane_across(geometry_, axes.normal)) + ":" + std::to_string(index);
}

void Study::check_slice(const SliceAxes& axes, int index) const {
    const int count = slice_count(geometry_, axes);
    if (index >= 0 && index < count) return;
    const std::string there =
        count == 1 ? "one such slice, 0" : std::to_string(count) + " such slices, 0 to " + std::to_string(count - 1);
    throw UsageError("slice " + slice_name(axes, index) + ": " + input_.string() + " has " + there, {"slice"});
}

DisplayTurn Study::turn(const SliceAxes& axes) const {
    return physical() ? display_turn(geometry_, axes) : DisplayTurn{};
}

Image Study::image(const SliceAxes& axes, int index) const {
    if (volume_) return slice_image(*volume_, axes, index, range_);
    check_slice(axes, index);
    return picture_;
}

}  // namespace imis
