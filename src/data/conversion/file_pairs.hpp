// Files of images and masks that belong together by their names.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "imis/data/conversion.hpp"

namespace imis {

enum class FileKind { picture, volume };

// The files of a kind in a folder and those below it, by their path in it without the ending and the suffix; files whose
// names lack the suffix are left out. Throws Error where the folder can't be listed, or two files share a name.
[[nodiscard]] std::map<std::string, std::filesystem::path> named_files(const std::filesystem::path& folder,
                                                                       FileKind kind, const std::string& suffix);

struct FilePair {
    std::string name;  // path in the folder, '/' replaced by '_'
    std::filesystem::path image;
    std::filesystem::path mask;
};

// Images and masks of equal names, sorted by these. Where both are in one folder, files with the masks' suffix are no
// images. Throws Error where there are none, two would have one name, or one lacks its partner; such files are left out
// with a warning where the options say so.
[[nodiscard]] std::vector<FilePair> paired_files(const ConversionOptions& options, FileKind kind);

// Throws Error, or warns, about files that have no partner: `what` is what they lack.
void report_unpaired(const std::vector<std::string>& files, const std::string& what, bool skip);

// The images alone, likewise; `mask` is empty.
[[nodiscard]] std::vector<FilePair> image_files(const std::filesystem::path& images, const std::string& image_suffix);

// "a/b" -> "a_b", for names of images.
[[nodiscard]] std::string flat_name(std::string name);

}  // namespace imis
