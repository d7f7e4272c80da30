// An interactive session: image and embedding stay in memory, commands come one after the other.
#pragma once

#include <memory>
#include <string>

#include "imis/interaction/protocol.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

class Engine;

struct LiveSessionOptions {
    Protocol protocol;
    StudyOptions study;  // where `open` does not say otherwise
    SliceRequest slice;  // likewise
    bool force = false;  // `save` replaces files without being told so
};

class LiveSession {
public:
    // engine must outlive the object.
    LiveSession(const Engine& engine, const LiveSessionOptions& options);
    ~LiveSession();
    LiveSession(const LiveSession&) = delete;
    LiveSession& operator=(const LiveSession&) = delete;

    // Carries out a command (session_command.hpp) and answers with one line of JSON without its end (docs/segment.md, "Sessions").
    // "ok" is false and "error" says why where it could not be done; then nothing has changed. Throws nothing.
    [[nodiscard]] std::string answer(const std::string& line);

    // True once `quit` was answered.
    [[nodiscard]] bool finished() const;

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace imis
