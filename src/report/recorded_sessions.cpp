#include "recorded_sessions.hpp"

#include "imis/base/error.hpp"
#include "imis/evaluation/options.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/metrics/overlap.hpp"

namespace imis {
namespace {

bool continues(const std::vector<RecordedSession>& sessions, const StoredRound& round) {
    if (sessions.empty()) return false;
    const RecordedSession& last = sessions.back();
    return last.dataset == round.dataset && last.image == round.image && last.target == round.result.target;
}

void add(std::vector<RecordedSession>& sessions, const StoredRound& round) {
    if (!continues(sessions, round)) {
        sessions.push_back({round.dataset, round.modality, round.image, round.result.target, {}, {}});
    }
    sessions.back().prompts.push_back(prompt_from_json(round.result.prompt));
    sessions.back().dice.push_back(dice(round.result.overlap));
}

}  // namespace

RecordedRun read_recorded_run(const std::filesystem::path& folder) {
    const ResultStore store(folder, {});  // Dice comes from the counts; the run's own metrics are not needed
    RecordedRun run;
    run.context = store.context();
    if (run.setting("unit") == word_of(evaluation_unit_words, EvaluationUnit::volume)) {
        throw Error(folder.string() + ": its results are of volumes, of which there are no pictures");
    }
    store.for_each_round([&](const StoredRound& round) {
        if (round.result.repeat == 1) add(run.sessions[round.model], round);
    });
    if (run.sessions.empty()) {
        throw Error(folder.string() + ": the results hold no rounds to draw; evaluate at least one image");
    }
    return run;
}

}  // namespace imis
