// The embedded model, loaded once a test program.
#pragma once

#include "imis/model/engine.hpp"
#include "test_data.hpp"

namespace imis {

inline const Engine& tiny_engine() {
    static const Engine engine(open_bundle(tiny_bundle()), {.device = "cpu"});
    return engine;
}

}  // namespace imis
