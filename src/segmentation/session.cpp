#include "imis/segmentation/session.hpp"

#include "imis/base/error.hpp"
#include "session_command.hpp"
#include "workspace.hpp"

namespace imis {

Session::Session(const Engine& engine, const SessionOptions& options)
    : workspace_(std::make_unique<Workspace>(engine, options)) {}

Session::~Session() = default;

std::string Session::answer(const std::string& line) {
    Answer answer = {{"ok", true}};
    std::string place;  // of a mistake: the command, once it is known
    try {
        const JsonFields fields = parse_command(line);
        const SessionCommand& command = command_named(fields.get<std::string>("command"));
        answer["command"] = command.name;
        place = std::string(command.name) + ": ";
        fields.check_known(fields_of(command));
        (workspace_.get()->*command.carry_out)(fields, answer);
    } catch (const std::exception& problem) {
        answer["ok"] = false;
        answer["error"] = place + reason(problem);
    }
    // Names may not be UTF-8.
    return answer.dump(-1, ' ', false, Answer::error_handler_t::replace);
}

bool Session::finished() const {
    return workspace_->finished();
}

}  // namespace imis
