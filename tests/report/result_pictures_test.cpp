#include "imis/report/result_pictures.hpp"

#include <filesystem>
#include <set>
#include <string>

#include "catch.hpp"
#include "drawn_images.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/metrics/metric.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

constexpr int rounds = 3;
constexpr Size mask_size = {3, 4};

// A folder with a data set of one image, 5 x 4 pixels as its label has them, and the results of evaluating it.
class Evaluated {
public:
    explicit Evaluated(const std::vector<std::string>& models = {"model"}) {
        const std::string label = "label/coo_array.(3, 4, 5, 1).npz";
        write_file_atomically(data() / "label/coo_array.(3, 4, 5, 1).npz",
                              std::string_view(read_text_file(fixture("npz/coo_array.(3, 4, 5, 1).npz"))));
        write_image_png(data() / "image/one.png", {{4, 5}, std::vector<std::uint8_t>(60, 100)});
        write_file_atomically(
            data() / "dataset.json",
            std::string_view(R"({"name": "set", "modality": "CT", "labels": ["a", "b", "c"], "test": )"
                             R"([{"image": "image/one.png", "label": ")" +
                             label + "\"}]}"));
        const Dataset dataset = read_dataset(data());
        const Sample sample = load_sample(dataset, dataset.test.front());
        std::string names;
        for (const std::string& model : models) names += (names.empty() ? "" : ", ") + model;
        ResultStore store(
            results(),
            {{{"model", names}, {"split", "test"}, {"prompt", "point"}}, {{"dataset.set.folder", data().string()}}},
            false);
        for (const std::string& model : models) {
            store.add(result_of(model, sample));
            write_masks(models.size() > 1 ? results() / "masks" / model : results() / "masks", sample);
        }
    }

    [[nodiscard]] fs::path data() const { return folder_ / "data"; }
    [[nodiscard]] fs::path results() const { return folder_ / "results"; }
    [[nodiscard]] PictureOptions options() const {
        PictureOptions options;
        options.results = results();
        return options;
    }
    // The mask of a target after a round.
    [[nodiscard]] fs::path mask(const std::string& target, int round) const {
        return run_folder::round_file(results() / "masks", "set", "one", target, 1, round, ".png");
    }

private:
    static ImageResult result_of(const std::string& model, const Sample& sample) {
        ImageResult result;
        result.model = model;
        result.dataset = "set";
        result.modality = "CT";
        result.image = "one";
        for (const Target& target : sample.targets) {
            for (int repeat = 1; repeat <= 2; ++repeat) {
                for (int number = 1; number <= rounds; ++number) {
                    RoundResult& round = result.rounds.emplace_back();
                    round.class_index = target.class_index;
                    round.target = target.name;
                    round.repeat = repeat;
                    round.round = number;
                    round.prompt = number == 1 ? R"({"grid":[2,10],"points":[[1,1,1]],"box":[0,0,9,1],"text":"it"})"
                                               : R"({"grid":[2,10],"points":[[3,0,0]]})";
                    round.overlap = {number, rounds, rounds};
                    round.scores = measure(standard_metrics(), round.overlap);
                }
            }
        }
        return result;
    }

    static void write_masks(const fs::path& folder, const Sample& sample) {
        for (const Target& target : sample.targets) {
            for (int number = 1; number <= rounds; ++number) {
                write_mask_png(run_folder::round_file(folder, "set", "one", target.name, 1, number, ".png"),
                               target.mask);
            }
        }
    }

    TemporaryFolder folder_;
};

int width_of(const fs::path& picture) {
    return read_image(picture).size.width;
}

}  // namespace

TEST_CASE("pictures of an evaluation are written beside its results, or elsewhere") {
    const Evaluated run;
    CHECK(write_result_pictures(run.options()) == 1);
    for (const char* name : {"overlays.png", "session.png", "overlays/set.png"}) {
        CHECK(read_image(run.results() / name).size.area() > 0);
    }
    PictureOptions options = run.options();
    options.output = run.results() / "elsewhere";
    options.data = {run.data()};
    options.rounds = {3, 1, 2, 1};
    CHECK(write_result_pictures(options) == 1);
    CHECK(width_of(options.output / "overlays/set.png") > width_of(run.results() / "overlays/set.png"));
}

