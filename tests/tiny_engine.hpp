// The embedded model, loaded once a test program.
#pragma once

#include "copied_bundle.hpp"
#include "imis/model/engine.hpp"

namespace imis {

inline const Engine& tiny_engine() {
    static const Engine engine(open_bundle(tiny_bundle()), {.device = "cpu"});
    return engine;
}

}  // namespace imis
