// How a stored slice is turned for a reader.
#include <array>
#include <cmath>
#include <utility>

#include "imis/image/slices.hpp"
#include "patient_axis.hpp"

namespace imis {
namespace {

// What stands at the negative and at the positive end of the patient axes (LPS).
constexpr std::array<std::pair<const char*, const char*>, 3> ends = {{{"R", "L"}, {"A", "P"}, {"F", "H"}}};

// The patient axis that a voxel axis is given to, and whether it grows along it.
struct Course {
    std::size_t patient = 0;
    bool forward = true;
};

Course course_of(const VolumeGeometry& geometry, int axis) {
    // plane_across gives each voxel axis its own patient axis, however oblique the volume is.
    const std::size_t patient = patient_axis(plane_across(geometry, axis));
    return {patient, geometry.axes[static_cast<std::size_t>(axis)][patient] >= 0};
}

}  // namespace

// On the screen x grows towards the patient's left, or towards the back in sagittal slices; y towards the back in axial slices,
// towards the feet in others. So the head-foot axis is always the one to be mirrored where it grows headwards.
DisplayTurn display_turn(const VolumeGeometry& geometry, const SliceAxes& axes) {
    Course horizontal = course_of(geometry, axes.x);
    Course vertical = course_of(geometry, axes.y);
    DisplayTurn turn;
    // The patient axes in the order left, back, head: the lower one lies across.
    if (horizontal.patient > vertical.patient) {
        turn.transpose = true;
        std::swap(horizontal, vertical);
    }
    turn.flip_x = !horizontal.forward;
    const bool head_foot = vertical.patient == 2;
    turn.flip_y = head_foot ? vertical.forward : !vertical.forward;
    turn.left = ends[horizontal.patient].first;
    turn.right = ends[horizontal.patient].second;
    turn.top = head_foot ? ends[2].second : ends[1].first;
    turn.bottom = head_foot ? ends[2].first : ends[1].second;
    return turn;
}

}  // namespace imis
