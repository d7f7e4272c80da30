#include "file_pairs.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/formats/format.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

bool is_of_kind(const fs::path& file, FileKind kind) {
    const auto ending = ending_of(file);
    if (!ending) return false;
    switch (ending->format) {
        case Format::png:
        case Format::jpeg:
        case Format::bmp:
        case Format::tiff:
            return kind == FileKind::picture;
        case Format::nifti:
        case Format::nrrd:
        case Format::meta_image:
            return kind == FileKind::volume;
        case Format::dicom:
        case Format::coco:
        case Format::geojson:
            break;
    }
    return false;
}

// All files, sorted, so that messages don't depend on the file system.
std::set<fs::path> files_below(const fs::path& folder) {
    std::error_code code;
    if (!fs::is_directory(folder, code)) throw Error(folder.string() + ": no such folder");
    std::set<fs::path> files;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::follow_directory_symlink, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        std::error_code ignored;
        const bool is_hidden = entry->path().filename().string().starts_with('.');
        if (!is_hidden && fs::is_regular_file(entry->path(), ignored)) files.insert(entry->path());
    }
    if (code) throw Error(folder.string() + ": the folder cannot be listed: " + code.message());
    return files;
}

// Names in one map that the other lacks.
std::vector<std::string> missing_from(const std::map<std::string, fs::path>& other,
                                      const std::map<std::string, fs::path>& files) {
    std::vector<std::string> missing;
    for (const auto& [name, file] : files) {
        if (!other.contains(name)) missing.push_back(file.string());
    }
    return missing;
}

void check_flat_names(const std::vector<FilePair>& pairs) {
    std::map<std::string, fs::path> taken;
    for (const FilePair& pair : pairs) {
        const auto [first, is_new] = taken.emplace(pair.name, pair.image);
        if (!is_new) {
            throw Error(first->second.string() + " and " + pair.image.string() + ": both images would be called '" +
                        pair.name + "'; rename one");
        }
    }
}

bool is_same_folder(const fs::path& a, const fs::path& b) {
    std::error_code code;
    return fs::equivalent(a, b, code) && !code;
}

}  // namespace

std::string flat_name(std::string name) {
    std::ranges::replace(name, '/', '_');
    return name;
}

std::map<std::string, fs::path> named_files(const fs::path& folder, FileKind kind, const std::string& suffix) {
    std::map<std::string, fs::path> named;
    for (const fs::path& file : files_below(folder)) {
        if (!is_of_kind(file, kind)) continue;
        const fs::path relative = file.lexically_relative(folder);
        std::string name = (relative.parent_path() / name_without_ending(relative.filename())).generic_string();
        if (!name.ends_with(suffix)) continue;
        name.resize(name.size() - suffix.size());
        const auto [first, is_new] = named.emplace(name, file);
        if (!is_new) {
            throw Error(first->second.string() + " and " + file.string() +
                        ": both files have the same name; move one away");
        }
    }
    return named;
}

void report_unpaired(const std::vector<std::string>& files, const std::string& what, bool skip) {
    if (files.empty()) return;
    const std::string count =
        " (" + std::to_string(files.size()) + (files.size() == 1 ? " such file)" : " such files)");
    if (skip) {
        log::warn(files.front() + ": has no " + what + " of its name and is left out" + count);
        return;
    }
    throw Error(files.front() + ": has no " + what + " of its name" + count +
                    "; say what the names of images or of masks have at their end, or leave such files out",
                {"image suffix", "mask suffix", "skip unpaired"});
}

std::vector<FilePair> paired_files(const ConversionOptions& options, FileKind kind) {
    std::map<std::string, fs::path> image_of = named_files(options.images, kind, options.image_suffix);
    const std::map<std::string, fs::path> mask_of = named_files(options.masks, kind, options.mask_suffix);
    if (is_same_folder(options.images, options.masks)) {
        std::set<fs::path> mask_files;
        for (const auto& [name, file] : mask_of) mask_files.insert(file.lexically_relative(options.masks));
        std::erase_if(image_of, [&](const auto& entry) {
            return mask_files.contains(entry.second.lexically_relative(options.images));
        });
    }
    report_unpaired(missing_from(mask_of, image_of), "mask", options.skip_unpaired);
    report_unpaired(missing_from(image_of, mask_of), "image", options.skip_unpaired);
    std::vector<FilePair> pairs;
    pairs.reserve(image_of.size());
    for (const auto& [name, file] : image_of) {
        if (mask_of.contains(name)) pairs.push_back({flat_name(name), file, mask_of.at(name)});
    }
    if (pairs.empty()) {
        throw Error(options.images.string() + ": has no " +
                    (kind == FileKind::picture ? "picture" : "volume (NIfTI, NRRD or MetaImage)") + " with a mask in " +
                    options.masks.string());
    }
    check_flat_names(pairs);
    return pairs;
}

std::vector<FilePair> image_files(const fs::path& images, const std::string& image_suffix) {
    std::vector<FilePair> files;
    for (const auto& [name, file] : named_files(images, FileKind::picture, image_suffix)) {
        files.push_back({flat_name(name), file, {}});
    }
    if (files.empty()) throw Error(images.string() + ": has no pictures");
    check_flat_names(files);
    return files;
}

}  // namespace imis
