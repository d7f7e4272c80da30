#include "imis/report/html_report.hpp"

#include <algorithm>

#include "case_pictures.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "page_data.hpp"
#include "page_template.hpp"
#include "reported_runs.hpp"

namespace imis::html {
namespace {

// Of what is added once all parts are there: names of the fields, reasons why something was left out.
constexpr std::size_t reserve = 20'000;
constexpr std::size_t longest_reason = 1000;

std::size_t room_left(std::size_t most, std::size_t taken) {
    return most - std::min(most, taken);
}

Json sentences(const std::vector<std::string>& texts) {
    Json result = Json::array();
    std::size_t bytes = 0;
    for (const std::string& text : texts) {
        bytes += longest_reason;
        if (bytes > reserve / 4) break;
        result.push_back(text.substr(0, longest_reason / 4));  // a byte may take four as JSON, and more is no use
    }
    return result;
}

}  // namespace
}  // namespace imis::html

namespace imis {

HtmlReportFile write_html_report(const HtmlReportOptions& options) {
    const html::ReportedRuns report = html::read_reported_runs(options.runs);
    html::Json data = html::figures_json(report);
    data["picture_colours"] = html::picture_colours_json();
    const std::size_t frame = html::filled_page(html::embedded(data)).size() + html::reserve;
    if (frame > options.most_bytes) {
        throw Error(options.output.string() + ": the figures of " + std::to_string(report.systems.size()) +
                    " systems take " + std::to_string(frame) + " bytes, more than the " +
                    std::to_string(options.most_bytes) + " that a page may have; report fewer runs at once");
    }
    // The table of cases gets at most half of the room, so that pictures have the other.
    data["cases"] = html::cases_json(report, html::room_left(options.most_bytes, frame) / 2);
    const std::size_t taken = frame + html::embedded(data["cases"]).size();
    html::CasePictures pictures =
        html::case_pictures(report, {options.data, options.cases, html::room_left(options.most_bytes, taken)});
    HtmlReportFile file{0, pictures.pictures.size(), pictures.left_out};
    data["pictures"] = std::move(pictures.pictures);
    data["no_pictures"] = pictures.none.empty() ? html::Json() : html::sentences({pictures.none}).front();
    data["left_out"] = html::sentences(pictures.left_out);
    const std::string page = html::filled_page(html::embedded(data));
    if (page.size() > options.most_bytes) {
        throw Error(options.output.string() + ": the page would have " + std::to_string(page.size()) +
                    " bytes, more than planned; please report this");
    }
    write_file_atomically(options.output, page);
    file.bytes = page.size();
    return file;
}

}  // namespace imis
