// Interactive sessions, driven by lists of lines: what is answered. What is saved is in session_files_test.cpp.
#include "coco_counts.hpp"
#include "given_shapes.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/segmentation/study_run.hpp"
#include "session_talk.hpp"

using namespace imis;
namespace fs = std::filesystem;

TEST_CASE("before an image is open commands say that one must be opened") {
    Talk talk;
    for (const char* line : {"point 1 2", "box 1 2 3 4", "text liver", "mask a.npy", "slice axial:1"}) {
        CAPTURE(line);
        CHECK_THAT(talk.mistake(line), contains("begin with open FILE"));
    }
    const TemporaryFolder folder;
    const fs::path mask = folder / "mask.png";
    for (const std::string& line :
         {std::string("undo"), std::string("candidates"), std::string("rle"), "save " + mask.string()}) {
        (void)talk.mistake(line);
    }
    CHECK_FALSE(fs::exists(mask));
    CHECK_THAT(talk("help")["help"].get<std::string>(), contains("point X Y"));
    CHECK(talk("object liver")["object"] == "liver");
    CHECK_FALSE(talk.finished());
    CHECK(talk("quit")["command"] == "quit");
    CHECK(talk.finished());
}

TEST_CASE("opening a picture or a volume tells its size and slice") {
    const DiscStudy picture;
    Talk talk;
    const Json disc = talk("open " + picture->input().string());
    CHECK(disc["command"] == "open");
    CHECK(disc["image"] == picture->input().string());
    CHECK(disc["size"] == Json({90, 120}));
    CHECK(disc["encode_s"] >= 0);
    CHECK_FALSE(disc.contains("slice"));
    const Json volume = talk(open_volume());
    CHECK(volume["slice"] == "axial:3");
    CHECK(volume["slices"] == 6);
    CHECK(volume["size"] == Json({40, 48}));
    const Json coronal = talk(Json{
        {"command", "open"},
        {"image", volume_study()->input().string()},
        {"slice", "coronal:7"},
        {"window", "100,200"}}.dump());
    CHECK(coronal["slice"] == "coronal:7");
    CHECK(coronal["size"] == Json({6, 48}));
    CHECK_THAT(talk.mistake("open absent.png"), contains("absent.png"));
    CHECK_THAT(talk.mistake(R"({"command": "open", "image": "a.png", "windows": "lung"})"),
               contains("'windows' is unknown"));
    CHECK(talk("slice coronal:8")["slice"] == "coronal:8");  // the volume is still open
}

TEST_CASE("the slice that the session was started with holds for volumes that it opens") {
    SessionOptions options = session_options(ellipse_engine());
    options.slice = {Plane::sagittal, 4};
    Talk talk(ellipse_engine(), options);
    CHECK(talk(open_volume())["slice"] == "sagittal:4");
}

TEST_CASE("prompts round by round give the mask of a one-shot run") {
    const DiscStudy picture;
    GivenObject given;
    given.name = "object";
    given.rounds.resize(3);
    given.rounds[0].shapes = {given_box({34, 14, 0}, {86, 66, 0})};
    given.rounds[1].shapes = {given_point({70, 50, 0}, 1)};
    given.rounds[2].shapes = {given_point({5, 5, 0}, 0)};
    StudyRunOptions options;
    options.segmentation.protocol = make_protocol(tiny_engine().manifest(), {});
    StudyFiles files;
    files.output = picture.folder() / "once.png";
    files.logits = picture.folder() / "once.npy";
    const auto placed = prepare_study(*picture, {given}, tiny_engine().manifest(), files, options);
    const Json once = Json::parse(run_study(tiny_engine(), *picture, placed, files, options).at(0));

    Talk talk;
    talk("open " + picture->input().string());
    CHECK(talk("box 34 14 86 66")["rounds"] == 1);
    talk("point 70 50");
    const Json live = talk("point 5 5 0");
    CHECK(live["rounds"] == 3);
    for (const char* field : {"object", "score", "category", "area_px", "box"}) CHECK(live[field] == once[field]);
    talk(Json{{"command", "save"},
              {"output", (picture.folder() / "live.png").string()},
              {"logits", (picture.folder() / "live.npy").string()}}
             .dump());
    CHECK((read_file(picture.folder() / "live.png") == read_file(files.output)));
    CHECK((read_file(picture.folder() / "live.npy") == read_file(files.logits)));
    const Mask mask = mask_from_json(talk("rle")["rle"]);
    CHECK(area(mask) == live["area_px"]);
    CHECK(mask.size == Size{90, 120});
}

