// The content of configs/modalities.json, put into the program when the build is configured.
#pragma once

namespace imis {

extern const char* const modality_table_json;

}  // namespace imis
