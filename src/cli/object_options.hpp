// The options that describe objects: their order on the command line says which object a prompt is for.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "imis/segmentation/given_prompts.hpp"

namespace imis {

class ObjectOptions {
public:
    // Adds --object, --box, --point, --text and --mask. Words are stored as they come.
    void add_to(CLI::App& command);

    [[nodiscard]] bool empty() const { return given_.empty(); }

    // The objects with their prompts. Throws UsageError where a prompt is malformed, an object has two boxes, texts or masks, or none
    // of anything.
    [[nodiscard]] std::vector<GivenObject> objects(Coordinates coordinates, const SliceRequest& slice) const;

private:
    // An option and its value, in the order of the command line.
    struct Given {
        std::string option;
        std::string value;
    };

    void add(CLI::App& command, const std::string& option, const std::string& help, const std::string& type);

    std::vector<Given> given_;
};

}  // namespace imis
