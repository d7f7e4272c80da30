// The names of segmentation targets that a table knows.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace imis {

// A table of targets as configs/imed361m/targets.json has it (a list "targets" with a "name" each) or aliases.json (an
// object "targets" with a list of names each).
class TargetNames {
public:
    // Throws Error (file, field) where the file is neither.
    explicit TargetNames(const std::filesystem::path& file);

    // Whether the table has the name, or has it without "left" or "right": case, '_', '-' and the order of sides don't
    // matter, so "Kidney_Left" is found by "kidney".
    [[nodiscard]] bool knows(std::string_view name) const;

private:
    std::set<std::string> names_;
};

}  // namespace imis
