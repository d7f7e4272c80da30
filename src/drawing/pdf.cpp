#include "pdf.hpp"

#include <algorithm>
#include <cairo.h>
#include <memory>
#include <variant>

#include "canvas.hpp"
#include "print_image.hpp"
#include <cairo-pdf.h>

namespace imis::drawing {
namespace {

// Free, with the widths of Helvetica; where it is not installed, fontconfig chooses another.
constexpr const char* font_name = "Liberation Sans";
constexpr double points_per_pixel = 72.0 / 96.0;
constexpr double points_per_mm = 72.0 / 25.4;

struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Context = std::unique_ptr<cairo_t, DestroyContext>;

// A context that is as it was before where the object ends.
class Saved {
public:
    explicit Saved(cairo_t* context) : context_(context) { cairo_save(context_); }
    ~Saved() { cairo_restore(context_); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    cairo_t* context_;
};

// OpenCV's whole numbers are the middles of pixels, cairo's their edges.
cv::Point2d cairo_place(const cv::Point& place, bool in_fractions) {
    const double unit = in_fractions ? 1 << fraction_bits : 1;
    return {place.x / unit + 0.5, place.y / unit + 0.5};
}

// Draws items on a page.
struct PdfPen {
    cairo_t* to;

    void operator()(const PlacedImage& image) const {
        const Saved saved(to);
        const Surface surface = print_surface(image);
        cairo_translate(to, image.area.x, image.area.y);
        cairo_scale(to, static_cast<double>(image.area.width) / cairo_image_surface_get_width(surface.get()),
                    static_cast<double>(image.area.height) / cairo_image_surface_get_height(surface.get()));
        cairo_set_source_surface(to, surface.get(), 0, 0);
        cairo_pattern_set_filter(cairo_get_source(to), shows_squares(image) ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
        cairo_paint(to);
    }

    void operator()(const Tint& tint) const {
        take(tint.colour, tint.opacity);
        trace(tint.rings(), true);
        cairo_set_fill_rule(to, CAIRO_FILL_RULE_EVEN_ODD);
        cairo_fill(to);
    }

    // One stroke of all paths, so that they do not darken each other.
    void operator()(const Lines& lines) const {
        take(lines.colour, lines.opacity);
        cairo_set_line_width(to, lines.width + (lines.in_fractions ? 2 * smooth_edge : 0));
        trace(lines.paths, lines.in_fractions);
        cairo_stroke(to);
    }

    void operator()(const Disc& disc) const {
        constexpr double full_turn = 2 * CV_PI;
        const cv::Point2d centre = cairo_place(disc.centre, true);
        take(disc.colour);
        cairo_new_path(to);
        cairo_arc(to, centre.x, centre.y, static_cast<double>(disc.radius) / (1 << fraction_bits) + smooth_edge, 0,
                  full_turn);
        cairo_fill(to);
    }

    void operator()(const Bar& bar) const {
        const cv::Point2d edge(smooth_edge, smooth_edge);
        fill(cv::Rect2d(cairo_place(bar.low, true) - edge, cairo_place(bar.high, true) + edge), bar.colour);
    }

    void operator()(const Block& block) const { fill(block.pixels, block.colour); }

    void operator()(const Writing& writing) const {
        const char* text = writing.text.c_str();
        const Saved saved(to);
        cairo_select_font_face(
            to, font_name, CAIRO_FONT_SLANT_NORMAL,
            writing.letters.weight() == Weight::bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(to, writing.letters.font_size());
        cairo_text_extents_t extents;
        cairo_text_extents(to, text, &extents);
        // Condensed where another font than that of the layout needs more room.
        const double room = writing.letters.width(writing.text);
        const double stretch = extents.x_advance > room && room > 0 ? room / extents.x_advance : 1;
        cairo_translate(to, writing.at.x - before(writing.align) * stretch * extents.x_advance,
                        writing.letters.baseline(writing.at.y));
        cairo_scale(to, stretch, 1);
        if (writing.rimmed) {
            take(dark);
            cairo_set_line_width(to, writing.letters.rim_width());
            cairo_move_to(to, 0, 0);
            cairo_text_path(to, text);
            cairo_stroke(to);
        }
        take(writing.colour);
        cairo_move_to(to, 0, 0);
        cairo_show_text(to, text);
        check_cairo(cairo_status(to), "a text");
    }

    void operator()(const Part& part) const {
        const Saved saved(to);
        cairo_translate(to, part.top_left.x, part.top_left.y);
        draw(*part.picture);
    }

    // The background must be there: parts have that of the page. What has none is a picture in its own right: marks are
    // cut off at its edges.
    void draw(const Picture& picture) const {
        if (!picture.background) {
            outline(cv::Rect({0, 0}, picture.size));
            cairo_clip(to);
        }
        for (const Item& item : picture.items) std::visit(*this, item);
    }

private:
    void take(const Colour& colour, double opacity = 1) const {
        cairo_set_source_rgba(to, colour[0] / 255, colour[1] / 255, colour[2] / 255, opacity);
    }

    void outline(const cv::Rect2d& area) const {
        cairo_new_path(to);
        cairo_rectangle(to, area.x, area.y, area.width, area.height);
    }

    void fill(const cv::Rect2d& area, const Colour& colour) const {
        take(colour);
        outline(area);
        cairo_fill(to);
    }

    void trace(const Paths& paths, bool in_fractions) const {
        cairo_new_path(to);
        for (const std::vector<cv::Point>& path : paths) {
            for (std::size_t i = 0; i < path.size(); ++i) {
                if (i > 0 && path[i] == path[i - 1]) continue;
                const cv::Point2d place = cairo_place(path[i], in_fractions);
                (i == 0 ? cairo_move_to : cairo_line_to)(to, place.x, place.y);
            }
            if (path.size() > 2 && path.front() == path.back()) cairo_close_path(to);
        }
    }

    // The share of a text that lies before the place it is aligned to.
    static double before(Align align) {
        switch (align) {
            case Align::left:
                return 0;
            case Align::centre:
                return 0.5;
            case Align::right:
                return 1;
        }
        return 0;  // not reached
    }
};

}  // namespace

std::string pdf(const Picture& picture, const std::string& title, std::optional<double> width_mm) {
    const double scale = width_mm ? *width_mm * points_per_mm / picture.size.width : points_per_pixel;
    std::string bytes;
    {
        const Surface surface(cairo_pdf_surface_create_for_stream(append_bytes, &bytes, picture.size.width * scale,
                                                                  picture.size.height * scale));
        check_cairo(cairo_surface_status(surface.get()), "a PDF");
        // The first with opacity, so that every program reads it.
        cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "imis");
        // Empty, or the time of writing would be there.
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
        const Context context(cairo_create(surface.get()));
        cairo_scale(context.get(), scale, scale);
        cairo_set_line_cap(context.get(), CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
        const PdfPen pen{context.get()};
        if (picture.background) pen(Block{cv::Rect({0, 0}, picture.size), *picture.background});
        pen.draw(picture);
        check_cairo(cairo_status(context.get()), "a PDF");
        cairo_surface_finish(surface.get());
        check_cairo(cairo_surface_status(surface.get()), "a PDF");
    }
    return bytes;
}

}  // namespace imis::drawing
