#include "imis/segmentation/live_session.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/segmentation/session_command.hpp"
#include "session_state.hpp"

namespace imis {

namespace {

using CarryOut = void (SessionState::*)(const JsonPlace&, Answer&);

// Who carries out which command; help and quit concern no image.
constexpr std::array<std::pair<std::string_view, CarryOut>, 12> commands = {
    {{"open", &SessionState::open},
     {"slice", &SessionState::go_to_slice},
     {"object", &SessionState::choose_object},
     {"point", &SessionState::prompt},
     {"box", &SessionState::prompt},
     {"text", &SessionState::prompt},
     {"mask", &SessionState::prompt},
     {"undo", &SessionState::undo},
     {"reset", &SessionState::reset},
     {"candidates", &SessionState::list_candidates},
     {"rle", &SessionState::give_mask},
     {"save", &SessionState::save}}};

}  // namespace

class LiveSession::State {
public:
    State(const Engine& engine, const LiveSessionOptions& options) : session_(engine, options) {}

    void carry_out(const JsonPlace& command, Answer& answer) {
        const auto name = command.at("command").as<std::string>();
        answer["command"] = name;
        if (name == "help") answer["help"] = command_help();
        if (name == "quit") finished_ = true;
        for (const auto& [known, carry_out] : commands) {
            if (known == name) (session_.*carry_out)(command, answer);
        }
    }

    [[nodiscard]] bool finished() const { return finished_; }

private:
    SessionState session_;
    bool finished_ = false;
};

LiveSession::LiveSession(const Engine& engine, const LiveSessionOptions& options)
    : state_(std::make_unique<State>(engine, options)) {}

LiveSession::~LiveSession() = default;

std::string LiveSession::answer(const std::string& line) {
    Answer answer = {{"ok", true}};
    try {
        const nlohmann::json command = parse_command(line);
        state_->carry_out({command, "command"}, answer);
    } catch (const std::exception& problem) {
        answer["ok"] = false;
        answer["error"] = reason(problem);
    }
    // Names may be no UTF-8.
    return answer.dump(-1, ' ', false, Answer::error_handler_t::replace);
}

bool LiveSession::finished() const {
    return state_->finished();
}

}  // namespace imis
