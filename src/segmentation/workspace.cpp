#include "workspace.hpp"

#include <algorithm>
#include <chrono>

#include "answer_json.hpp"
#include "imis/base/error.hpp"
#include "imis/image/mask_encoding.hpp"
#include "imis/model/logits_file.hpp"
#include "imis/segmentation/output_files.hpp"

namespace imis {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return rounded(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 4);
}

Answer mask_json(const Mask& mask) {
    return {{"size", {mask.size.height, mask.size.width}}, {"counts", compressed_run_lengths(run_lengths(mask))}};
}

bool wants_rle(const JsonFields& command) {
    return command.get_or("rle", false);
}

StudyOptions study_options(const JsonFields& command, StudyOptions options) {
    if (command.has("series")) options.choice.series = command.get<std::string>("series");
    if (command.has("frame")) options.choice.frame = command.get<int>("frame");
    if (command.has("window")) options.window = parse_window(command.get<std::string>("window"));
    return options;
}

}  // namespace

Workspace::Workspace(const Engine& engine, const SessionOptions& options) : engine_(engine), options_(options) {}

void Workspace::open(const JsonFields& command, Answer& answer) {
    auto opened = std::make_unique<Study>(command.get<std::string>("image"), study_options(command, options_.study));
    SliceRequest request = options_.slice;
    if (command.has("slice")) request = parse_slice(command.get<std::string>("slice"), "slice");
    const SliceAxes axes = opened->axes(request);
    const int slice = request.index.value_or(slice_count(opened->geometry(), axes) / 2);
    encode(std::move(opened), axes, slice, answer);
    kept_.clear();
}

void Workspace::go_to_slice(const JsonFields& command, Answer& answer) {
    const SliceRequest request = parse_slice(command.get<std::string>("slice"), "slice");
    const SliceAxes axes = study().axes(request);
    if (!kept_.empty() && !(axes == axes_)) {
        throw Error("there are masks on slices of another plane; save them, and open the volume again for this plane");
    }
    encode(nullptr, axes, request.index.value_or(slice_count(study().geometry(), axes) / 2), answer);
}

// opened: null for the study that is open already.
void Workspace::encode(std::unique_ptr<Study> opened, const SliceAxes& axes, int slice, Answer& answer) {
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
    refinements_.clear();  // they refer to the embedding before
    if (opened) study_ = std::move(opened);
    embedding_ = std::move(embedding);
    axes_ = axes;
    slice_ = slice;
}

const Study& Workspace::study() const {
    if (!study_) throw Error("no image is open; begin with open FILE");
    return *study_;
}

void Workspace::choose_object(const JsonFields& command, Answer& answer) {
    current_ = object_of(command);
    answer["object"] = current_;
}

std::string Workspace::object_of(const JsonFields& command) const {
    if (!command.has("object")) return current_;
    auto name = command.get<std::string>("object");
    if (name.empty()) command.fail("object", "must not be empty");
    return name;
}

GivenObject Workspace::given_object(const JsonFields& command, const std::string& name) const {
    GivenObject object;
    object.name = name;
    object.coordinates = command.choice_or("coords", Coordinates::pixel, coordinates_words);
    object.slice = {plane_across(study().geometry(), axes_.normal), slice_};
    GivenRound& round = object.rounds.emplace_back();
    for (const PromptKindInfo& info : prompt_kinds) {
        const std::string field(info.word);
        if (command.has(field)) add_value(round, info.kind, command.at(field), object.coordinates);
    }
    return object;
}

void Workspace::prompt(const JsonFields& command, Answer& answer) {
    (void)command.at(command.get<std::string>("command"));  // a point needs its point
    const bool with_rle = wants_rle(command);
    const auto start = std::chrono::steady_clock::now();
    const std::string name = object_of(command);
    const PlacedObject placed = place_object(given_object(command, name), study());
    SlicePrompts prompts = placed.slices.begin()->second;
    if (!placed.mask.empty() && refinements_.contains(name)) {
        throw Error("a mask to start from must come first; use reset before it");
    }
    at::Tensor mask;
    if (!placed.mask.empty()) mask = read_start_mask(placed.mask, engine_, study(), axes_, slice_, prompts.front());
    kept_object(name).slices[slice_] = give(name, prompts.front(), mask);
    current_ = name;
    describe(name, answer);
    if (with_rle) answer["rle"] = mask_json(answered(name).best.mask);
    answer["seconds"] = seconds_since(start);
}

