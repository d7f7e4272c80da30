#include "imis/drawing/finished_page.hpp"

#include <utility>

#include "canvas.hpp"
#include "finished.hpp"
#include "paint.hpp"
#include "pdf.hpp"
#include "svg.hpp"

namespace imis {

FinishedPage::FinishedPage(std::shared_ptr<const drawing::Picture> picture, std::string title)
    : picture_(std::move(picture)), title_(std::move(title)) {}

Size FinishedPage::size() const {
    return {picture_->size.height, picture_->size.width};
}

Image FinishedPage::pixels() const {
    return drawing::as_image(drawing::painted(*picture_));
}

std::string FinishedPage::svg(std::optional<double> width_mm) const {
    return drawing::svg(*picture_, title_, width_mm);
}

std::string FinishedPage::pdf(std::optional<double> width_mm) const {
    return drawing::pdf(*picture_, title_, width_mm);
}

}  // namespace imis

namespace imis::drawing {

FinishedPage finished(Picture picture, const std::string& title) {
    return {std::make_shared<const Picture>(std::move(picture)), ascii(title)};
}

}  // namespace imis::drawing
