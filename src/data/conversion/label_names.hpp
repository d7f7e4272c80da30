// What the values of masks stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "imis/data/sparse_label.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {

class LabelNames {
public:
    // Parses ConversionOptions::labels. Throws UsageError where the words are none, Error where the file is none.
    explicit LabelNames(const std::string& words);

    // In the order of their smallest values.
    [[nodiscard]] const std::vector<std::string>& classes() const { return classes_; }

    // The masks in a picture, in class order, those without a pixel left out. Throws Error naming the file where it has
    // a value without a name, or is a JPEG whose values are to be told apart.
    [[nodiscard]] std::vector<LabelPlane> planes(const LabelValues& labels, const std::filesystem::path& file) const;

    // The class of a value, or -1 for background. Throws Error naming the file where it has no name.
    [[nodiscard]] int class_of(std::int64_t value, const std::filesystem::path& file) const;

private:
    void set(const std::map<std::int64_t, std::string>& names);

    std::vector<std::string> classes_;
    std::map<std::int64_t, int> class_of_value_;  // -1: background
    bool any_value_ = false;                      // one class: whatever is not 0
};

}  // namespace imis
