#include "imis/data/modality.hpp"

#include "catch.hpp"

using namespace imis;

TEST_CASE("the paper's modalities are known by their names and aliases") {
    const std::vector<std::string> names = {"CT",     "CTA",    "X-Ray",  "MR", "MR-CMR", "MR-FLAIR",   "MR-T1GD",
                                            "MR-T1W", "MR-T2W", "MR-TOF", "US", "Fundus", "Dermoscopy", "Endoscopy"};
    for (const std::string& name : names) CHECK(normalise_modality(name) == name);
}

TEST_CASE("case, spaces and separators do not matter") {
    const auto [given, expected] = GENERATE(table<std::string, std::string>({
        {"ct", "CT"},
        {" Computed_Tomography ", "CT"},
        {"ct_cta", "CTA"},
        {"x_ray", "X-Ray"},
        {"XRAY", "X-Ray"},
        {"mri", "MR"},
        {"mr_flair", "MR-FLAIR"},
        {"T1ce", "MR-T1GD"},
        {"MR T1w", "MR-T1W"},
        {"mr_t2", "MR-T2W"},
        {"cmr", "MR-CMR"},
        {"mr-tof", "MR-TOF"},
        {"ultrasound", "US"},
        {"fundus_photography", "Fundus"},
        {"dermatoscopy", "Dermoscopy"},
        {"colonoscopy", "Endoscopy"},
        {"octa", "OCTA"},
        {"oct", "OCT"},
        {"microscopy", "Microscopy"},
        {"pet", "PET"},
    }));
    INFO(given);
    CHECK(normalise_modality(given) == expected);
}

TEST_CASE("unknown modalities keep their name, made tidy") {
    CHECK(normalise_modality("xyz") == "XYZ");
    CHECK(normalise_modality("thermal_camera") == "Thermal Camera");
    CHECK(normalise_modality("  ") == "Unknown");
    CHECK(known_modality("xyz") == std::nullopt);
}
