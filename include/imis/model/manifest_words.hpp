// The words that model.json, the command line and the results have for what differs between models
// (docs/bundle-format.md).
#pragma once

#include "imis/base/choice.hpp"
#include "imis/model/manifest.hpp"

namespace imis {

inline constexpr Words<ClickPolicy, 4> policy_words = {{{ClickPolicy::imis, "imis"},
                                                        {ClickPolicy::sam_med2d, "sam-med2d"},
                                                        {ClickPolicy::ritm, "ritm"},
                                                        {ClickPolicy::cvpr25, "cvpr25"}}};
inline constexpr Words<ClickGrid, 2> grid_words = {{{ClickGrid::model, "model"}, {ClickGrid::original, "original"}}};
inline constexpr Words<History, 3> history_words = {
    {{History::last, "last"}, {History::points, "points"}, {History::all, "all"}}};
inline constexpr Words<MaskFeedback, 3> mask_feedback_words = {
    {{MaskFeedback::logits, "logits"}, {MaskFeedback::sigmoid, "sigmoid"}, {MaskFeedback::none, "none"}}};

inline constexpr Words<Resize, 3> resize_words = {
    {{Resize::stretch, "stretch"}, {Resize::longest_side, "longest-side"}, {Resize::pad_or_stretch, "pad-or-stretch"}}};
inline constexpr Words<Interpolation, 5> interpolation_words = {
    {{Interpolation::nearest_exact, "nearest-exact"},
     {Interpolation::nearest, "nearest"},
     {Interpolation::bilinear_8bit, "bilinear-8bit"},
     {Interpolation::bilinear_antialias, "bilinear-antialias"},
     {Interpolation::cubic_antialias, "cubic-antialias"}}};
inline constexpr Words<Channels, 2> channels_words = {{{Channels::rgb, "RGB"}, {Channels::bgr, "BGR"}}};
inline constexpr Words<Normalisation, 2> normalisation_words = {
    {{Normalisation::mean_std, "mean-std"}, {Normalisation::min_max, "min-max"}}};
inline constexpr Words<Intensity, 2> intensity_words = {
    {{Intensity::none, "none"}, {Intensity::percentiles, "percentiles"}}};

inline constexpr Words<OutputPath, 2> output_path_words = {
    {{OutputPath::input, "input"}, {OutputPath::original, "original"}}};
inline constexpr Words<MaskActivation, 2> activation_words = {
    {{MaskActivation::none, "none"}, {MaskActivation::sigmoid, "sigmoid"}}};

}  // namespace imis
