// Where the pixels of a data set's images lie: their spacing, and the volumes that they are slices of.
#include <array>
#include <cmath>
#include <functional>

#include "dataset_fields.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

// Calls visit(item, "test[3]") for every item that has no problem.
void for_each_good_item(Dataset& dataset, const std::function<void(DatasetItem&, const std::string&)>& visit) {
    const std::array<std::pair<const char*, std::vector<DatasetItem>*>, 2> lists = {
        {{"training", &dataset.training}, {"test", &dataset.test}}};
    for (const auto& [field, items] : lists) {
        for (std::size_t i = 0; i < items->size(); ++i) {
            if ((*items)[i].problem.empty()) visit((*items)[i], std::string(field) + "[" + std::to_string(i) + "]");
        }
    }
}

// Gives every good item that has no value of its own the common one. Throws where some would be left without.
template <typename Value>
void give_to_all(const JsonFields& fields, const std::string& field, Dataset& dataset,
                 std::optional<Value> DatasetItem::*member, const std::optional<Value>& common) {
    std::string with;
    std::string without;
    for_each_good_item(dataset, [&](DatasetItem& item, const std::string& place) {
        if (!(item.*member)) item.*member = common;
        std::string& first = item.*member ? with : without;
        if (first.empty()) first = place + " (" + item.name + ")";
    });
    if (!with.empty() && !without.empty()) {
        fields.fail(field, "is given for " + with + " but missing for " + without +
                               "; give it for every item, or once for the whole data set");
    }
}

}  // namespace

std::optional<PixelSpacing> spacing_field(const JsonFields& fields) {
    if (!fields.has("spacing")) return std::nullopt;
    const JsonFields field = fields.at("spacing");
    if (!field.is_list() || field.elements().size() != 2) {
        field.fail("must be two numbers, [row, column]: height and width of a pixel in millimetres");
    }
    const auto lengths = field.as<std::vector<double>>();
    for (const double length : lengths) {
        if (!std::isfinite(length) || length <= 0) {
            field.fail("must be two numbers above 0, [row, column]: height and width of a pixel in millimetres");
        }
    }
    return PixelSpacing{lengths[0], lengths[1], LengthUnit::millimetre};
}

std::optional<double> slice_spacing_field(const JsonFields& fields) {
    if (!fields.has("slice_spacing")) return std::nullopt;
    const JsonFields field = fields.at("slice_spacing");
    const auto length = field.as<double>();
    if (!std::isfinite(length) || length <= 0) {
        field.fail("must be a number above 0: between the slices of a volume, in millimetres");
    }
    return length;
}

void set_spacing(const JsonFields& fields, Dataset& dataset) {
    give_to_all(fields, "spacing", dataset, &DatasetItem::spacing, spacing_field(fields));
}

void set_slice_spacing(const JsonFields& fields, Dataset& dataset) {
    give_to_all(fields, "slice_spacing", dataset, &DatasetItem::slice_spacing, slice_spacing_field(fields));
}

void set_volumes(const JsonFields& fields, Dataset& dataset) {
    if (!fields.has("volume_rule")) return;
    const JsonFields field = fields.at("volume_rule");
    const auto pattern = field.as<std::string>();
    try {
        const VolumeRule rule(pattern);
        dataset.volume_rule = pattern;
        for_each_good_item(dataset,
                           [&](DatasetItem& item, const std::string&) { item.volume = rule.place_of(item.name); });
    } catch (const Error& problem) {
        field.fail(std::string("can't be used: ") + problem.what());
    }
}

}  // namespace imis
