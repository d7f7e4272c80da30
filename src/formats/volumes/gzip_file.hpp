#pragma once

#include <memory>

#include <zlib.h>

namespace imis {

struct CloseGzip {
    void operator()(gzFile_s* file) const { gzclose(file); }
};

// A file opened by gzopen, which opens plain files too.
using GzipFile = std::unique_ptr<gzFile_s, CloseGzip>;

}  // namespace imis
