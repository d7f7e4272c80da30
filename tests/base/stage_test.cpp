// Who is told of stages.
#include "imis/base/stage.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

using namespace imis;

namespace {

class Notes : public StageListener {
public:
    void begin(Stage stage) override { lines.push_back("begin " + word_of(stage_words, stage)); }
    void end(Stage stage) override { lines.push_back("end " + word_of(stage_words, stage)); }
    std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("a listener is told of stages and of those within, until there is none") {
    Notes notes;
    listen_to_stages(&notes);
    {
        const StageScope image(Stage::image);
        const StageScope encode(Stage::encode);
    }
    listen_to_stages(nullptr);
    { const StageScope unheard(Stage::read); }
    CHECK(notes.lines == std::vector<std::string>{"begin image", "begin encode", "end encode", "end image"});
}
