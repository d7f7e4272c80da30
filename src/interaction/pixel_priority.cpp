#include "imis/interaction/pixel_priority.hpp"

namespace imis {

PriorityKey priority_key(const RandomKey& key) {
    return {static_cast<std::uint32_t>(key.value()), static_cast<std::uint32_t>(key.value() >> 32)};
}

}  // namespace imis