TEST_CASE("undo and reset go back to earlier answers") {
    const DiscStudy picture;
    Talk talk;
    talk("open " + picture->input().string());
    const Json first = talk("point 60 40");
    const Json second = talk("point 60 60 0");
    CHECK(second["area_px"] != first["area_px"]);
    const Json undone = talk("undo");
    CHECK(undone["rounds"] == 1);
    CHECK(undone["score"] == first["score"]);
    CHECK(undone["area_px"] == first["area_px"]);
    CHECK(talk("point 60 60 0")["area_px"] == second["area_px"]);
    talk("undo");
    const Json none = talk("undo");
    CHECK(none["rounds"] == 0);
    CHECK_THAT(talk.mistake("undo"), contains("no prompt on this slice to take back"));
    CHECK_THAT(talk.mistake("rle"), contains("has no mask on this slice"));
    talk("point 60 40");
    CHECK(talk("reset")["rounds"] == 0);
    CHECK_THAT(talk.mistake("rle"), contains("has no mask"));
    CHECK(talk("point 60 40")["area_px"] == first["area_px"]);
}

TEST_CASE("a mistake is answered and changes nothing") {
    const DiscStudy picture;
    Talk talk;
    talk("open " + picture->input().string());
    const Json first = talk("box 34 14 86 66");
    std::string long_text = "text liver";
    for (int i = 0; i < 40; ++i) long_text += " and liver";
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"point 500 3", "the point 500,3 lies outside"},
        {"point 3", "point: field 'point' must hold x, y and, optionally, a label"},
        {"point 3 4 7", "must hold x, y and, optionally, a label"},
        {"point nan 4", "are no numbers"},
        {"box 9 9 1 1", "x0 <= x1"},
        {"box 1 1 900 9", "the box"},
        {"frobnicate", "is not known"},
        {long_text, "shorten it"},
        {"mask absent.npy", "must come first"},
        {"slice axial:4", "axial:4"},
        {"slice coronal:4", "picture"},
        {R"({"command": "point"})", "field 'point' is missing"},
        {R"({"command": "point", "point": [1, 2], "rle": "yes"})", "'rle' must be true or false"},
        {R"({"command": "point", "point": [1, 2], "colour": "red"})", "'colour' is unknown"},
        {R"({"command": "point", "point": [1, 2], "object": ""})", "must not be empty"},
        {R"({"command": "point", "point": [1, 2, 3], "coords": "lps"})", "give pixels"},
        {R"({"command": "text", "text": ""})", "has no prompt"},
        {R"({"command": "candidates", "rle": 3})", "'rle' must be true or false"},
        {R"({"command": "undo", "steps": 2})", "'steps' is unknown"},
        {"text \xff\xfe", "UTF-8"},
    };
    for (const auto& [line, part] : mistakes) {
        CAPTURE(line);
        CHECK_THAT(talk.mistake(line), contains(part));
    }
    const Json later = talk("point 70 50");
    CHECK(later["object"] == "object");
    CHECK(later["rounds"] == 2);
    CHECK(talk("undo")["area_px"] == first["area_px"]);
}

TEST_CASE("an object whose first prompt failed is not there") {
    const DiscStudy picture;
    Talk talk(ellipse_engine());
    talk("open " + picture->input().string());
    CHECK_THAT(talk.mistake("point 3 4"), contains("takes no point prompts; it takes a box"));
    CHECK_THAT(talk.mistake(R"({"command": "text", "text": "liver", "object": "liver"})"), contains("no text"));
    CHECK_THAT(talk.mistake("undo"), contains("'object' has no prompt"));
    CHECK_THAT(talk.mistake("save " + (picture.folder() / "a.png").string()), contains("no mask to save"));
    CHECK(talk("box 3 4 9 9")["object"] == "object");
    const Json candidates = talk("candidates");
    REQUIRE(candidates["candidates"].size() == 1);
    CHECK(candidates["candidates"][0]["chosen"] == true);
}

TEST_CASE("several objects have their own rounds") {
    const DiscStudy picture;
    Talk talk;
    talk("open " + picture->input().string());
    talk("object disc");
    const Json disc = talk("point 60 40");
    CHECK(disc["object"] == "disc");
    const Json corner = talk(R"({"command": "point", "object": "corner", "point": [5, 5], "rle": true})");
    CHECK(corner["rounds"] == 1);
    CHECK(area(mask_from_json(corner["rle"])) == corner["area_px"]);
    CHECK(talk("point 9 9")["object"] == "corner");
    CHECK(talk(R"({"command": "undo", "object": "disc"})")["rounds"] == 0);
    CHECK(talk("undo")["rounds"] == 1);
    CHECK_THAT(talk.mistake(R"({"command": "rle", "object": "disc"})"), contains("'disc' has no mask"));
}

TEST_CASE("candidates are listed with their scores") {
    const DiscStudy picture;
    Talk talk;
    talk("open " + picture->input().string());
    const Json answer = talk("point 60 40");
    const Json listed = talk(R"({"command": "candidates", "rle": true})");
    REQUIRE(listed["candidates"].size() == 3);
    int chosen = 0;
    for (const Json& candidate : listed["candidates"]) {
        CHECK(area(mask_from_json(candidate["rle"])) == candidate["area_px"]);
        if (candidate["chosen"] != true) continue;
        ++chosen;
        CHECK(candidate["score"] == answer["score"]);
        CHECK(candidate["area_px"] == answer["area_px"]);
    }
    CHECK(chosen == 1);
}
