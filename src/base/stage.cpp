#include "imis/base/stage.hpp"

#include <atomic>

namespace imis {
namespace {

std::atomic<StageListener*> current_listener{nullptr};

}  // namespace

void listen_to_stages(StageListener* listener) {
    current_listener = listener;
}

StageScope::StageScope(Stage stage) : listener_(current_listener.load(std::memory_order_acquire)), stage_(stage) {
    if (listener_ != nullptr) listener_->begin(stage_);
}

StageScope::~StageScope() {
    if (listener_ != nullptr) listener_->end(stage_);
}

}  // namespace imis
