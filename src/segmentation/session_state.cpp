#include "session_state.hpp"

#include <algorithm>
#include <chrono>

#include "answer_json.hpp"
#include "given_object.hpp"
#include "imis/base/error.hpp"
#include "imis/image/run_lengths.hpp"
#include "imis/model/logits_file.hpp"
#include "imis/segmentation/output_file.hpp"
#include "imis/segmentation/picture_files.hpp"

namespace imis {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return rounded(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 4);
}

Answer mask_json(const Mask& mask) {
    return {{"size", {mask.size.height, mask.size.width}}, {"counts", compressed_run_lengths(run_lengths(mask))}};
}

bool wants_rle(const JsonPlace& command) {
    return command.has("rle") && command.at("rle").as<bool>();
}

StudyOptions study_options(const JsonPlace& command, StudyOptions options) {
    if (command.has("series")) options.choice.series = command.at("series").as<std::string>();
    if (command.has("frame")) options.choice.frame = command.at("frame").as<int>();
    if (command.has("window")) options.window = parse_window(command.at("window").as<std::string>());
    return options;
}

}  // namespace

SessionState::SessionState(const Engine& engine, const LiveSessionOptions& options)
    : engine_(engine), options_(options) {}

void SessionState::open(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "image", "slice", "series", "frame", "window"});
    auto opened =
        std::make_unique<Study>(command.at("image").as<std::string>(), study_options(command, options_.study));
    SliceRequest request = options_.slice;
    if (command.has("slice")) request = parse_slice(command.at("slice").as<std::string>(), "slice");
    const SliceAxes axes = opened->axes(request);
    const int slice = request.index.value_or(slice_count(opened->geometry(), axes) / 2);
    encode(std::move(opened), axes, slice, answer);
    kept_.clear();
}

void SessionState::go_to_slice(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "slice"});
    const SliceRequest request = parse_slice(command.at("slice").as<std::string>(), "slice");
    const SliceAxes axes = study().axes(request);
    if (!kept_.empty() && !(axes == axes_)) {
        throw Error("there are masks on slices of another plane; save them, and open the volume again for this plane");
    }
    encode(nullptr, axes, request.index.value_or(slice_count(study().geometry(), axes) / 2), answer);
}

// opened: null for the study that is open already.
void SessionState::encode(std::unique_ptr<Study> opened, const SliceAxes& axes, int slice, Answer& answer) {
    const Study& chosen = opened ? *opened : study();
    chosen.check_slice(axes, slice);
    const auto start = std::chrono::steady_clock::now();
    auto embedding = std::make_unique<Embedding>(engine_.encode(chosen.image(axes, slice)));
    answer["image"] = chosen.input().string();
    add_slice(answer, chosen, axes, slice);
    if (chosen.has_slices()) answer["slices"] = slice_count(chosen.geometry(), axes);
    const Size size = slice_size(chosen.geometry(), axes);
    answer["size"] = {size.height, size.width};
    answer["encode_s"] = seconds_since(start);
    sessions_.clear();  // they refer to the embedding before
    if (opened) study_ = std::move(opened);
    embedding_ = std::move(embedding);
    axes_ = axes;
    slice_ = slice;
}

const Study& SessionState::study() const {
    if (!study_) throw Error("no image is open; begin with open FILE");
    return *study_;
}

void SessionState::choose_object(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "object"});
    current_ = object_of(command);
    answer["object"] = current_;
}

std::string SessionState::object_of(const JsonPlace& command) const {
    if (!command.has("object")) return current_;
    auto name = command.at("object").as<std::string>();
    if (name.empty()) throw command.at("object").error("must not be empty");
    return name;
}

// The fields are those of an object in a prompts file.
GivenObject SessionState::given_object(const JsonPlace& command, const std::string& name) const {
    nlohmann::json fields = {{"name", name}};
    for (const char* field : {"coords", "box", "text", "mask"}) {
        if (command.has(field)) fields[field] = command.at(field).json();
    }
    if (command.has("point")) fields["points"] = nlohmann::json::array({command.at("point").json()});
    GivenObject object = read_given_object({fields, command.at("command").as<std::string>()}, {});
    object.slice = {plane_across(study().geometry(), axes_.normal), slice_};
    return object;
}

void SessionState::prompt(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "object", "coords", "point", "box", "text", "mask", "rle"});
    (void)command.at(command.at("command").as<std::string>());  // a point needs its point
    const bool with_rle = wants_rle(command);
    const auto start = std::chrono::steady_clock::now();
    const std::string name = object_of(command);
    const PlacedObject placed = place_object(given_object(command, name), study());
    SlicePrompts prompts = placed.slices.begin()->second;
    const auto found = sessions_.find(name);
    if (!placed.mask.empty() && found != sessions_.end()) {
        throw Error("a mask to start from must come first; use reset before it");
    }
    at::Tensor mask;
    if (!placed.mask.empty()) mask = read_start_mask(placed.mask, engine_, study(), axes_, slice_, prompts.front());
    kept_object(name).slices[slice_] = give(name, prompts.front(), mask);
    current_ = name;
    describe(name, answer);
    if (with_rle) answer["rle"] = mask_json(answered(name).answer.mask);
    answer["seconds"] = seconds_since(start);
}

