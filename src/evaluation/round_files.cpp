#include "imis/evaluation/round_files.hpp"

#include <algorithm>
#include <cstring>

namespace imis {

std::string file_name(std::string name) {
    for (char& c : name) {
        const bool unusable = static_cast<unsigned char>(c) < 0x20 || std::strchr("/\\:*?\"<>|", c) != nullptr;
        if (unusable) c = '_';
    }
    // "." and ".." and hidden files are no names for results.
    if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
    return name;
}

std::string system_folder(std::string name) {
    std::ranges::replace(name, '/', '_');
    return name;
}

std::filesystem::path round_file(const std::filesystem::path& folder, const std::string& dataset,
                                 const std::string& image, const std::string& target, int repeat, int round,
                                 const std::string& extension) {
    std::string name = file_name(target) + "_r" + std::to_string(round);
    if (repeat > 1) name += "_repeat" + std::to_string(repeat);
    return folder / file_name(dataset) / file_name(image) / (name + extension);
}

}  // namespace imis
