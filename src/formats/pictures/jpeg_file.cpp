// JPEG: segments that start with a marker, 0xFF and a code (ITU-T T.81, annex B).
#include "picture_file.hpp"

namespace imis::picture {
namespace {

enum Marker : std::uint8_t {
    start_of_image = 0xD8,
    end_of_image = 0xD9,
    start_of_scan = 0xDA,
    temporary = 0x01,
};

bool is_restart(std::uint8_t code) {
    return code >= 0xD0 && code <= 0xD7;
}

// SOF0 to SOF15 except the tables (DHT, DAC) and the reserved code that lie among them.
bool is_frame_header(std::uint8_t code) {
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

// Goes through a JPEG's markers in turn.
class MarkerWalk {
public:
    explicit MarkerWalk(Bytes file) : reader_(file, true) {}

    // The code of the next marker; its segment, if any, starts with a length at position().
    std::uint8_t next() {
        while (!at_marker()) ++position_;
        std::uint8_t code = 0xFF;
        while (code == 0xFF) code = reader_.u8(position_++);  // any number of fill bytes
        return code;
    }

    // Skips a marker's segment. Entropy-coded data after a scan header holds no markers but restarts, so next() finds
    // its end by itself.
    void skip_segment(std::uint8_t code) {
        if (code == start_of_image || code == temporary || is_restart(code)) return;
        position_ += reader_.u16(position_);
    }

    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] const ByteReader& reader() const { return reader_; }

private:
    [[nodiscard]] bool at_marker() const {
        return reader_.u8(position_) == 0xFF && reader_.u8(position_ + 1) != 0x00;  // 0xFF 0x00 is a data byte
    }

    ByteReader reader_;
    std::size_t position_ = 0;
};

}  // namespace

bool is_jpeg(Bytes file) {
    return file.size() >= 3 && file[0] == std::byte{0xFF} && file[1] == std::byte{start_of_image} &&
           file[2] == std::byte{0xFF};
}

Dimensions jpeg_dimensions(Bytes file) {
    MarkerWalk walk(file);
    for (;;) {
        const std::uint8_t code = walk.next();
        if (is_frame_header(code)) {
            // length (2 bytes), precision (1), height (2), width (2)
            return {walk.reader().u16(walk.position() + 5), walk.reader().u16(walk.position() + 3)};
        }
        if (code == start_of_scan || code == end_of_image) throw Malformed("corrupt JPEG: no frame header");
        walk.skip_segment(code);
    }
}

void check_jpeg(Bytes file) {
    try {
        MarkerWalk walk(file);
        for (std::uint8_t code = walk.next(); code != end_of_image; code = walk.next()) walk.skip_segment(code);
    } catch (const Malformed&) {
        throw Malformed("truncated JPEG: the end-of-image marker is missing");
    }
}

}  // namespace imis::picture
