#include "imis/scoring/score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/formats/label_maps.hpp"
#include "label_map_pairs.hpp"

namespace imis {
namespace {

std::string size_of(const LabelMap& map) {
    std::string text;
    for (const std::size_t length : map.lattice.size) text += (text.empty() ? "" : " x ") + std::to_string(length);
    return text;
}

// How far grids of one place may differ: positions by a share of a voxel, directions by their components.
constexpr double place_tolerance = 0.01;

bool same_place(const VolumeGeometry& a, const VolumeGeometry& b) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (std::abs(a.spacing[axis] - b.spacing[axis]) > place_tolerance * b.spacing[axis]) return false;
        for (std::size_t i = 0; i < 3; ++i) {
            if (std::abs(a.axes[axis][i] - b.axes[axis][i]) > place_tolerance) return false;
        }
    }
    const Vector3 index = index_from_lps(b, a.origin);
    return std::ranges::all_of(index, [](double offset) { return std::abs(offset) <= place_tolerance; });
}

void check_fit(const LabelMapPair& pair, const LabelMap& prediction, const LabelMap& truth,
               const ScoreOptions& options) {
    if (prediction.lattice.size != truth.lattice.size) {
        throw Error(pair.prediction.string() + ": has " + size_of(prediction) + " elements, and " +
                    pair.truth.string() + " has " + size_of(truth) + "; resample one to the other's grid");
    }
    const bool placed = prediction.place && truth.place && !options.ignore_place;
    if (placed && !same_place(*prediction.place, *truth.place)) {
        throw Error(pair.prediction.string() + ": its voxels lie elsewhere than those of " + pair.truth.string() +
                        " (spacing, directions or origin differ); resample one to the other's grid, or compare voxel "
                        "by voxel all the same",
                    {"ignore place"});
    }
}

void set_spacing(LabelMap& map, const std::vector<double>& spacing, const std::filesystem::path& file) {
    if (spacing.empty()) return;
    if (spacing.size() != map.lattice.axes()) {
        throw UsageError(file.string() + ": has " + std::to_string(map.lattice.axes()) +
                             " axes, but the spacing is of " + std::to_string(spacing.size()) +
                             "; give a number of mm for each axis",
                         {"spacing"});
    }
    map.lattice.spacing = spacing;
    map.lattice.unit = LengthUnit::millimetre;
}

// The objects of both, by label.
std::set<std::int32_t> labels_of(const LabelMap& prediction, const LabelMap& truth,
                                 const std::vector<std::int32_t>& wanted) {
    std::set<std::int32_t> labels;
    for (const LabelMap* map : {&prediction, &truth}) {
        for (const std::int32_t label : labels_in(*map)) {
            if (wanted.empty() || std::ranges::find(wanted, label) != wanted.end()) labels.insert(label);
        }
    }
    return labels;
}

// The labels of all predictions, and of all truths.
struct LabelsSeen {
    std::set<std::int32_t> predicted;
    std::set<std::int32_t> in_truth;

    void add(const LabelMap& prediction, const LabelMap& truth) {
        for (const std::int32_t label : labels_in(prediction)) predicted.insert(label);
        for (const std::int32_t label : labels_in(truth)) in_truth.insert(label);
    }

    // Files with one object each may number it as they like: 1, or 255.
    [[nodiscard]] bool are_single() const { return predicted.size() <= 1 && in_truth.size() <= 1; }
};

class Scoring {
public:
    explicit Scoring(const ScoreOptions& options) : options_(options) {
        for (const double length : options.spacing) {
            if (!std::isfinite(length) || length <= 0) {
                throw UsageError("a spacing of " + std::to_string(length) + "; it must be a positive number of mm",
                                 {"spacing"});
            }
        }
    }

    ScoreReport run() {
        LabelMapPairs found = pair_label_maps(options_.prediction, options_.truth);
        for (const LabelMapPair& pair : found.pairs) add(pair);
        const bool binary = options_.binary || (options_.labels.empty() && seen_.are_single());
        take_objects(std::move(binary ? as_one_ : by_label_));
        if (report_.objects.empty()) {
            throw UsageError(
                "nothing to compare: " + std::string(options_.labels.empty() ? "no file has a label but 0"
                                                                             : "none of the labels asked for occurs"),
                {"label"});
        }
        report_.unpaired = std::move(found.unpaired);
        report_.empty = options_.empty;
        report_.means = means_of(report_.objects, report_.metrics.size(), options_.empty);
        return std::move(report_);
    }

private:
    void add(const LabelMapPair& pair) {
        LabelMap prediction = read_label_map(pair.prediction);
        LabelMap truth = read_label_map(pair.truth);
        check_fit(pair, prediction, truth, options_);
        set_spacing(truth, options_.spacing, pair.truth);
        take_unit(truth.lattice.unit, pair.truth);
        prediction.lattice = truth.lattice;
        ++report_.images;
        seen_.add(prediction, truth);
        const std::size_t before = by_label_.size();
        if (!options_.binary) measure_labels(pair.name, prediction, truth, options_.labels, by_label_);
        if (options_.binary || (options_.labels.empty() && seen_.are_single())) {
            add_as_one(pair.name, std::move(prediction), std::move(truth), before);
        }
    }

