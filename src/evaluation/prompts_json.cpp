#include "imis/evaluation/prompts_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "imis/base/files.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

// Names may come from files in any encoding.
std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string opening(const Protocol& protocol) {
    const Json settings = {{"history", word_of(history_words, protocol.history)},
                           {"mask_feedback", word_of(mask_feedback_words, protocol.mask_feedback)}};
    return "{\"schema\": \"imis-prompts-1\",\n \"protocol\": " + text_of(settings) + ",\n \"images\": [";
}

// The object that a round belongs to, without its rounds.
Json object_of(const StoredRound& round) {
    Json object = {{"name", round.result.target}};
    if (round.result.repeat > 1) object["repeat"] = round.result.repeat;
    return object;
}

bool is_of(const Json& object, const StoredRound& round) {
    return object["name"] == round.result.target && object.value("repeat", 1) == round.result.repeat;
}

}  // namespace

// One image in the file.
struct PromptsJsonFiles::Entry {
    Json json;
};

PromptsJsonFiles::PromptsJsonFiles(std::filesystem::path folder, const Plan& plan, Split split,
                                   const std::vector<System>& systems)
    : folder_(std::move(folder)), systems_(systems) {
    for (const PlannedImage& image : plan.images) {
        const DatasetItem& item = plan.item(image, split);
        image_paths_[{plan.datasets[image.dataset].name, item.name}] = item.image;
    }
}

PromptsJsonFiles::~PromptsJsonFiles() = default;

void PromptsJsonFiles::add(const StoredRound& round) {
    const bool same_file = !file_.empty() && model_ == round.model && dataset_ == round.dataset;
    if (!same_file) {
        end_file();
        begin_file(round);
    }
    if (!entry_ || image_ != round.image) {
        end_image();
        const auto path = image_paths_.find({round.dataset, round.image});
        entry_ = std::make_unique<Entry>();
        entry_->json = {{"image", path == image_paths_.end() ? round.image : path->second}, {"objects", Json::array()}};
        image_ = round.image;
    }
    Json& objects = entry_->json["objects"];
    if (objects.empty() || !is_of(objects.back(), round)) objects.push_back(object_of(round));
    objects.back()["rounds"].push_back(Json::parse(round.result.prompt));
}

void PromptsJsonFiles::close() {
    end_file();
}

void PromptsJsonFiles::begin_file(const StoredRound& round) {
    const auto system = std::ranges::find_if(systems_, [&](const System& s) { return s.name() == round.model; });
    file_ = folder_ / system->folder / (run_folder::file_name(round.dataset) + ".json");
    text_ = opening(system->protocol);
    model_ = round.model;
    dataset_ = round.dataset;
}

void PromptsJsonFiles::end_image() {
    if (!entry_) return;
    text_ += (text_.ends_with('[') ? "\n  " : ",\n  ") + text_of(entry_->json);
    entry_.reset();
}

void PromptsJsonFiles::end_file() {
    if (file_.empty()) return;
    end_image();
    write_file_atomically(file_, text_ + "]}\n");
    file_.clear();
}

}  // namespace imis
