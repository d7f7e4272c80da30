// The options that describe objects: their order on the command line says which object a prompt is for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "imis/segmentation/given_prompts.hpp"

namespace imis {

class ObjectOptions {
public:
    // Adds --object and an option for every kind of prompt. Words are stored as they come.
    void add_to(CLI::App& command);

    [[nodiscard]] bool empty() const { return given_.empty(); }

    // The objects with their prompts. Throws UsageError where a prompt is malformed, an object has two of a kind that
    // may be given once, or has no prompt at all.
    [[nodiscard]] std::vector<GivenObject> objects(Coordinates coordinates, const SliceRequest& slice) const;

private:
    // A prompt, or the name of an object where it has no kind; in the order of the command line.
    struct Given {
        std::optional<PromptKind> kind;
        std::string value;
    };

    void add(CLI::App& command, const std::string& option, std::optional<PromptKind> kind, const std::string& help,
             const std::string& type);

    std::vector<Given> given_;
};

}  // namespace imis
