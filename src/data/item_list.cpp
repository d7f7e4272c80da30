#include "item_list.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "item_path.hpp"

namespace imis {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
namespace {

// The text on one line of a message.
std::string printable(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x20; }, '?');
    return text;
}

// Takes a path out of an entry into value; returns what is wrong with it, or nothing.
std::string read_path(const Json& entry, const std::string& field, std::string& value) {
    const auto found = entry.find(field);
    if (found == entry.end()) return "has no \"" + field + "\"; add its path";
    if (!found->is_string()) return "has an \"" + field + "\" that is no string";
    value = found->get<std::string>();
    const std::string problem = item_path_problem(value);
    return problem.empty() ? problem : "\"" + field + "\" (" + printable(value) + ") " + problem;
}

std::string fill_item(const Json& entry, DatasetItem& item) {
    if (!entry.is_object()) return "is no object with \"image\" and \"label\"";
    const std::string image_problem = read_path(entry, "image", item.image);
    const std::string label_problem = read_path(entry, "label", item.label);
    if (!image_problem.empty()) return image_problem;
    if (!label_problem.empty()) return label_problem;
    if (fs::path(item.label).extension() != ".npz")
        return "has a label (" + printable(item.label) + ") that is no .npz file";
    return {};
}

// "image/a/b.png" gives "a_b"; empty where nothing is left.
std::string name_from_image(const std::string& image) {
    const fs::path path = fs::path(image).lexically_normal().relative_path();
    const auto first = path.has_parent_path() ? std::next(path.begin()) : path.begin();
    std::string name;
    for (auto part = first; part != path.end(); ++part) {
        name += (name.empty() ? "" : "_") + (std::next(part) == path.end() ? part->stem() : *part).string();
    }
    return file_name_safe(name);
}

// The name itself, or with the first free one of "-2", "-3", ...
std::string unique_name(const std::string& name, std::set<std::string>& taken) {
    std::string candidate = name;
    for (int number = 2; !taken.insert(candidate).second; ++number) candidate = name + "-" + std::to_string(number);
    return candidate;
}

}  // namespace

std::vector<DatasetItem> read_items(const DatasetFile& file, const std::string& field) {
    const auto list = file.json.find(field);
    if (list == file.json.end() || list->is_null()) return {};
    if (!list->is_array()) file.fail(field, "must be a list of items");
    std::vector<DatasetItem> items;
    std::set<std::string> taken;
    for (const Json& entry : *list) {
        const std::string number = std::to_string(items.size() + 1);
        DatasetItem item;
        const std::string problem = fill_item(entry, item);
        if (!problem.empty())
            item.problem = file.path.string() + ": entry " + number + " of '" + field + "' " + problem;
        const std::string name = name_from_image(item.image);
        item.name = unique_name(name.empty() ? field + "-" + number : name, taken);
        items.push_back(item);
    }
    return items;
}

}  // namespace imis
