#include "manifest_fields.hpp"

namespace imis {

Size read_size(const JsonFields& fields, const std::string& name) {
    const auto values = fields.get<std::vector<int>>(name);
    if (values.size() != 2 || values[0] < 1 || values[1] < 1 || values[0] > 16384 || values[1] > 16384) {
        throw fields.error(name, "must be [height, width] in pixels");
    }
    return {values[0], values[1]};
}

std::array<float, 3> read_triple(const JsonFields& fields, const std::string& name) {
    const auto values = fields.get<std::vector<float>>(name);
    if (values.size() != 3) throw fields.error(name, "must hold three numbers (red, green, blue)");
    return {values[0], values[1], values[2]};
}

std::vector<std::int64_t> read_tokens(const JsonFields& fields, const std::string& name) {
    auto tokens = fields.get<std::vector<std::int64_t>>(name);
    if (tokens.empty()) throw fields.error(name, "must name at least one mask token");
    for (const auto token : tokens) {
        if (token < 0) throw fields.error(name, "holds a negative mask token");
    }
    return tokens;
}

}  // namespace imis
