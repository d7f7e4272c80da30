#include "drawn_images.hpp"

#include <algorithm>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/data/sample.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "recorded_sessions.hpp"

namespace imis {
namespace {

constexpr const char* data_remedy = "name the folder of the data that was evaluated";
constexpr const char* masks_remedy = "evaluate again, saving masks";

Split split_of(const RecordedRun& run) {
    return parse_choice(split_words, run.setting("split"), "split");
}

Sample load_named(const Dataset& dataset, Split split, const std::string& name) {
    const std::vector<DatasetItem>& items = dataset.items(split);
    const auto found = std::ranges::find(items, name, &DatasetItem::name);
    if (found == items.end()) {
        throw Error(dataset.folder.string() + ": has no image '" + name + "'; " + data_remedy, {"data"});
    }
    return load_sample(dataset, *found);
}

const Target& target_of(const Sample& sample, const RecordedSession& session) {
    const auto found = std::ranges::find(sample.targets, session.target, &Target::name);
    if (found == sample.targets.end()) {
        throw Error(
            session.dataset + ", " + session.image + ": its label has no '" + session.target + "'; " + data_remedy,
            {"data"});
    }
    return *found;
}

// From the pixels of the prompt's grid to those of an image that the grid is spread over.
DrawnPrompt drawn_prompt(const Prompt& prompt, Size size, bool is_first) {
    const double scale_x = static_cast<double>(size.width) / prompt.grid.width;
    const double scale_y = static_cast<double>(size.height) / prompt.grid.height;
    const auto moved = [](double middle, double scale) { return static_cast<float>((middle + 0.5) * scale - 0.5); };
    DrawnPrompt drawn;
    for (const Click& click : prompt.points) {
        if (click.label < 0) continue;  // no error was left to click on
        drawn.clicks.push_back({{moved(click.at.x, scale_x), moved(click.at.y, scale_y)}, click.label == 1});
    }
    if (!is_first) return drawn;
    if (const auto& box = prompt.box) {
        drawn.box =
            Box{static_cast<float>(box->x0 * scale_x), static_cast<float>(box->y0 * scale_y),
                static_cast<float>((box->x1 + 1) * scale_x - 1), static_cast<float>((box->y1 + 1) * scale_y - 1)};
    }
    drawn.text = prompt.text;
    return drawn;
}

}  // namespace

DrawnImages::DrawnImages(const RecordedRun& run, std::filesystem::path masks,
                         const std::vector<std::filesystem::path>& data)
    : run_(run), masks_(std::move(masks)), data_given_(!data.empty()) {
    if (!data_given_) return;
    for (Dataset& found : find_datasets(data)) {
        const std::string name = found.name;
        datasets_.emplace(name, std::move(found));
    }
}

const Dataset& DrawnImages::dataset(const std::string& name) {
    const auto found = datasets_.find(name);
    if (found != datasets_.end()) return found->second;
    const std::filesystem::path folder = run_.setting("dataset." + name + ".folder");
    if (data_given_ || folder.empty()) {
        throw Error("the data set '" + name + "' of the results was not found; " + data_remedy, {"data"});
    }
    if (!std::filesystem::exists(folder)) {
        throw Error(folder.string() + ": the data set '" + name + "' is no longer there; " + data_remedy, {"data"});
    }
    return datasets_.emplace(name, read_dataset(folder)).first->second;
}

DrawnImage DrawnImages::load(const std::vector<RecordedSession>& sessions, const std::vector<int>& rounds, int most) {
    const RecordedSession& first = sessions.front();
    Sample sample = load_named(dataset(first.dataset), split_of(run_), first.image);
    std::vector<const Target*> targets;
    targets.reserve(sessions.size());
    for (const RecordedSession& session : sessions) targets.push_back(&target_of(sample, session));
    DrawnImage image{first.modality, first.dataset, first.image, {}, rounds, {}};
    for (const std::size_t place : drawn_targets(targets, most)) {
        const RecordedSession& session = sessions[place];
        DrawnTarget& target = image.targets.emplace_back();
        target.name = session.target;
        std::ranges::replace(target.name, '_', ' ');
        target.truth = targets[place]->mask;
        target.dice = session.dice;
        for (const Prompt& prompt : session.prompts) {
            target.prompts.push_back(drawn_prompt(prompt, sample.image.size, target.prompts.empty()));
        }
        for (const int round : rounds) target.masks.push_back(read_mask(session, round, sample.image.size));
    }
    image.image = std::move(sample.image);
    return image;
}

Mask DrawnImages::read_mask(const RecordedSession& session, int round, Size size) const {
    const auto file = run_folder::round_file(masks_, session.dataset, session.image, session.target, 1, round, ".png");
    if (!std::filesystem::exists(file)) throw Error(file.string() + ": is missing; " + masks_remedy);
    Mask mask = read_mask_picture(file);
    if (mask.size == size) return mask;
    throw Error(file.string() + ": has " + to_string(mask.size) + " pixels, but its image has " + to_string(size) +
                "; " + masks_remedy);
}

}  // namespace imis
