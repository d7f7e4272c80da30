// The stages that an image goes through, and who is told when they begin and end: imis bench takes its times there.
// Without a listener a stage costs the reading of one variable.
#pragma once

#include "imis/base/choice.hpp"

namespace imis {

// In the order of an image's way. "image" is the whole of it but reading and, where masks are measured, what their own
// threads do of "metrics"; all others lie within and don't overlap.
enum class Stage {
    image,
    read,        // files of the image and its truth
    preprocess,  // image and truth onto the model grid and the device
    encode,      // image encoder
    decode,      // prompt encoder and mask decoder, one round of a batch of targets
    masks,       // low-res logits to masks at the original size, likewise
    click,       // the next prompts of a batch, as a simulated user draws them
    metrics,     // comparing masks with the truth, reading counts back
    store,       // results into the store
};

inline constexpr Words<Stage, 9> stage_words = {{{Stage::image, "image"},
                                                 {Stage::read, "read"},
                                                 {Stage::preprocess, "preprocess"},
                                                 {Stage::encode, "encode"},
                                                 {Stage::decode, "decode"},
                                                 {Stage::masks, "masks"},
                                                 {Stage::click, "click"},
                                                 {Stage::metrics, "metrics"},
                                                 {Stage::store, "store"}}};

// Called by the threads that run the stages, by several at once.
class StageListener {
public:
    virtual ~StageListener() = default;
    virtual void begin(Stage stage) = 0;
    virtual void end(Stage stage) = 0;
};

// Makes a listener the one that is told of all stages of the process; null for none. Not while a stage is under way.
void listen_to_stages(StageListener* listener);

// A stage, from construction to destruction.
class StageScope {
public:
    explicit StageScope(Stage stage);
    ~StageScope();
    StageScope(const StageScope&) = delete;
    StageScope& operator=(const StageScope&) = delete;

private:
    StageListener* listener_;
    Stage stage_;
};

}  // namespace imis
