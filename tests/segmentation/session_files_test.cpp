// Interactive sessions, driven by lists of lines: the files that they write and start from.
#include <ATen/ATen.h>

#include "imis/base/files.hpp"
#include "imis/base/npy.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "session_talk.hpp"

using namespace imis;
namespace fs = std::filesystem;

TEST_CASE("files are replaced where that is asked for") {
    const DiscStudy picture;
    const auto file = picture.folder() / "mask.png";
    Talk talk(ellipse_engine());
    talk("open " + picture->input().string());
    talk("box 10 10 30 30");
    CHECK(talk("save " + file.string())["output"] == file.string());
    const auto before = read_file(file);
    talk("reset");
    talk("box 10 10 80 80");
    CHECK_THAT(talk.mistake("save " + file.string()), contains("exists already") && contains("(\"force\")"));
    CHECK((read_file(file) == before));
    const Json forced = {{"command", "save"}, {"output", file.string()}, {"force", true}};
    talk(forced.dump());
    CHECK((read_file(file) != before));
    CHECK_THAT(talk.mistake(R"({"command": "save"})"), contains("needs a file: output, overlay or logits"));
    CHECK_THAT(talk.mistake("save mask.txt"), contains("must end in"));
    const auto overlay = picture.folder() / "overlay.png";
    talk(Json{{"command", "save"}, {"overlay", overlay.string()}}.dump());
    CHECK(read_image(overlay).size.width >= 768);

    SessionOptions options = session_options(ellipse_engine());
    options.force = true;
    Talk replacing(ellipse_engine(), options);
    replacing("open " + picture->input().string());
    replacing("box 10 10 30 30");
    replacing("save " + file.string());
    CHECK((read_file(file) == before));
}

TEST_CASE("masks of several slices are saved together") {
    Talk talk(ellipse_engine());
    talk(open_volume());
    talk("box 12 8 32 28");
    talk("slice axial:4");
    CHECK_THAT(talk.mistake("rle"), contains("has no mask on this slice"));
    const Json second = talk("box 14 10 30 26");
    CHECK(second["slice"] == "axial:4");
    CHECK(second["rounds"] == 1);
    CHECK_THAT(talk.mistake("slice coronal:4"), contains("masks on slices of another plane"));
    const auto folder = volume_study().folder();
    CHECK_THAT(talk.mistake("save " + (folder / "both.png").string()), contains("a PNG holds one slice"));
    talk("save " + (folder / "both.nii.gz").string());
    const Volume saved = read_volume(folder / "both.nii.gz");
    const auto pixels_on = [&](int k) {
        const auto begin = saved.grey.begin() + k * 48 * 40;
        return std::count(begin, begin + 48 * 40, 1.0F);
    };
    CHECK(pixels_on(3) > pixels_on(4));
    CHECK(pixels_on(4) == second["area_px"]);
    CHECK(pixels_on(2) == 0);
    // A prompt on a slice that was left begins anew.
    talk("slice axial:3");
    CHECK(talk("rle")["rle"]["size"] == Json({40, 48}));
    CHECK(talk("box 0 0 47 39")["rounds"] == 1);
    talk(open_volume());
    CHECK_THAT(talk.mistake("save " + (folder / "none.nii").string()), contains("no mask to save"));
}

TEST_CASE("a session takes positions in millimetres on the open slice") {
    Talk talk;
    talk(open_volume());
    const Json answer = talk(R"({"command": "point", "coords": "lps", "point": [27, 24, 13]})");
    CHECK(answer["area_px"] == talk("undo").value("area_px", 0) + talk("point 22 18")["area_px"].get<int>());
    CHECK_THAT(talk.mistake(R"({"command": "point", "coords": "ras", "point": [-27, -24, 11]})"),
               contains("axial:2, not in axial:3"));
    CHECK_THAT(talk.mistake(R"({"command": "point", "coords": "ras", "point": [27, 24, 13]})"),
               contains("lies outside"));
}

TEST_CASE("a session may start from a mask or from logits that it saved") {
    const DiscStudy picture;
    const auto logits = (picture.folder() / "logits.npy").string();
    const auto mask = (picture.folder() / "mask.png").string();
    Talk talk;
    talk("open " + picture->input().string());
    const Json first = talk("box 34 14 86 66");
    talk(Json{{"command", "save"}, {"output", mask}, {"logits", logits}}.dump());
    for (const std::string& file : {logits, mask}) {
        talk("reset");
        const Json again = talk("mask " + file);
        CHECK(again["rounds"] == 1);
        CHECK(again["area_px"] == Approx(first["area_px"].get<double>()).epsilon(0.2));
        CHECK_THAT(talk.mistake("mask " + file), contains("must come first; use reset before it"));
    }
    talk("reset");
    CHECK_THAT(talk.mistake("mask " + picture.folder().string() + "/absent.npy"), contains("absent.npy"));
    CHECK_THAT(talk.mistake("undo"), contains("no prompt"));
}
