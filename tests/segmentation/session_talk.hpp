// A talk with an interactive session: a line in, a line out.
#pragma once

#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/segmentation/session.hpp"
#include "studies.hpp"

namespace imis {

using Json = nlohmann::json;

inline SessionOptions session_options(const Engine& engine) {
    SessionOptions options;
    options.protocol = make_protocol(engine.manifest(), {});
    return options;
}

class Talk {
public:
    explicit Talk(const Engine& engine = tiny_engine()) : Talk(engine, session_options(engine)) {}
    Talk(const Engine& engine, const SessionOptions& options) : session_(engine, options) {}

    // The answer to a line that must succeed.
    Json operator()(const std::string& line) {
        const Json answer = ask(line);
        CAPTURE(line, answer.dump());
        CHECK(answer.at("ok") == true);
        return answer;
    }

    // Why a line could not be carried out.
    std::string mistake(const std::string& line) {
        const Json answer = ask(line);
        CAPTURE(line, answer.dump());
        REQUIRE(answer.at("ok") == false);
        return answer.at("error");
    }

    [[nodiscard]] bool finished() const { return session_.finished(); }

private:
    Json ask(const std::string& line) {
        const std::string answer = session_.answer(line);
        CHECK(answer.find('\n') == std::string::npos);
        return Json::parse(answer);
    }

    Session session_;
};

// A bright cylinder along k.
inline const VolumeStudy& volume_study() {
    static const VolumeStudy study({{48, 40, 6}, {1, 1, 2}, {5, 6, 7}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                                   [](int i, int j, int) { return std::hypot(i - 22, j - 18) <= 10 ? 200 : 40; });
    return study;
}

inline std::string open_volume() {
    return "open " + volume_study()->input().string();
}

}  // namespace imis