TEST_CASE("several systems have pictures of their own") {
    const Evaluated run({"one", "two"});
    CHECK(write_result_pictures(run.options()) == 1);
    CHECK(fs::exists(run.results() / "systems/one/session.png"));
    CHECK(fs::exists(run.results() / "systems/two/overlays/set.png"));
    CHECK(!fs::exists(run.results() / "session.png"));
}

TEST_CASE("prompts are moved from the model's grid to the image's pixels") {
    const Evaluated run;
    const RecordedRun recorded = read_recorded_run(run.results());
    DrawnImages images(recorded, run.results() / "masks", {});
    const auto& sessions = recorded.sessions.at("model");
    const DrawnImage image = images.load({sessions.front()}, {1, 3}, 1);
    CHECK(image.modality == "CT");
    REQUIRE(image.targets.size() == 1);
    const DrawnTarget& target = image.targets.front();
    CHECK(target.dice.size() == rounds);
    CHECK(target.dice.back() > 0.999);
    CHECK(target.masks.size() == 2);
    CHECK(target.masks.front().pixels == target.truth.pixels);
    REQUIRE(target.prompts.size() == rounds);
    // The middle of pixel (1, 1) of 10 x 2 lies at (0.75, 3) on the 5 x 4 pixels of the image; pixels' own middles
    // count as 0.
    REQUIRE(target.prompts[0].clicks.size() == 1);
    CHECK(target.prompts[0].clicks[0].at == Point{0.25, 2.5});
    CHECK(target.prompts[0].clicks[0].positive);
    CHECK(target.prompts[0].box == Box{0, 0, 4, 3});
    CHECK(target.prompts[0].text == "it");
    CHECK(!target.prompts[1].clicks.at(0).positive);
}

TEST_CASE("what can't be drawn of an evaluation is said with the file") {
    const Evaluated run;
    PictureOptions options = run.options();

    SECTION("no results") {
        options.results = run.data();
        CHECK_THROWS_WITH(write_result_pictures(options), contains("results.sqlite") && contains("missing"));
        CHECK(!fs::exists(run.data() / "results.sqlite"));
    }
    SECTION("results that are none") {
        write_file_atomically(run.results() / "results.sqlite", std::string_view("a,b\n1,2\n"));
        CHECK_THROWS_WITH(write_result_pictures(options), contains("results.sqlite"));
    }
    SECTION("a data set that was not evaluated") {
        options.datasets = {"other"};
        CHECK_THROWS_AS(write_result_pictures(options), UsageError);
        CHECK_THROWS_WITH(write_result_pictures(options), contains("'other'") && contains("there are set"));
    }
    SECTION("a round that was not run") {
        options.rounds = {1, 8};
        CHECK_THROWS_AS(write_result_pictures(options), UsageError);
        CHECK_THROWS_WITH(write_result_pictures(options), contains("round 8") && contains("1 to 3"));
    }
    SECTION("no masks") {
        fs::remove_all(run.results() / "masks");
        CHECK_THROWS_WITH(write_result_pictures(options), contains("holds no masks"));
    }
    SECTION("a mask that is missing") {
        const auto target = read_recorded_run(run.results()).sessions.at("model").front().target;
        fs::remove(run.mask(target, 3));
        CHECK_THROWS_WITH(write_result_pictures(options), contains("_r3.png: is missing"));
    }
    SECTION("a mask of another size") {
        const auto target = read_recorded_run(run.results()).sessions.at("model").front().target;
        write_mask_png(run.mask(target, 1), Mask::zeros(mask_size));
        CHECK_THROWS_WITH(write_result_pictures(options),
                          contains("_r1.png") && contains("4 x 3") && contains("5 x 4"));
    }
    SECTION("data that is not there any more") {
        fs::rename(run.data(), run.results() / "moved");
        CHECK_THROWS_WITH(write_result_pictures(options), contains("'set'") && contains("name the folder"));
        options.data = {run.results() / "moved"};
        CHECK(write_result_pictures(options) == 1);
    }
}
