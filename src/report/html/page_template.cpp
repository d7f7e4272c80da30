#include "page_template.hpp"

#include <algorithm>
#include <array>

#include "imis/base/error.hpp"

// Where the assembler put the files (src/report/CMakeLists.txt).
#define IMIS_PAGE_FILE(symbol)                  \
    extern "C" const char imis_page_##symbol[]; \
    extern "C" const char imis_page_##symbol##_end[]
IMIS_PAGE_FILE(page_html);
IMIS_PAGE_FILE(style_css);
IMIS_PAGE_FILE(plotly_licence_txt);
IMIS_PAGE_FILE(plotly_min_js);
IMIS_PAGE_FILE(format_js);
IMIS_PAGE_FILE(theme_js);
IMIS_PAGE_FILE(figures_js);
IMIS_PAGE_FILE(overview_js);
IMIS_PAGE_FILE(pictures_js);
IMIS_PAGE_FILE(cases_js);
IMIS_PAGE_FILE(run_js);
IMIS_PAGE_FILE(main_js);
#undef IMIS_PAGE_FILE

namespace imis::html {
namespace {

struct PageFile {
    std::string_view name;
    const char* begin;
    const char* end;
};

const std::array files = {
    PageFile{"style.css", imis_page_style_css, imis_page_style_css_end},
    PageFile{"plotly-licence.txt", imis_page_plotly_licence_txt, imis_page_plotly_licence_txt_end},
    PageFile{"plotly.min.js", imis_page_plotly_min_js, imis_page_plotly_min_js_end},
    PageFile{"format.js", imis_page_format_js, imis_page_format_js_end},
    PageFile{"theme.js", imis_page_theme_js, imis_page_theme_js_end},
    PageFile{"figures.js", imis_page_figures_js, imis_page_figures_js_end},
    PageFile{"overview.js", imis_page_overview_js, imis_page_overview_js_end},
    PageFile{"pictures.js", imis_page_pictures_js, imis_page_pictures_js_end},
    PageFile{"cases.js", imis_page_cases_js, imis_page_cases_js_end},
    PageFile{"run.js", imis_page_run_js, imis_page_run_js_end},
    PageFile{"main.js", imis_page_main_js, imis_page_main_js_end}};

std::string_view text_of(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

std::string_view content(std::string_view name, std::string_view data) {
    if (name == "data") return data;
    const auto found = std::ranges::find(files, name, &PageFile::name);
    if (found == files.end())
        throw Error("the page of the report asks for '" + std::string(name) + "', which is not built in");
    return text_of(found->begin, found->end);
}

}  // namespace

std::string filled_page(std::string_view data) {
    constexpr std::string_view mark = "@@";  // before and behind a name in the page
    std::string_view rest = text_of(imis_page_page_html, imis_page_page_html_end);
    std::string page;
    while (true) {
        const std::size_t start = rest.find(mark);
        page += rest.substr(0, start);
        if (start == std::string_view::npos) return page;
        rest.remove_prefix(start + mark.size());
        const std::size_t end = rest.find(mark);
        page += content(rest.substr(0, end), data);
        rest.remove_prefix(std::min(rest.size(), end + mark.size()));
    }
}

}  // namespace imis::html
