#include "run_identity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace imis {
namespace {

// What a run may ask for more or less of: what is stored is kept, what is missing is added (run_extension.hpp).
constexpr std::array<std::string_view, 3> may_differ = {"metrics", "save_masks", "save_logits"};

// What a run that measures no distances does not set.
constexpr std::array<std::string_view, 2> of_distances = {"lengths", "nsd_tolerance"};

bool is_one_of(const auto& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

int whole_number(const std::string& text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// The protocol's name without the list of options that were given besides: each of these is compared by itself.
std::string name_alone(const std::string& protocol) {
    return protocol.substr(0, protocol.find(", but for "));
}

bool may_follow(const std::string& name, const std::string& before, const std::string& now) {
    if (before == now || is_one_of(may_differ, name)) return true;
    if (name == "rounds") return whole_number(now) > whole_number(before);
    if (name == "protocol") return name_alone(now) == name_alone(before);
    return (before == not_set || now == not_set) && is_one_of(of_distances, name);
}

bool is_set(const Identity& identity, const std::string& name) {
    return std::ranges::find(identity, name, &Identity::value_type::first) != identity.end();
}

}  // namespace

std::optional<IdentityDifference> identity_difference(const std::map<std::string, std::string>& stored,
                                                      const Identity& now) {
    for (const auto& [name, value] : now) {
        const auto found = stored.find(name);
        const std::string before = found == stored.end() ? not_set : found->second;
        if (!may_follow(name, before, value)) return IdentityDifference{name, before, value};
    }
    for (const auto& [name, value] : stored) {
        if (!is_set(now, name) && !may_follow(name, value, not_set)) {
            return IdentityDifference{name, value, not_set};
        }
    }
    return std::nullopt;
}

Identity with_stored_distances(Identity now, const std::map<std::string, std::string>& stored) {
    for (const std::string_view name : of_distances) {
        const auto found = stored.find(std::string(name));
        if (found != stored.end() && !is_set(now, found->first)) now.emplace_back(*found);
    }
    return now;
}

}  // namespace imis
