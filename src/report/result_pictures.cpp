#include "imis/report/result_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "drawn_images.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/drawing/rounds.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "recorded_sessions.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

using Sessions = std::vector<RecordedSession>;

std::string listed_names(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

// The names of the data sets to draw.
std::set<std::string> wanted_datasets(const RecordedRun& run, const PictureOptions& options) {
    std::set<std::string> present;
    for (const auto& [model, sessions] : run.sessions) {
        for (const RecordedSession& session : sessions) present.insert(session.dataset);
    }
    for (const std::string& name : options.datasets) {
        if (present.contains(name)) continue;
        throw UsageError(
            options.results.string() + ": has no data set '" + name + "'; there are " + listed_names(present),
            {"only"});
    }
    return options.datasets.empty() ? present : std::set<std::string>(options.datasets.begin(), options.datasets.end());
}

int last_round(const Sessions& sessions) {
    return static_cast<int>(sessions.front().dice.size());
}

void check_rounds(const RecordedRun& run, const PictureOptions& options) {
    int last = 0;
    for (const auto& [model, sessions] : run.sessions) last = std::max(last, last_round(sessions));
    for (const int round : options.rounds) {
        if (round >= 1 && round <= last) continue;
        throw UsageError(options.results.string() + ": round " + std::to_string(round) +
                             " was not run; there are rounds 1 to " + std::to_string(last),
                         {"rounds"});
    }
}

void check_width(const PictureOptions& options) {
    if (!options.width) return;
    if (options.format == PageFormat::png) {
        throw UsageError("a width in mm is for pages of a vector file; choose the format svg or pdf with it",
                         {"width", "format"});
    }
    if (*options.width > 0 && std::isfinite(*options.width)) return;
    throw UsageError("pages can't be " + std::to_string(*options.width) + " mm wide; give a number above 0", {"width"});
}

// The rounds to draw of a system, which may have been given fewer than others.
std::vector<int> strip_rounds(const PictureOptions& options, int last) {
    if (options.rounds.empty()) return telling_rounds(last);
    std::set<int> rounds(options.rounds.begin(), options.rounds.end());
    std::erase_if(rounds, [&](int round) { return round > last; });
    return {rounds.begin(), rounds.end()};
}

std::string protocol_note(const RecordedRun& run, int last) {
    return "first prompt: " + run.setting("prompt") + (last > 1 ? "; then one corrective click a round" : "");
}

// Writes a page; the file's name lacks its ending.
void write_page(fs::path file, const FinishedPage& page, const PictureOptions& options) {
    file += "." + word_of(page_format_words, options.format);
    switch (options.format) {
        case PageFormat::png:
            write_image_png(file, page.pixels());
            break;
        case PageFormat::svg:
            write_file_atomically(file, page.svg(options.width));
            break;
        case PageFormat::pdf:
            write_file_atomically(file, page.pdf(options.width));
            break;
    }
}

// The pictures of one system.
void write_system(const RecordedRun& run, const std::string& model, const Sessions& sessions,
                  const PictureOptions& options, const fs::path& masks, const fs::path& output) {
    DrawnImages images(run, masks, options.data);
    const std::vector<int> rounds = strip_rounds(options, last_round(sessions));
    if (!rounds.empty()) {
        RoundsSheet sheet(model, protocol_note(run, last_round(sessions)), options.theme, options.format);
        for (const Sessions& image_sessions : first_images(sessions)) {
            const DrawnImage image = images.load(image_sessions, rounds, options.targets);
            write_page(output / run_folder::overlays / run_folder::file_name(image.dataset),
                       draw_strip(image, options.theme), options);
            sheet.add(image);
        }
        write_page(output / run_folder::overlays, sheet.page(), options);
    }
    const RecordedSession& chosen = telling_session(sessions);
    const DrawnImage image = images.load({chosen}, spread_rounds(static_cast<int>(chosen.dice.size())), 1);
    const std::string note = chosen.dataset + ", " + chosen.image + ", segmented by " + model;
    write_page(output / run_folder::session, draw_session(image, note, options.theme), options);
}

}  // namespace

std::size_t write_result_pictures(const PictureOptions& options) {
    RecordedRun run = read_recorded_run(options.results);
    const std::set<std::string> datasets = wanted_datasets(run, options);
    check_width(options);
    check_rounds(run, options);
    const fs::path masks = options.results / run_folder::masks;
    if (!fs::is_directory(masks))
        throw Error(options.results.string() +
                    ": holds no masks to draw; evaluate again with them (imis evaluate --save-masks)");
    const fs::path output = options.output.empty() ? options.results : options.output;
    const bool single = run.sessions.size() == 1 && run.setting("model") == run.sessions.begin()->first;
    for (auto& [model, sessions] : run.sessions) {
        std::erase_if(sessions, [&](const RecordedSession& session) { return !datasets.contains(session.dataset); });
        if (sessions.empty()) continue;
        const std::string folder = single ? "" : run_folder::system_folder(model);
        write_system(run, model, sessions, options, masks / folder,
                     single ? output : output / run_folder::systems / folder);
    }
    return datasets.size();
}

}  // namespace imis
