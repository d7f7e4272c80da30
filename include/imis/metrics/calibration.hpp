// How well a model's own estimate of the IoU holds.
#pragma once

#include <cstdint>
#include <vector>

namespace imis {

// One bin of a reliability curve: the masks whose predicted IoU lies in (low, high].
struct CalibrationBin {
    double low = 0;
    double high = 0;
    std::int64_t count = 0;
    double mean_predicted = 0;  // NaN in an empty bin, as is mean_true
    double mean_true = 0;
};

// Collects pairs of predicted and true IoU in M bins of equal width over 0 ... 1. Values on an edge belong to the bin
// below it, as in Guo et al.; 0 and less belong to the first bin and more than 1 to the last, since nothing keeps a
// model's estimate within 0 ... 1, and their means are of the values as they are. Sums are taken in the order of add().
class Calibration {
public:
    // Throws Error where there is no bin.
    explicit Calibration(int bins = 10);

    // A pair with NaN or infinity is left out and counted.
    void add(double predicted, double actual);

    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] std::int64_t left_out() const { return left_out_; }

    // The reliability curve, all M bins by rising IoU.
    [[nodiscard]] std::vector<CalibrationBin> bins() const;

    // Expected calibration error: sum over the bins m of n_m / n |mean predicted of m - mean true of m|, from 0 (right)
    // to 1; NaN where there are no pairs. Naeini, Cooper, Hauskrecht, "Obtaining Well Calibrated Probabilities Using
    // Bayesian Binning", AAAI 2015; Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, with the true
    // IoU in the place of the accuracy.
    [[nodiscard]] double expected_error() const;

private:
    struct Sums {
        std::int64_t count = 0;
        double predicted = 0;
        double actual = 0;
    };
    std::vector<Sums> sums_;
    std::int64_t count_ = 0;
    std::int64_t left_out_ = 0;
};

}  // namespace imis
