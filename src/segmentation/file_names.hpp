// The names of the files of a run.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "imis/segmentation/study_run.hpp"

namespace imis {

// Names of files of which there is one for each slice, object or candidate: what tells them apart is put in where there
// are several.
class FileNames {
public:
    // slices: prompted ones of all objects.
    FileNames(const Study& study, std::size_t slices, std::size_t objects)
        : study_(study), slices_(slices), objects_(objects) {}

    // Of a slice with all its objects.
    [[nodiscard]] std::filesystem::path of_slice(const std::filesystem::path& file, const PromptedSlice& slice) const;

    // Of an object on a slice; slices: how many it is prompted on.
    [[nodiscard]] std::filesystem::path of_object(const std::filesystem::path& file, const std::string& name,
                                                  std::size_t slices, const PromptedSlice& slice) const;

    // Of a candidate, from 1, beside what of_object gives.
    [[nodiscard]] static std::filesystem::path of_candidate(const std::filesystem::path& file, int number);

private:
    [[nodiscard]] std::filesystem::path with_slice(const std::filesystem::path& file, const PromptedSlice& slice) const;

    const Study& study_;
    std::size_t slices_;
    std::size_t objects_;
};

// How many candidates read_candidates may give.
[[nodiscard]] int most_candidates(const Manifest& manifest);

// All files that a run writes. candidates: how many a slice may have; 0 where they are not written.
[[nodiscard]] std::vector<std::filesystem::path> files_to_write(const Study& study, const StudyFiles& files,
                                                                const std::vector<PlacedObject>& objects,
                                                                int candidates);

// Throws UsageError where a file can't be written (check_writable) or stands in the list twice.
void check_files(const std::vector<std::filesystem::path>& files, bool force);

}  // namespace imis
