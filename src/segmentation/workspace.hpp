// What an interactive session holds in memory, and what its commands do to it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/base/json_fields.hpp"
#include "imis/segmentation/segmentation.hpp"
#include "imis/segmentation/session.hpp"

namespace imis {

using Answer = nlohmann::ordered_json;

// Every public function but one carries out a command (session_command.hpp): it reads its fields and adds the result to
// the answer. All throw Error or UsageError where the command can't be carried out; everything is then as before.
class Workspace {
public:
    Workspace(const Engine& engine, const SessionOptions& options);

    // image, and optionally slice, series, frame, window: reads and encodes. Masks of the image before are dropped.
    void open(const JsonFields& command, Answer& answer);

    // slice: encodes another slice of the volume. Masks of the slices before stay, to be saved.
    void go_to_slice(const JsonFields& command, Answer& answer);

    // object: the one that prompts are for where they name none.
    void choose_object(const JsonFields& command, Answer& answer);

    // point, box, text or mask; optionally object, coords, rle.
    void prompt(const JsonFields& command, Answer& answer);

    // Optionally object.
    void undo(const JsonFields& command, Answer& answer);
    void reset(const JsonFields& command, Answer& answer);
    void list_candidates(const JsonFields& command, Answer& answer);
    void give_mask(const JsonFields& command, Answer& answer);

    // output, overlay, logits (at least one), force.
    void save(const JsonFields& command, Answer& answer);

    // No fields.
    void help(const JsonFields& command, Answer& answer);
    void quit(const JsonFields& command, Answer& answer);

    // True after `quit`.
    [[nodiscard]] bool finished() const { return finished_; }

private:
    void encode(std::unique_ptr<Study> study, const SliceAxes& axes, int slice, Answer& answer);
    [[nodiscard]] const Study& study() const;
    [[nodiscard]] std::string object_of(const JsonFields& command) const;
    [[nodiscard]] GivenObject given_object(const JsonFields& command, const std::string& name) const;
    [[nodiscard]] ObjectAnswer give(const std::string& name, const Prompt& prompt, const at::Tensor& mask);
    [[nodiscard]] Refinement& refinement_of(const std::string& name);
    [[nodiscard]] const ObjectAnswer& answered(const std::string& name) const;
    SegmentedObject& kept_object(const std::string& name);
    void forget(const std::string& name);
    void describe(const std::string& name, Answer& answer) const;
    [[nodiscard]] std::vector<SegmentedObject> masks_to_save() const;

    const Engine& engine_;
    SessionOptions options_;
    std::unique_ptr<Study> study_;
    SliceAxes axes_;
    int slice_ = 0;
    std::unique_ptr<Embedding> embedding_;
    std::string current_ = "object";
    std::map<std::string, Refinement> refinements_;  // by object, of the slice that is open
    std::vector<SegmentedObject> kept_;              // masks of all slices, in the order of their first prompts
    bool finished_ = false;
};

}  // namespace imis