// The object's answer to one more prompt; where that fails everything is as before.
ObjectAnswer Workspace::give(const std::string& name, const Prompt& prompt, const at::Tensor& mask) {
    Refinement& refinement = refinement_of(name);
    const std::size_t before = refinement.rounds();
    try {
        refinement.give(prompt, mask);
        ObjectAnswer given;
        given.best = read_answer(engine_, embedding_->placement, refinement.answer());
        given.prompts = refinement.prompts();
        return given;
    } catch (...) {
        if (refinement.rounds() > before) (void)refinement.undo();
        if (before == 0) refinements_.erase(name);
        throw;
    }
}

Refinement& Workspace::refinement_of(const std::string& name) {
    const auto found = refinements_.find(name);
    if (found != refinements_.end()) return found->second;
    return refinements_.emplace(name, Refinement(engine_, *embedding_, options_.protocol)).first->second;
}

SegmentedObject& Workspace::kept_object(const std::string& name) {
    const auto found = std::ranges::find(kept_, name, &SegmentedObject::name);
    if (found != kept_.end()) return *found;
    kept_.push_back({name, axes_, {}, {}});
    return kept_.back();
}

const ObjectAnswer& Workspace::answered(const std::string& name) const {
    const auto object = std::ranges::find(kept_, name, &SegmentedObject::name);
    if (object != kept_.end()) {
        const auto on_slice = object->slices.find(slice_);
        if (on_slice != object->slices.end()) return on_slice->second;
    }
    throw Error("the object '" + name + "' has no mask on this slice; give it a point, a box or a text first");
}

void Workspace::forget(const std::string& name) {
    refinements_.erase(name);
    const auto object = std::ranges::find(kept_, name, &SegmentedObject::name);
    if (object == kept_.end()) return;
    object->slices.erase(slice_);
    if (object->slices.empty()) kept_.erase(object);
}

void Workspace::describe(const std::string& name, Answer& answer) const {
    const ObjectAnswer& given = answered(name);
    answer["object"] = name;
    add_slice(answer, study(), axes_, slice_);
    answer["rounds"] = given.prompts.size();
    add_answer(answer, study(), axes_, given.best);
}

void Workspace::undo(const JsonFields& command, Answer& answer) {
    const std::string name = object_of(command);
    const auto found = refinements_.find(name);
    if (found == refinements_.end()) throw Error("the object '" + name + "' has no prompt on this slice to take back");
    Refinement& refinement = found->second;
    (void)refinement.undo();
    if (refinement.rounds() == 0) {
        forget(name);
        answer["object"] = name;
        answer["rounds"] = 0;
        return;
    }
    ObjectAnswer& kept = kept_object(name).slices[slice_];
    kept.best = read_answer(engine_, embedding_->placement, refinement.answer());
    kept.prompts = refinement.prompts();
    describe(name, answer);
}

void Workspace::reset(const JsonFields& command, Answer& answer) {
    const std::string name = object_of(command);
    forget(name);
    answer["object"] = name;
    answer["rounds"] = 0;
}

void Workspace::list_candidates(const JsonFields& command, Answer& answer) {
    const std::string name = object_of(command);
    const auto found = refinements_.find(name);
    if (found == refinements_.end()) throw Error("the object '" + name + "' has no prompt on this slice");
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

void Workspace::give_mask(const JsonFields& command, Answer& answer) {
    const std::string name = object_of(command);
    answer["rle"] = mask_json(answered(name).best.mask);
    answer["object"] = name;
}

std::vector<SegmentedObject> Workspace::masks_to_save() const {
    std::vector<SegmentedObject> objects = kept_;
    if (objects.empty()) throw Error("there is no mask to save yet");
    for (SegmentedObject& object : objects) {
        for (const auto& [slice, answer] : object.slices) object.prompted.push_back(slice);
    }
    return objects;
}

void Workspace::save(const JsonFields& command, Answer& answer) {
    const bool force = command.get_or("force", options_.force);
    const auto file = [&](const char* field) -> std::filesystem::path {
        if (!command.has(field)) return {};
        const std::filesystem::path path = command.get<std::string>(field);
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
    const at::Tensor low_res = logits.empty() ? at::Tensor() : answered(current_).best.low_res;
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

void Workspace::help(const JsonFields& /*command*/, Answer& answer) {
    answer["help"] = session_help();
}

void Workspace::quit(const JsonFields& /*command*/, Answer& /*answer*/) {
    finished_ = true;
}

}  // namespace imis
