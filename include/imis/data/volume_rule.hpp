// Which volume (CT series, video, patient) an image of a data set is a slice of, read from the image's name.
#pragma once

#include <cstdint>
#include <optional>
#include <regex>
#include <string>

namespace imis {

// A slice's place: the volume's name, and its number in the volume where the rule has a group for it.
struct VolumeSlice {
    std::string volume;
    std::optional<std::int64_t> slice;
    bool operator==(const VolumeSlice&) const = default;
};

// A regular expression (ECMAScript) that a whole image name must match: its first group is the volume's name, an
// optional second one the slice's number. "(.+)_(\d+)" reads "ABD_001_100" as slice 100 of "ABD_001".
class VolumeRule {
public:
    // Throws Error where the pattern is no regular expression, is longer than 1000 characters, or has neither one group
    // nor two.
    explicit VolumeRule(const std::string& pattern);

    // The place that a name says. Throws Error naming it where it doesn't match the rule, the volume's name would be
    // empty, or the second group is no whole number.
    [[nodiscard]] VolumeSlice place_of(const std::string& image_name) const;

    [[nodiscard]] const std::string& pattern() const { return pattern_; }

private:
    std::string pattern_;
    std::regex expression_;
};

}  // namespace imis
