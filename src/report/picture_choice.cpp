#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>

#include "recorded_sessions.hpp"

namespace imis {
namespace {

constexpr int most_session_rounds = 8;
constexpr double hiding_share = 0.25;  // of the smaller target's pixels
constexpr double ground_share = 0.2;   // of the image's pixels
constexpr double good_dice = 0.9;      // at which a user would stop

std::int64_t common_area(const Mask& one, const Mask& other) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < one.pixels.size(); ++i) {
        count += one.pixels[i] != 0 && other.pixels[i] != 0 ? 1 : 0;
    }
    return count;
}

// A target with what its choice depends on.
struct Candidate {
    std::size_t place = 0;
    const Mask* mask = nullptr;
    std::int64_t area = 0;
    double box_area = 0;
    bool is_ground = false;
};

Candidate candidate(std::size_t place, const Target& target) {
    Candidate made{place, &target.mask, area(target.mask)};
    const Box box = tight_box(target.mask);
    made.box_area = (box.x1 - box.x0 + 1.0) * (box.y1 - box.y0 + 1.0);
    made.is_ground = static_cast<double>(made.area) > ground_share * static_cast<double>(target.mask.size.area());
    return made;
}

bool hide_each_other(const Candidate& one, const Candidate& other) {
    const auto common = static_cast<double>(common_area(*one.mask, *other.mask));
    return common > hiding_share * static_cast<double>(std::min(one.area, other.area));
}

double lacking(const RecordedSession& session) {
    double sum = 0;
    for (const double score : session.dice) sum += session.dice.back() - score;
    return sum;
}

}  // namespace

std::vector<int> telling_rounds(int last) {
    const std::set<int> rounds = {1, std::min(3, last), last};
    return {rounds.begin(), rounds.end()};
}

std::vector<int> spread_rounds(int last) {
    const int count = std::min(last, most_session_rounds);
    std::vector<int> rounds;
    for (int i = 0; i < count; ++i) {
        const double at = count == 1 ? 0 : static_cast<double>(i) / (count - 1);
        rounds.push_back(1 + static_cast<int>(std::lround(at * (last - 1))));
    }
    return rounds;
}

std::vector<std::vector<RecordedSession>> first_images(std::span<const RecordedSession> sessions) {
    std::vector<std::vector<RecordedSession>> images;
    for (const RecordedSession& session : sessions) {
        if (images.empty() || images.back().front().dataset != session.dataset) {
            images.push_back({session});
        } else if (images.back().front().image == session.image) {
            images.back().push_back(session);
        }
    }
    return images;
}

std::vector<std::size_t> drawn_targets(std::span<const Target* const> targets, int most) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < targets.size(); ++i) candidates.push_back(candidate(i, *targets[i]));
    std::ranges::stable_sort(candidates, [](const Candidate& one, const Candidate& other) {
        return one.is_ground != other.is_ground ? other.is_ground : one.area > other.area;
    });
    std::vector<Candidate> chosen;
    for (const Candidate& next : candidates) {
        if (chosen.size() == static_cast<std::size_t>(most)) break;
        const auto hides = [&](const Candidate& other) { return hide_each_other(next, other); };
        if (std::ranges::none_of(chosen, hides)) chosen.push_back(next);
    }
    std::ranges::stable_sort(chosen, std::ranges::greater{}, &Candidate::box_area);
    std::vector<std::size_t> places;
    places.reserve(chosen.size());
    for (const Candidate& one : chosen) places.push_back(one.place);
    return places;
}

const RecordedSession& telling_session(std::span<const RecordedSession> sessions) {
    const auto is_good = [](const RecordedSession& session) { return session.dice.back() >= good_dice; };
    const bool any_good = std::ranges::any_of(sessions, is_good);
    const RecordedSession* best = &sessions.front();
    for (const RecordedSession& session : sessions) {
        if (any_good && !is_good(session)) continue;
        const bool best_is_out = any_good && !is_good(*best);
        if (best_is_out || lacking(session) > lacking(*best)) best = &session;
    }
    return *best;
}

}  // namespace imis
