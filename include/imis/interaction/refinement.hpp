// Interactive segmentation of one object by a person: its mask is refined prompt by prompt, and no truth is known.
#pragma once

#include <optional>
#include <vector>

#include "imis/interaction/prompt.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/model/engine.hpp"

namespace imis {

class Refinement {
public:
    // engine and embedding must outlive the object.
    Refinement(const Engine& engine, const Embedding& embedding, const Protocol& protocol);
    ~Refinement();
    Refinement(Refinement&&) noexcept;
    Refinement& operator=(Refinement&&) noexcept;

    // Gives one round's prompt and runs the decoder. What of earlier rounds is sent along follows the protocol, as in
    // run_rounds: the same prompts give the same answers. An empty prompt lets the last answer stand.
    // Engine::text_sentence turns the words of a text into a sentence. start: low-res logits float32 [h, w] of a mask
    // to start from, in the first round; undefined for none. Throws UsageError where the model does not take a kind of
    // prompt or the text is too long, and Error where the first prompt is empty.
    void give(const Prompt& prompt, const at::Tensor& start = {});

    // Takes the last prompt back; false where there is none.
    bool undo();

    // Number of rounds given.
    [[nodiscard]] std::size_t rounds() const;

    // The prompts given so far.
    [[nodiscard]] std::vector<Prompt> prompts() const;

    // The answer to the last prompt, T = 1. Throws Error where none was given.
    [[nodiscard]] const Candidates& answer() const;

private:
    struct Round;
    const Engine* engine_;
    const Embedding* embedding_;
    Protocol protocol_;
    std::vector<Round> given_;
};

// Low-res logits float32 [h, w] that stand for a mask at the original size: 20 p - 10, where p is the part of a low-res
// pixel that is covered once the mask is placed on the model grid as the image is; so -10 is surely background, 10
// surely object.
[[nodiscard]] at::Tensor start_logits(const Manifest& manifest, const Mask& mask);

}  // namespace imis
