#include "svg.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <variant>

#include "canvas.hpp"
#include "imis/base/base64.hpp"
#include "print_image.hpp"

namespace imis::drawing {
namespace {

// Helvetica is what pages are laid out for; the others have its widths, or are what a machine has.
constexpr const char* font_family = "Helvetica, Arial, 'Liberation Sans', sans-serif";

// In the C locale whatever the program's is, to four decimals: a 16th of a pixel has no more.
std::string number(double value) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 4);
    std::string text(digits.data(), end.ptr);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string hex(const Colour& colour) {
    constexpr const char* digits = "0123456789abcdef";
    std::string text = "#";
    for (int i = 0; i < 3; ++i) {
        const int value = static_cast<int>(std::lround(colour[i]));
        text += digits[value / 16];
        text += digits[value % 16];
    }
    return text;
}

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

std::string attribute(const char* name, const std::string& value) {
    return std::string(" ") + name + "=\"" + value + "\"";
}

std::string attribute(const char* name, double value) {
    return attribute(name, number(value));
}

// OpenCV's whole numbers are the middles of pixels, SVG's their edges.
double edge_based(int coordinate, bool in_fractions) {
    return (in_fractions ? static_cast<double>(coordinate) / (1 << fraction_bits) : coordinate) + 0.5;
}

std::string path_data(const Paths& paths, bool in_fractions) {
    std::string data;
    for (const std::vector<cv::Point>& path : paths) {
        const bool closed = path.size() > 2 && path.front() == path.back();
        const std::size_t count = path.size() - (closed ? 1 : 0);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0 && path[i] == path[i - 1]) continue;
            data += i == 0 ? (data.empty() ? "M" : " M") : " ";
            data += number(edge_based(path[i].x, in_fractions)) + "," + number(edge_based(path[i].y, in_fractions));
        }
        if (closed) data += "Z";
    }
    return data;
}

// Writes items as elements.
class ElementWriter {
public:
    explicit ElementWriter(std::string& out) : out_(out) {}

    void operator()(const PlacedImage& image) {
        const std::string png = png_bytes(print_surface(image).get());
        out_ += "<image" + attribute("x", image.area.x) + attribute("y", image.area.y) +
                attribute("width", image.area.width) + attribute("height", image.area.height) +
                attribute("preserveAspectRatio", "none");
        // The attribute's value is of SVG 1.1, the style's of CSS.
        if (shows_squares(image)) {
            out_ += attribute("image-rendering", "optimizeSpeed") + attribute("style", "image-rendering:pixelated");
        }
        out_ += " xlink:href=\"data:image/png;base64," + base64(std::as_bytes(std::span(png))) + "\"/>\n";
    }

    void operator()(const Tint& tint) {
        const std::string data = path_data(tint.rings(), true);
        if (data.empty()) return;
        out_ += "<path" + attribute("fill", hex(tint.colour)) + attribute("fill-opacity", tint.opacity) +
                attribute("fill-rule", "evenodd") + attribute("d", data) + "/>\n";
    }

    void operator()(const Lines& lines) {
        out_ += "<path" + attribute("fill", "none") + attribute("stroke", hex(lines.colour)) +
                attribute("stroke-width", lines.width + (lines.in_fractions ? 2 * smooth_edge : 0));
        if (lines.opacity < 1) out_ += attribute("stroke-opacity", lines.opacity);
        out_ += attribute("d", path_data(lines.paths, lines.in_fractions)) + "/>\n";
    }

    void operator()(const Disc& disc) {
        out_ += "<circle" + attribute("fill", hex(disc.colour)) + attribute("cx", edge_based(disc.centre.x, true)) +
                attribute("cy", edge_based(disc.centre.y, true)) +
                attribute("r", static_cast<double>(disc.radius) / (1 << fraction_bits) + smooth_edge) + "/>\n";
    }

    void operator()(const Bar& bar) {
        const double x = edge_based(bar.low.x, true) - smooth_edge;
        const double y = edge_based(bar.low.y, true) - smooth_edge;
        const double right = edge_based(bar.high.x, true) + smooth_edge;
        rectangle(x, y, right - x, edge_based(bar.high.y, true) + smooth_edge - y, bar.colour);
    }

    void operator()(const Block& block) {
        rectangle(block.pixels.x, block.pixels.y, block.pixels.width, block.pixels.height, block.colour);
    }

    void operator()(const Writing& writing) {
        if (writing.text.empty()) return;
        static const std::map<Align, const char*> anchors = {
            {Align::left, "start"}, {Align::centre, "middle"}, {Align::right, "end"}};
        out_ += "<text" + attribute("x", writing.at.x) + attribute("y", writing.letters.baseline(writing.at.y)) +
                attribute("font-size", writing.letters.font_size()) + attribute("fill", hex(writing.colour));
        if (writing.align != Align::left) out_ += attribute("text-anchor", anchors.at(writing.align));
        if (writing.letters.weight() == Weight::bold) out_ += attribute("font-weight", "bold");
        if (writing.rimmed) {
            out_ += attribute("paint-order", "stroke") + attribute("stroke", hex(dark)) +
                    attribute("stroke-width", writing.letters.rim_width());
        }
        out_ += ">" + escaped(writing.text) + "</text>\n";
    }

    void operator()(const Part& part) {
        const Picture& picture = *part.picture;
        if (picture.background) {
            out_ += "<g transform=\"translate(" + number(part.top_left.x) + "," + number(part.top_left.y) + ")\">\n";
            write(picture);
            out_ += "</g>\n";
            return;
        }
        // A picture in its own right: marks are cut off at its edges.
        out_ += "<svg" + attribute("x", part.top_left.x) + attribute("y", part.top_left.y) +
                attribute("width", picture.size.width) + attribute("height", picture.size.height) + ">\n";
        write(picture);
        out_ += "</svg>\n";
    }

    // Parts have the background of the page.
    void write(const Picture& picture) {
        for (const Item& item : picture.items) std::visit(*this, item);
    }

private:
    void rectangle(double x, double y, double width, double height, const Colour& colour) {
        out_ += "<rect" + attribute("fill", hex(colour)) + attribute("x", x) + attribute("y", y) +
                attribute("width", width) + attribute("height", height) + "/>\n";
    }

    std::string& out_;
};

}  // namespace

std::string svg(const Picture& picture, const std::string& title, std::optional<double> width_mm) {
    const double height_mm = width_mm.value_or(0) * picture.size.height / picture.size.width;
    const auto length = [&](int pixels, double millimetres) {
        return width_mm ? number(millimetres) + "mm" : number(pixels);
    };
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"";
    out += attribute("xmlns:xlink", "http://www.w3.org/1999/xlink") + attribute("version", "1.1") +
           attribute("width", length(picture.size.width, width_mm.value_or(0))) +
           attribute("height", length(picture.size.height, height_mm)) +
           attribute("viewBox", "0 0 " + number(picture.size.width) + " " + number(picture.size.height)) +
           attribute("font-family", font_family) + attribute("stroke-linecap", "round") +
           attribute("stroke-linejoin", "round") + ">\n";
    out += "<title>" + escaped(title) + "</title>\n";
    ElementWriter writer(out);
    if (picture.background) writer(Block{cv::Rect({0, 0}, picture.size), *picture.background});
    writer.write(picture);
    return out + "</svg>\n";
}

}  // namespace imis::drawing
