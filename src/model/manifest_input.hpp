// The manifest's field 'input'.
#pragma once

#include "imis/model/input_spec.hpp"
#include "json_fields.hpp"

namespace imis {

// Throws Error that names the field, as read_manifest does.
[[nodiscard]] InputSpec read_input(const JsonFields& fields);

}  // namespace imis
