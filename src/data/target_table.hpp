// The contents of configs/imed361m/targets.json and aliases.json, put into the program when the build is configured.
#pragma once

namespace imis {

extern const char* const target_table_json;
extern const char* const target_aliases_json;

}  // namespace imis