// The object's answer to one more prompt; where it fails the session is as before.
ObjectAnswer SessionState::give(const std::string& name, const Prompt& prompt, const at::Tensor& mask) {
    GuidedSession& session = session_of(name);
    const std::size_t before = session.rounds();
    try {
        session.give(prompt, mask);
        ObjectAnswer given;
        given.answer = read_answer(engine_, embedding_->placement, session.answer());
        given.prompts = session.prompts();
        return given;
    } catch (...) {
        if (session.rounds() > before) (void)session.undo();
        if (before == 0) sessions_.erase(name);
        throw;
    }
}

GuidedSession& SessionState::session_of(const std::string& name) {
    const auto found = sessions_.find(name);
    if (found != sessions_.end()) return found->second;
    return sessions_.emplace(name, GuidedSession(engine_, *embedding_, options_.protocol)).first->second;
}

SegmentedObject& SessionState::kept_object(const std::string& name) {
    const auto found = std::ranges::find(kept_, name, &SegmentedObject::name);
    if (found != kept_.end()) return *found;
    kept_.push_back({name, axes_, {}, {}});
    return kept_.back();
}

const ObjectAnswer& SessionState::answered(const std::string& name) const {
    const auto object = std::ranges::find(kept_, name, &SegmentedObject::name);
    if (object != kept_.end()) {
        const auto on_slice = object->slices.find(slice_);
        if (on_slice != object->slices.end()) return on_slice->second;
    }
    throw Error("the object '" + name + "' has no mask on this slice; give it a point, a box or a text first");
}

void SessionState::forget(const std::string& name) {
    sessions_.erase(name);
    const auto object = std::ranges::find(kept_, name, &SegmentedObject::name);
    if (object == kept_.end()) return;
    object->slices.erase(slice_);
    if (object->slices.empty()) kept_.erase(object);
}

void SessionState::describe(const std::string& name, Answer& answer) const {
    const ObjectAnswer& given = answered(name);
    answer["object"] = name;
    add_slice(answer, study(), axes_, slice_);
    answer["rounds"] = given.prompts.size();
    add_answer(answer, study(), axes_, given.answer);
}

void SessionState::undo(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "object"});
    const std::string name = object_of(command);
    const auto found = sessions_.find(name);
    if (found == sessions_.end()) throw Error("the object '" + name + "' has no prompt on this slice to take back");
    GuidedSession& session = found->second;
    (void)session.undo();
    if (session.rounds() == 0) {
        forget(name);
        answer["object"] = name;
        answer["rounds"] = 0;
        return;
    }
    ObjectAnswer& kept = kept_object(name).slices[slice_];
    kept.answer = read_answer(engine_, embedding_->placement, session.answer());
    kept.prompts = session.prompts();
    describe(name, answer);
}

void SessionState::reset(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "object"});
    const std::string name = object_of(command);
    forget(name);
    answer["object"] = name;
    answer["rounds"] = 0;
}

void SessionState::list_candidates(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "object", "rle"});
    const std::string name = object_of(command);
    const auto found = sessions_.find(name);
    if (found == sessions_.end()) throw Error("the object '" + name + "' has no prompt on this slice");
    answer["object"] = name;
    const bool with_rle = wants_rle(command);
    answer["candidates"] = Answer::array();
    for (const MaskAnswer& candidate : read_candidates(engine_, embedding_->placement, found->second.answer())) {
        Answer entry = {{"chosen", candidate.chosen}};
        add_answer(entry, study(), axes_, candidate);
        if (with_rle) entry["rle"] = mask_json(candidate.mask);
        answer["candidates"].push_back(std::move(entry));
    }
}

void SessionState::give_mask(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "object"});
    const std::string name = object_of(command);
    answer["rle"] = mask_json(answered(name).answer.mask);
    answer["object"] = name;
}

std::vector<SegmentedObject> SessionState::masks_to_save() const {
    std::vector<SegmentedObject> objects = kept_;
    if (objects.empty()) throw Error("there is no mask to save yet");
    for (SegmentedObject& object : objects) {
        for (const auto& [slice, answer] : object.slices) object.prompted.push_back(slice);
    }
    return objects;
}

void SessionState::save(const JsonPlace& command, Answer& answer) {
    command.check_known({"command", "output", "overlay", "logits", "force"});
    const bool force = command.has("force") ? command.at("force").as<bool>() : options_.force;
    const auto file = [&](const char* field) -> std::filesystem::path {
        if (!command.has(field)) return {};
        const std::filesystem::path path = command.at(field).as<std::string>();
        check_writable(path, force);
        return path;
    };
    const auto output = file("output");
    const auto overlay = file("overlay");
    const auto logits = file("logits");
    if (output.empty() && overlay.empty() && logits.empty()) {
        throw Error("save needs a file: output, overlay or logits");
    }
    const auto objects = masks_to_save();
    const at::Tensor low_res = logits.empty() ? at::Tensor() : answered(current_).answer.low_res;
    if (!output.empty()) {
        check_output(output, study(), objects.size(), prompted_slices(objects), false);
        write_output(output, study(), objects, engine_.manifest().name);
        answer["output"] = output.string();
    }
    if (!overlay.empty()) {
        write_overlay(overlay, study(), {axes_, slice_}, objects);
        answer["overlay"] = overlay.string();
    }
    if (!logits.empty()) {
        write_logits(logits, low_res);
        answer["logits"] = logits.string();
    }
}

}  // namespace imis
