// Whether a run may add to the results of an earlier one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imis {

using Identity = std::vector<std::pair<std::string, std::string>>;

// The value in words of a setting that a run does not have.
inline constexpr const char* not_set = "not set";

// A setting in which two runs differ, with its values in words.
struct IdentityDifference {
    std::string name;
    std::string before;
    std::string now;
};

// The first setting that keeps a run from adding to what is stored; none where it may. Runs may measure or save more
// than was stored, or less, and have more rounds; in all else they must be alike, both ways. The unit of distances and the
// tolerance of the NSD need to agree only where both runs have them.
[[nodiscard]] std::optional<IdentityDifference> identity_difference(const std::map<std::string, std::string>& stored,
                                                                    const Identity& now);

// The identity with the unit and the tolerance of stored distances, where the run now measures none.
[[nodiscard]] Identity with_stored_distances(Identity now, const std::map<std::string, std::string>& stored);

}  // namespace imis
