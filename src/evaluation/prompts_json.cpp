#include "imis/evaluation/prompts_json.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "imis/base/files.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

// A string in JSON, quotes included.
std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string opening(const Protocol& protocol) {
    return R"({"schema": "imis-prompts-1",)"
           "\n"
           R"( "protocol": {"history": )" +
           quoted(word_of(history_words, protocol.history)) + R"(, "mask_feedback": )" +
           quoted(word_of(mask_feedback_words, protocol.mask_feedback)) + "},\n \"images\": [";
}

std::string object_fields(const StoredRound& round) {
    std::string fields = "\"name\": " + quoted(round.result.target);
    if (round.result.repeat > 1) fields += ", \"repeat\": " + std::to_string(round.result.repeat);
    return fields;
}

}  // namespace

PromptsJsonFiles::PromptsJsonFiles(std::filesystem::path folder, const Plan& plan, Split split,
                                   const std::vector<System>& systems)
    : folder_(std::move(folder)), systems_(systems) {
    for (const PlannedImage& image : plan.images) {
        const DatasetItem& item = plan.item(image, split);
        image_paths_[{plan.datasets[image.dataset].name, item.name}] = item.image;
    }
}

void PromptsJsonFiles::add(const StoredRound& round) {
    const bool same_file = !file_.empty() && model_ == round.model && dataset_ == round.dataset;
    if (!same_file) {
        end_file();
        begin_file(round);
    }
    if (image_ != round.image) {
        end_image();
        const auto path = image_paths_.find({round.dataset, round.image});
        text_ += std::string(text_.ends_with('[') ? "" : ",") +
                 "\n  {\"image\": " + quoted(path == image_paths_.end() ? round.image : path->second) +
                 ", \"objects\": [";
        image_ = round.image;
    }
    const std::string object = object_fields(round);
    if (object_ != object) {
        end_object();
        text_ += std::string(text_.ends_with('[') ? "" : ",") + "\n   {" + object + ", \"rounds\": [";
        object_ = object;
    }
    text_ += (text_.ends_with('[') ? "" : ", ") + round.result.prompt;
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

void PromptsJsonFiles::end_object() {
    if (!object_.empty()) text_ += "]}";
    object_.clear();
}

void PromptsJsonFiles::end_image() {
    end_object();
    if (!image_.empty()) text_ += "]}";
    image_.clear();
}

void PromptsJsonFiles::end_file() {
    if (file_.empty()) return;
    end_image();
    write_file_atomically(file_, text_ + "]}\n");
    file_.clear();
}

}  // namespace imis
