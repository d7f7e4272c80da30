// The content of configs/imed361m/datasets.json, put into the program when the build is configured.
#pragma once

namespace imis {

extern const char* const raw_dataset_table_json;

}  // namespace imis
