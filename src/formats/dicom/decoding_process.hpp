// Decodes DICOM pixels in a process of its own, so that a file over which GDCM ends the process is an error like any
// other.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <sys/types.h>
#include <vector>

#include "gdcm_decoder.hpp"

namespace imis {

// Decodes files in turn while the caller goes on. One process serves all files of a volume.
//
// The process is a fork of this one, in which other threads may run and hold locks. That is sound because the child
// only calls GDCM, which nothing else in this process does, and what the C library keeps usable after a fork (memory,
// files).
class DecodingProcess {
public:
    // Throws Error where no process can be started.
    explicit DecodingProcess(std::vector<DicomPixelsOf> files);

    // Ends the process, done or not.
    ~DecodingProcess();
    DecodingProcess(const DecodingProcess&) = delete;
    DecodingProcess& operator=(const DecodingProcess&) = delete;

    // The pixels of the next file. Throws ItemError where they can't be decoded, as decode_with_gdcm, or where the
    // process ended over them; then there is no next one.
    [[nodiscard]] DicomPixels next();

private:
    std::vector<DicomPixelsOf> files_;
    std::size_t at_ = 0;
    pid_t child_ = -1;
    int answers_ = -1;  // what the child writes is read here
};

}  // namespace imis
