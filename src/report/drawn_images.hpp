// From a recorded run to what the drawing layer draws: images and true masks from the data sets, masks from the
// results.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/drawing/rounds.hpp"
#include "recorded_sessions.hpp"

namespace imis {

class DrawnImages {
public:
    // masks: the folder of the system's masks. data: where data sets are looked for; where empty, the folders of the
    // run's context. The run must outlive the object.
    DrawnImages(const RecordedRun& run, std::filesystem::path masks, const std::vector<std::filesystem::path>& data);

    // The image of these sessions (one or more of one image) with at most `most` of their targets. Throws Error where
    // the data or a mask is missing, or does not fit.
    [[nodiscard]] DrawnImage load(const std::vector<RecordedSession>& sessions, const std::vector<int>& rounds,
                                  int most);

private:
    [[nodiscard]] const Dataset& dataset(const std::string& name);
    [[nodiscard]] Mask read_mask(const RecordedSession& session, int round, Size size) const;

    const RecordedRun& run_;
    std::filesystem::path masks_;
    std::map<std::string, Dataset> datasets_;  // those found so far, by name
    bool data_given_;
};

}  // namespace imis
