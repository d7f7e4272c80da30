#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

// The text on one line of a message.
std::string printable(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x20; }, '?');
    return text;
}

// Throws where a path of an entry is none within the data set's folder.
void check_path(const JsonFields& entry, const std::string& field, const std::string& relative) {
    const auto refuse = [&](const std::string& problem) {
        entry.fail(field, "(" + printable(relative) + ") " + problem);
    };
    if (relative.empty()) entry.fail(field, "is empty");
    if (relative.find('\0') != std::string::npos) refuse("has a NUL character");
    const fs::path path(relative);
    if (path.is_absolute()) refuse("is absolute; paths must be relative to the data set's folder");
    if (*path.lexically_normal().begin() == "..") refuse("leaves the data set's folder");
}

// What can be read stays in the item where an error is thrown.
void read_item(const JsonFields& entry, DatasetItem& item) {
    item.image = entry.get<std::string>("image");
    check_path(entry, "image", item.image);
    item.label = entry.get<std::string>("label");
    check_path(entry, "label", item.label);
    if (fs::path(item.label).extension() != ".npz") {
        entry.fail("label", "(" + printable(item.label) + ") is no .npz file");
    }
    // Nothing depends on it, so it costs no item; the check of data sets looks at it.
    if (entry.has("imask") && entry.at("imask").is_text()) item.imask = entry.get<std::string>("imask");
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

std::vector<DatasetItem> read_items(const JsonFields& fields, const std::string& field) {
    if (!fields.has(field)) return {};
    std::vector<DatasetItem> items;
    std::set<std::string> taken;
    for (const JsonFields& entry : fields.at(field).elements()) {
        DatasetItem item;
        try {
            read_item(entry, item);
        } catch (const Error& problem) {
            item.problem = problem.what();
        }
        if (item.problem.empty()) {
            item.spacing = spacing_field(entry);
            item.slice_spacing = slice_spacing_field(entry);
        }
        const std::string name = name_from_image(item.image);
        item.name = unique_name(name.empty() ? field + "-" + std::to_string(items.size() + 1) : name, taken);
        items.push_back(item);
    }
    return items;
}

fs::path resolve_item_path(const fs::path& folder, const std::string& relative) {
    const fs::path path = folder / relative;
    std::error_code code;
    const fs::path real = fs::canonical(path, code);
    if (code == std::errc::no_such_file_or_directory) throw ItemError(path.string() + ": no such file");
    if (code) throw ItemError(path.string() + ": cannot be reached: " + code.message());
    const fs::path real_folder = fs::canonical(folder, code);
    if (code) throw ItemError(folder.string() + ": cannot be reached: " + code.message());
    const auto [end_of_folder, rest] = std::mismatch(real_folder.begin(), real_folder.end(), real.begin(), real.end());
    if (end_of_folder != real_folder.end()) {
        throw ItemError(path.string() + ": a symbolic link leads out of the data set's folder; copy the file into it");
    }
    return path;
}

}  // namespace imis
