#include "imis/model/categories.hpp"

#include <algorithm>
#include <cctype>

#include "bundle_errors.hpp"
#include "imis/base/error.hpp"
#include "imis/base/npy.hpp"

namespace imis {
namespace {

// Data sets spell one label as "kidney_right", "Kidney-Right" or "kidney right".
std::string spelling(const std::string& label) {
    std::string plain;
    for (const char c : label) {
        const bool space = c == '_' || c == '-' || std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!space) {
            plain.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        } else if (!plain.empty() && plain.back() != ' ') {
            plain.push_back(' ');
        }
    }
    while (plain.ends_with(' ')) plain.pop_back();
    return plain;
}

std::map<std::string, std::string> read_display_names(const JsonFields& fields) {
    std::map<std::string, std::string> names;
    for (const std::string& label : fields.names()) {
        names[spelling(label)] = fields.at(label).get<std::string>("display");
    }
    return names;
}

// Nothing but the accuracy of categories needs them, so a table may lack them.
std::map<std::string, std::string> read_label_categories(const JsonFields& fields) {
    std::map<std::string, std::string> names;
    for (const std::string& label : fields.names()) {
        names[spelling(label)] = fields.at(label).get_or("category", std::string());
    }
    return names;
}

std::optional<std::string> find_name(const std::map<std::string, std::string>& names, const std::string& label) {
    const auto found = names.find(spelling(label));
    if (found == names.end()) return std::nullopt;
    return found->second;
}

}  // namespace

Categories Categories::read(const std::filesystem::path& file) {
    const JsonFields fields = read_bundle_json(file);
    Categories categories;
    categories.display_names_ = read_display_names(fields.at("names"));
    categories.label_categories_ = read_label_categories(fields.at("names"));
    categories.names_ = fields.get<std::vector<std::string>>("categories");
    const std::filesystem::path table_file = file.parent_path() / fields.get<std::string>("table");
    const NpyArray table = read_npy(table_file);
    const auto count = static_cast<std::int64_t>(categories.names_.size());
    if (table.type != NpyType::floating || table.shape.size() != 2 || table.shape[1] != count) {
        throw Error(table_file.string() + ": must be an array of floats with a column for each of the " +
                    std::to_string(count) + " categories in " + file.filename().string());
    }
    categories.semantic_size_ = table.shape[0];
    for (const double value : to_numbers(table)) categories.table_.push_back(static_cast<float>(value));
    return categories;
}

std::optional<std::string> Categories::display_name(const std::string& label) const {
    return find_name(display_names_, label);
}

std::optional<std::string> Categories::category(const std::string& label) const {
    auto name = find_name(label_categories_, label);
    if (name && std::ranges::find(names_, *name) == names_.end()) name.reset();
    return name;
}

}  // namespace imis
