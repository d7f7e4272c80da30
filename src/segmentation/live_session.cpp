#include "imis/segmentation/live_session.hpp"

#include "imis/base/error.hpp"
#include "imis/segmentation/session_command.hpp"
#include "session_state.hpp"

namespace imis {

// What the session remembers, and one function a command.
class LiveSession::State {
public:
    State(const Engine& engine, const LiveSessionOptions& options) : state(engine, options) {}

    void carry_out(const JsonPlace& command, Answer& answer) {
        const auto name = command.at("command").as<std::string>();
        answer["command"] = name;
        if (name == "open") {
            state.open(command, answer);
        } else if (name == "slice") {
            state.go_to_slice(command, answer);
        } else if (name == "object") {
            state.choose_object(command, answer);
        } else if (name == "undo") {
            state.undo(command, answer);
        } else if (name == "reset") {
            state.reset(command, answer);
        } else if (name == "candidates") {
            state.list_candidates(command, answer);
        } else if (name == "rle") {
            state.give_mask(command, answer);
        } else if (name == "save") {
            state.save(command, answer);
        } else if (name == "help") {
            answer["help"] = command_help();
        } else if (name == "quit") {
            finished = true;
        } else {
            state.prompt(command, answer);  // point, box, text, mask
        }
    }

    SessionState state;
    bool finished = false;
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
    return state_->finished;
}

}  // namespace imis