    // Only all files together tell whether labels or files are the objects: of label maps with several objects one file
    // may hold the liver alone, and its prediction the spleen alone. So both are kept, but measured once where they are
    // the same. `before`: where this pair's objects by label begin.
    void add_as_one(const std::string& name, LabelMap prediction, LabelMap truth, std::size_t before) {
        if (by_label_.size() == before + 1) {
            as_one_.push_back(by_label_.back());
            as_one_.back().label = 1;
            return;
        }
        measure_labels(name, foreground_of(std::move(prediction)), foreground_of(std::move(truth)), {}, as_one_);
    }

    void measure_labels(const std::string& name, const LabelMap& prediction, const LabelMap& truth,
                        const std::vector<std::int32_t>& wanted, std::vector<ObjectScore>& objects) {
        for (const std::int32_t label : labels_of(prediction, truth, wanted)) {
            const MaskComparison masks(mask_of(prediction, label), mask_of(truth, label), {options_.nsd_tolerance});
            report_.nsd_tolerance = masks.nsd_tolerance();
            objects.push_back({name, label, masks.overlap(), measure(report_.metrics, masks, options_.empty)});
        }
    }

    void take_objects(std::vector<ObjectScore> objects) {
        for (const ObjectScore& object : objects) {
            if (object.overlap.predicted == 0) ++report_.empty_predictions;
            if (object.overlap.target == 0) ++report_.unexpected;
        }
        report_.objects = std::move(objects);
    }

    // The first pair tells what lengths count in; a mean of pixels and millimetres would mean nothing.
    void take_unit(LengthUnit unit, const std::filesystem::path& file) {
        if (report_.images == 0) {
            report_.unit = unit;
            report_.metrics = choose_metrics(options_.metrics, unit);
        } else if (unit != report_.unit) {
            throw UsageError(file.string() + ": the size of its " +
                                 (unit == LengthUnit::pixel ? "pixels is not known, that of other files is"
                                                            : "pixels is known, that of other files is not") +
                                 "; give the spacing of all",
                             {"spacing"});
        }
    }

    const ScoreOptions& options_;
    LabelsSeen seen_;
    std::vector<ObjectScore> by_label_;
    std::vector<ObjectScore> as_one_;  // whatever is not 0 being one object
    ScoreReport report_;
};

// Of values of which those that are not numbers are left out, or make it one.
class Mean {
public:
    explicit Mean(EmptyRule rule) : skips_(rule == EmptyRule::skip) {}

    void add(double value) {
        if (skips_ && std::isnan(value)) {
            ++left_out_;
            return;
        }
        sum_ += value;
        ++count_;
    }

    [[nodiscard]] double value() const {
        return count_ == 0 ? std::numeric_limits<double>::quiet_NaN() : sum_ / static_cast<double>(count_);
    }
    [[nodiscard]] std::int64_t left_out() const { return left_out_; }

private:
    bool skips_;
    double sum_ = 0;
    std::int64_t count_ = 0;
    std::int64_t left_out_ = 0;
};

// The mean of one metric; objects of an image follow each other.
ScoreMean mean_of(const std::vector<ObjectScore>& objects, std::size_t metric, EmptyRule rule) {
    Mean over_objects(rule);
    Mean over_images(rule);
    for (std::size_t i = 0; i < objects.size();) {
        Mean image(rule);
        const std::string& name = objects[i].name;
        for (; i < objects.size() && objects[i].name == name; ++i) {
            over_objects.add(objects[i].values[metric]);
            image.add(objects[i].values[metric]);
        }
        over_images.add(image.value());
    }
    return {over_objects.value(), over_images.value(), over_objects.left_out()};
}

}  // namespace

std::vector<ScoreMean> means_of(const std::vector<ObjectScore>& objects, std::size_t metrics, EmptyRule rule) {
    std::vector<ScoreMean> means;
    for (std::size_t metric = 0; metric < metrics; ++metric) means.push_back(mean_of(objects, metric, rule));
    return means;
}

ScoreReport score_files(const ScoreOptions& options) {
    (void)choose_metrics(options.metrics);  // a wrong name before anything is read
    return Scoring(options).run();
}

}  // namespace imis
