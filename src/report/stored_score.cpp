#include "stored_score.hpp"

#include <algorithm>
#include <cstdint>

#include "imis/data/target_place.hpp"

namespace imis {

Score to_score(const StoredRound& stored) {
    const RoundResult& result = stored.result;
    Score score{stored.dataset, stored.modality, stored.image,   result.target,
                result.repeat,  result.round,    result.overlap, result.scores};
    score.cluster = stored.volume;
    if (const auto place = find_target_place(result.target)) {
        score.anatomical_group = place->group;
        score.target_kind = place->kind;
    }
    score.image_pixels = stored.width * stored.height * std::max<std::int64_t>(1, stored.slices);
    return score;
}

EmptyRule stored_empty_rule(const std::string& setting) {
    return find_choice(empty_words, setting).value_or(EmptyRule::worst);
}

LengthUnit stored_unit(const std::string& setting) {
    return setting == symbol(LengthUnit::millimetre) ? LengthUnit::millimetre : LengthUnit::pixel;
}

}  // namespace imis
