#include "case_pictures.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "../drawn_images.hpp"
#include "../recorded_sessions.hpp"
#include "../wording.hpp"
#include "imis/base/base64.hpp"
#include "imis/base/error.hpp"
#include "imis/drawing/case_panels.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/formats/pictures.hpp"

namespace imis::html {
namespace {

namespace fs = std::filesystem;

constexpr int panel_side = 320;
constexpr int jpeg_quality = 85;
constexpr std::array kinds = {CaseKind::worst, CaseKind::best, CaseKind::improved};

const char* kind_word(CaseKind kind) {
    switch (kind) {
        case CaseKind::worst:
            return "worst";
        case CaseKind::best:
            return "best";
        case CaseKind::improved:
            return "improved";
    }
    throw Error("a kind of case is not known");
}

double gain(const ReportedCase& one) {
    return one.dice.back() - one.dice.front();
}

std::string hex(const PanelColour& colour) {
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", colour[0], colour[1], colour[2]);
    return text;
}

Json panel_json(const Image& image, const std::string& caption, const std::string& note) {
    return {{"caption", caption},
            {"note", note},
            {"width", image.size.width},
            {"height", image.size.height},
            {"src", "data:image/jpeg;base64," + base64(encode_jpeg(image, jpeg_quality))}};
}

std::string clicks_text(const DrawnPrompt& prompt) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (prompt.box) add("box");
    if (!prompt.text.empty()) add("name");
    const auto positive = std::ranges::count(prompt.clicks, true, &ClickMark::positive);
    const auto negative = static_cast<std::ptrdiff_t>(prompt.clicks.size()) - positive;
    if (positive > 0) add("click on the target");
    if (negative > 0) add("click on the background");
    return text.empty() ? "no error left to click on" : text;
}

Json panels_json(const DrawnImage& image) {
    const CasePanels panels = draw_case_panels(image, panel_side);
    const DrawnTarget& target = image.targets.front();
    Json result = Json::array({panel_json(panels.image, "Image", "with the true outline")});
    for (std::size_t place = 0; place < image.rounds.size(); ++place) {
        const auto index = static_cast<std::size_t>(image.rounds[place] - 1);
        result.push_back(
            panel_json(panels.rounds[place],
                       "Round " + std::to_string(image.rounds[place]) + ": Dice " + fixed(target.dice[index], 3),
                       clicks_text(target.prompts[index])));
    }
    result.push_back(
        panel_json(panels.errors, "Errors", "of the mask after round " + std::to_string(image.rounds.back())));
    return result;
}

const RecordedSession* session_of(const std::vector<RecordedSession>& sessions, const ReportedCase& one) {
    const auto found = std::ranges::find_if(sessions, [&](const RecordedSession& session) {
        return session.dataset == one.dataset && session.image == one.image && session.target == one.target;
    });
    return found == sessions.end() ? nullptr : &*found;
}

// Draws the cases of one system. Its data sets are opened when they are needed.
class SystemPictures {
public:
    SystemPictures(const ReportedRuns& report, std::size_t place, const RecordedRun& run,
                   const std::vector<fs::path>& data)
        : system_(report.systems[place]),
          place_(place),
          sessions_(run.sessions.at(system_.model)),
          images_(run, masks_folder(report, system_, run), data) {}

    // Throws Error where the data or masks of a case are missing.
    [[nodiscard]] Json picture(const ReportedCase& one, CaseKind kind) {
        const RecordedSession* session = session_of(sessions_, one);
        if (session == nullptr) throw Error(one.dataset + ", " + one.image + ": no rounds were recorded");
        const std::vector<int> rounds = telling_rounds(static_cast<int>(session->dice.size()));
        const DrawnImage image = images_.load({*session}, rounds, 1);
        Json dice = Json::array();
        for (const double score : one.dice) dice.push_back(rounded(score));
        return {{"kind", kind_word(kind)},  {"system", place_},   {"dataset", one.dataset},
                {"modality", one.modality}, {"image", one.image}, {"target", image.targets.front().name},
                {"pixels", one.pixels},     {"dice", dice},       {"panels", panels_json(image)}};
    }

private:
    // A run of several systems has a folder for each.
    static fs::path masks_folder(const ReportedRuns& report, const ReportedSystem& system, const RecordedRun& run) {
        const fs::path masks = report.runs[system.run].folder / run_folder::masks;
        return run.setting("model") == system.model ? masks : masks / run_folder::system_folder(system.model);
    }

