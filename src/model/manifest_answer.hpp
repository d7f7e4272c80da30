// The manifest's fields about the decoder's answer: 'candidates' and 'output'.
#pragma once

#include "imis/model/manifest.hpp"
#include "json_fields.hpp"

namespace imis {

// Both throw Error that names the field, as read_manifest does.
[[nodiscard]] CandidateRule read_candidates(const JsonFields& fields);
[[nodiscard]] OutputSpec read_output(const JsonFields& fields, const InputSpec& input);

}  // namespace imis
