#include "imis/data/target_place.hpp"

#include <string>
#include <tuple>

#include "catch.hpp"

using namespace imis;

TEST_CASE("labels have the place of their target, whatever the side and the spelling") {
    const auto [label, code, group, kind] = GENERATE(table<std::string, std::string, std::string, std::string>({
        {"kidney_right", "A11", "Abdomen", "organ"},
        {"Left-Kidney", "A11", "Abdomen", "organ"},
        {"heart ventricle", "T04", "Thorax", "organ"},
        {"rib_left_12", "S05", "Skeleton", "organ"},
        {"vertebrae_C1", "S08", "Skeleton", "organ"},
        {"optic_disc", "H24", "Head & Neck", "organ"},
        {"prostatic_urethra", "P10", "Pelvis", "organ"},
        {"liver_tumor", "L02", "Lesions", "lesion"},
        // Not in the table of targets.
        {"cochlea_left", "", "Head & Neck", "organ"},
        {"tumor", "", "Lesions", "lesion"},
    }));
    INFO(label);
    const auto place = find_target_place(label);
    REQUIRE(place);
    CHECK(place->code == code);
    CHECK(place->group == group);
    CHECK(place->kind == kind);
}

TEST_CASE("labels without a place have none") {
    for (const char* label : {"hair", "instrument", "left", "", "unicorn", "kidneyright"}) {
        INFO(label);
        CHECK_FALSE(find_target_place(label));
    }
}
