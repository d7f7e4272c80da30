// What `imis bench` was asked to measure.
#pragma once

#include <filesystem>
#include <string>

#include "imis/image/geometry.hpp"
#include "imis/model/device.hpp"

namespace imis {

struct BenchOptions {
    std::filesystem::path model;  // folder of a bundle
    Size image_size{512, 512};    // of generated images
    int targets = 4;              // on each of them
    int rounds = 3;
    int images = 8;   // generated, or of each data set
    int threads = 1;  // images computed at once
    int batch = 0;    // targets decoded together; 0: as Engine::batch_size()
    std::string device = "auto";
    Precision precision = Precision::fp32;
    std::filesystem::path data;  // data sets to take in place of generated images; for who runs them (commands/bench)
    bool parity = false;         // whether to compare with the CPU in fp32 as well
    bool json = false;           // whether the report is to be JSON
};

}  // namespace imis
