// What an interactive session holds in memory.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/segmentation/live_session.hpp"
#include "imis/segmentation/segmentation.hpp"
#include "json_place.hpp"

namespace imis {

using Answer = nlohmann::ordered_json;

// Every function is one command: it takes its fields, and adds to the answer what came of it. All throw Error or UsageError where the
// command can't be carried out; the state is then as before.
class SessionState {
public:
    SessionState(const Engine& engine, const LiveSessionOptions& options);

    // image, and optionally slice, series, frame, window: reads and encodes. Masks of the image before are dropped.
    void open(const JsonPlace& command, Answer& answer);

    // slice: encodes another slice of the volume. Masks of the slices before stay, to be saved.
    void go_to_slice(const JsonPlace& command, Answer& answer);

    // object: the one that prompts are for where they do not say.
    void choose_object(const JsonPlace& command, Answer& answer);

    // point, box, text or mask; optionally object, coords, rle.
    void prompt(const JsonPlace& command, Answer& answer);

    // Optionally object.
    void undo(const JsonPlace& command, Answer& answer);
    void reset(const JsonPlace& command, Answer& answer);
    void list_candidates(const JsonPlace& command, Answer& answer);
    void give_mask(const JsonPlace& command, Answer& answer);

    // output, overlay, logits (at least one), force.
    void save(const JsonPlace& command, Answer& answer);

private:
    void encode(std::unique_ptr<Study> study, const SliceAxes& axes, int slice, Answer& answer);
    [[nodiscard]] const Study& study() const;
    [[nodiscard]] std::string object_of(const JsonPlace& command) const;
    [[nodiscard]] GivenObject given_object(const JsonPlace& command, const std::string& name) const;
    [[nodiscard]] GuidedSession& session_of(const std::string& name);
    [[nodiscard]] const ObjectAnswer& answered(const std::string& name) const;
    SegmentedObject& kept_object(const std::string& name);
    void forget(const std::string& name);
    void describe(const std::string& name, Answer& answer) const;
    [[nodiscard]] std::vector<SegmentedObject> masks_to_save() const;

    const Engine& engine_;
    LiveSessionOptions options_;
    std::unique_ptr<Study> study_;
    SliceAxes axes_;
    int slice_ = 0;
    std::unique_ptr<Embedding> embedding_;
    std::string current_ = "object";
    std::map<std::string, GuidedSession> sessions_;  // of the slice that is open
    std::vector<SegmentedObject> kept_;              // masks of all slices, in the order of their first prompts
};

}  // namespace imis
