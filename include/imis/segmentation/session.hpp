// An interactive session: image and embedding stay in memory, commands come one after the other.
#pragma once

#include <memory>
#include <string>

#include "imis/interaction/protocol.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

class Engine;
class Workspace;

struct SessionOptions {
    Protocol protocol;
    StudyOptions study;  // where `open` does not say otherwise
    SliceRequest slice;  // likewise
    bool force = false;  // `save` replaces files without being told so
};

class Session {
public:
    // engine must outlive the object.
    Session(const Engine& engine, const SessionOptions& options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Carries out a command, words or JSON (docs/segment.md, "Sessions"), and answers with one line of JSON without its
    // end. "ok" is false and "error" says why where it could not be done; then nothing has changed. Throws nothing.
    [[nodiscard]] std::string answer(const std::string& line);

    // True once `quit` was answered.
    [[nodiscard]] bool finished() const;

private:
    std::unique_ptr<Workspace> workspace_;
};

// What the command `help` answers: a line for each command as a person types it.
[[nodiscard]] const std::string& session_help();

}  // namespace imis