    const ReportedSystem& system_;
    std::size_t place_;
    const std::vector<RecordedSession>& sessions_;
    DrawnImages images_;
};

// One case that is to be drawn.
struct Wanted {
    std::size_t rank = 0;  // among those of its kind and system
    std::size_t system = 0;
    CaseKind kind = CaseKind::worst;
    const ReportedCase* one = nullptr;
};

std::vector<Wanted> wanted_cases(const ReportedRuns& report, int most) {
    std::vector<Wanted> wanted;
    for (std::size_t place = 0; place < report.systems.size(); ++place) {
        const std::vector<ReportedCase>& cases = report.systems[place].cases;
        for (const CaseKind kind : kinds) {
            std::size_t rank = 0;
            for (const std::size_t index : chosen_cases(cases, kind, static_cast<std::size_t>(most))) {
                wanted.push_back({rank++, place, kind, &cases[index]});
            }
        }
    }
    std::ranges::stable_sort(wanted, {}, &Wanted::rank);
    return wanted;
}

}  // namespace

std::vector<std::size_t> chosen_cases(const std::vector<ReportedCase>& cases, CaseKind kind, std::size_t most) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const bool is_improved = kind != CaseKind::improved || gain(cases[i]) > 0;
        if (cases[i].repeat == 1 && is_improved) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) {
        return kind == CaseKind::worst  ? cases[i].dice.back()
               : kind == CaseKind::best ? -cases[i].dice.back()
                                        : -gain(cases[i]);
    });
    std::set<std::pair<std::string, std::string>> images;
    std::vector<std::size_t> chosen;
    for (const std::size_t i : order) {
        if (chosen.size() == most) break;
        if (images.emplace(cases[i].dataset, cases[i].image).second) chosen.push_back(i);
    }
    return chosen;
}

Json picture_colours_json() {
    const PanelColours colours = panel_colours();
    return {{"truth", hex(colours.truth)},
            {"mask", hex(colours.mask)},
            {"positive", hex(colours.positive_click)},
            {"negative", hex(colours.negative_click)},
            {"missed", hex(colours.missed)},
            {"overrun", hex(colours.overrun)}};
}

CasePictures case_pictures(const ReportedRuns& report, const CasePictureOptions& options) {
    CasePictures result;
    std::vector<std::optional<RecordedRun>> runs;
    for (const ReportedRun& run : report.runs) {
        if (run.setting("unit") == word_of(evaluation_unit_words, EvaluationUnit::volume)) {
            runs.emplace_back();
            result.left_out.push_back("The run " + run.name + " is by volumes, of which there are no pictures.");
        } else if (fs::is_directory(run.folder / run_folder::masks)) {
            runs.emplace_back(read_recorded_run(run.folder));
        } else {
            runs.emplace_back();
            result.left_out.push_back("The run " + run.name +
                                      " kept no masks, so it has no pictures; evaluate with --save-masks for them.");
        }
    }
    std::map<std::size_t, std::unique_ptr<SystemPictures>> drawers;
    std::map<std::string, std::size_t> failures;  // by reason
    std::size_t bytes = 0;
    std::size_t without_room = 0;
    for (const Wanted& next : wanted_cases(report, options.cases)) {
        const std::optional<RecordedRun>& run = runs[report.systems[next.system].run];
        if (!run) continue;
        if (without_room > 0) {
            ++without_room;
            continue;
        }
        try {
            auto& drawer = drawers[next.system];
            if (!drawer) drawer = std::make_unique<SystemPictures>(report, next.system, *run, options.data);
            Json picture = drawer->picture(*next.one, next.kind);
            const std::size_t size = embedded(picture).size() + 1;
            if (bytes + size > options.most_bytes) {
                ++without_room;
                continue;
            }
            bytes += size;
            result.pictures.push_back(std::move(picture));
        } catch (const UsageError&) {
            throw;  // the folders that were named hold no data sets
        } catch (const Error& problem) {
            ++failures[reason(problem)];
        }
    }
    for (const auto& [why, count] : failures) {
        result.left_out.push_back(std::to_string(count) + (count == 1 ? " case has" : " cases have") +
                                  " no pictures: " + why + ".");
    }
    if (without_room > 0) {
        result.left_out.push_back(std::to_string(without_room) + (without_room == 1 ? " case has" : " cases have") +
                                  " no pictures, to keep this file small.");
    }
    if (result.pictures.empty()) result.none = result.left_out.empty() ? "" : result.left_out.front();
    return result;
}

}  // namespace imis::html
