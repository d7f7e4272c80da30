#include "imis/interaction/refinement.hpp"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "imis/base/error.hpp"
#include "imis/model/input_spec.hpp"
#include "sent_prompts.hpp"

namespace imis {
namespace {

constexpr float sure = 10;  // logit of a pixel that is wholly object in a mask to start from

// The chosen candidate's logits, [1, h, w].
at::Tensor chosen_logits(const Candidates& answer) {
    return answer.low_res.index({at::arange(1, answer.chosen.options()), answer.chosen});
}

}  // namespace

struct Refinement::Round {
    Prompt prompt;
    SentPrompts sent;
    Candidates answer;
};

Refinement::Refinement(const Engine& engine, const Embedding& embedding, const Protocol& protocol)
    : engine_(&engine), embedding_(&embedding), protocol_(protocol) {}

Refinement::~Refinement() = default;
Refinement::Refinement(Refinement&&) noexcept = default;
Refinement& Refinement::operator=(Refinement&&) noexcept = default;

void Refinement::give(const Prompt& prompt, const at::Tensor& start) {
    PromptKinds kinds = kinds_of(prompt);
    if (start.defined()) kinds.add(PromptKind::mask);
    check_taken(engine_->manifest(), kinds);
    if (kinds_of(prompt).empty()) {
        if (given_.empty()) throw Error("the first prompt of an object needs a point, a box or a text");
        given_.push_back({prompt, given_.back().sent, given_.back().answer});
        return;
    }
    const c10::InferenceMode inference;
    std::vector<at::Tensor> texts;
    if (!prompt.text.empty()) texts.push_back(engine_->encode_sentence(engine_->text_sentence(prompt.text)));
    PromptBatch batch = on_model_grid({prompt}, texts, embedding_->placement, engine_->device());
    SentPrompts sent(protocol_);
    if (given_.empty()) {
        if (start.defined()) batch.mask = fed_back(protocol_.mask_feedback, start.unsqueeze(0));
        sent.start(std::move(batch));
    } else {
        sent = given_.back().sent;
        sent.add(std::move(batch), chosen_logits(given_.back().answer));
    }
    Candidates answer = engine_->decode_candidates(*embedding_, sent.batch());
    given_.push_back({prompt, std::move(sent), std::move(answer)});
}

bool Refinement::undo() {
    if (given_.empty()) return false;
    given_.pop_back();
    return true;
}

std::size_t Refinement::rounds() const {
    return given_.size();
}

std::vector<Prompt> Refinement::prompts() const {
    std::vector<Prompt> all;
    for (const Round& round : given_) all.push_back(round.prompt);
    return all;
}

const Candidates& Refinement::answer() const {
    if (given_.empty()) throw Error("no prompt was given yet");
    return given_.back().answer;
}

at::Tensor start_logits(const Manifest& manifest, const Mask& mask) {
    const c10::InferenceMode inference;
    const InputSpec& input = manifest.input;
    const Placement placement = place(mask.size, input);
    Mask placed = mask_as_placed(mask, input);
    const at::Tensor pixels =
        at::from_blob(placed.pixels.data(), {placed.size.height, placed.size.width}, at::kByte).to(at::kFloat);
    at::Tensor grid = at::zeros({1, 1, input.size.height, input.size.width});
    grid.narrow(2, placement.top, placement.content.height)
        .narrow(3, placement.left, placement.content.width)
        .copy_(pixels);
    const at::Tensor covered = at::adaptive_avg_pool2d(grid, {manifest.low_res.height, manifest.low_res.width});
    return (covered * (2 * sure) - sure).view({manifest.low_res.height, manifest.low_res.width});
}

}  // namespace imis
