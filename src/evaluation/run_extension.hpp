// Asking more of a run that is there: what its stored images lack of it, and what of that can be had without a model.
//
// Metrics of pixel counts come from the stored counts. Metrics of masks come from the masks that the run kept, where
// all of an image's are there. All else (metrics of masks that are gone, masks and logits to be saved, further rounds)
// needs the model: such images are predicted again, with the same prompts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/result.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"

namespace imis {

// Adds the metrics that all images of an earlier run into options.output have to those that are measured
// (plan.measured), so that the images that are still to be done have them, too. Does nothing where there is no such run,
// or it is to be replaced.
void keep_metrics_of_earlier_run(const EvaluationOptions& options, Plan& plan);

// What a stored image lacks of what is asked now.
struct Lacking {
    PlannedImage image;
    std::vector<std::string> count_metrics;
    std::vector<std::string> mask_metrics;
    bool rounds = false;
    bool masks = false;       // files
    bool logits = false;      // files
    bool kept_masks = false;  // all files of its masks are there

    [[nodiscard]] bool needs_model() const {
        return rounds || masks || logits || (!mask_metrics.empty() && !kept_masks);
    }
};

// Of the images that are finished for a system those that lack something.
[[nodiscard]] std::vector<Lacking> lacking_images(const ResultStore& store, const System& system, const Plan& plan,
                                                  const EvaluationOptions& options);

// Throws Error where the stored volumes of a run lack metrics or rounds that are asked for now: these can't be had later.
void check_volumes_lack_nothing(const RunPlace& place, const std::vector<System>& systems, const Plan& plan);

// Measures what can be measured without a model, says what and of how many images, and returns the images that have to
// be predicted again, those among them whose kept masks turn out not to be those of the stored counts. Images are
// measured by several threads. Throws Error where the store fails, Interrupted after Ctrl-C; what was added stays.
[[nodiscard]] ImageSet extend_without_model(std::vector<Lacking> lacking, ResultStore& store, const System& system,
                                            const Plan& plan, const EvaluationOptions& options);

// What distinguishes the stored rounds of an image from those of its second evaluation, in words; none where each is
// there with its prompt and pixel counts.
[[nodiscard]] std::optional<std::string> difference_from_stored(std::span<const RoundResult> stored,
                                                                std::span<const RoundResult> again);

}  // namespace imis
