#include "imis/segmentation/session.hpp"

#include <algorithm>

#include "imis/base/error.hpp"
#include "session_command.hpp"
#include "workspace.hpp"

namespace imis {
namespace {

// The fields of a command that a remedy is about, behind the error: "exists already ("force")".
std::string remedy_fields(const std::exception& problem, const SessionCommand& command) {
    const auto* const error = dynamic_cast<const Error*>(&problem);
    if (error == nullptr) return "";
    std::string text;
    for (const std::string_view field : fields_of(command)) {
        if (std::ranges::find(error->fields(), field) == error->fields().end()) continue;
        text += (text.empty() ? " (\"" : ", \"");
        text += std::string(field) + "\"";
    }
    return text.empty() ? "" : text + ")";
}

// What an answer says about a problem. command: that could not be carried out; null where the line is none.
std::string said_about(const std::exception& problem, const SessionCommand* command) {
    if (command == nullptr) return reason(problem);
    return std::string(command->name) + ": " + reason(problem) + remedy_fields(problem, *command);
}

}  // namespace

Session::Session(const Engine& engine, const SessionOptions& options)
    : workspace_(std::make_unique<Workspace>(engine, options)) {}

Session::~Session() = default;

std::string Session::answer(const std::string& line) {
    Answer answer = {{"ok", true}};
    const SessionCommand* command = nullptr;
    try {
        const JsonFields fields = parse_command(line);
        command = &command_named(fields.get<std::string>("command"));
        answer["command"] = command->name;
        fields.check_known(fields_of(*command));
        (workspace_.get()->*command->carry_out)(fields, answer);
    } catch (const std::exception& problem) {
        answer["ok"] = false;
        answer["error"] = said_about(problem, command);
    }
    // Names may not be UTF-8.
    return answer.dump(-1, ' ', false, Answer::error_handler_t::replace);
}

bool Session::finished() const {
    return workspace_->finished();
}

}  // namespace imis
