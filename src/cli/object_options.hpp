// The options that describe objects: their order on the command line says which object a prompt is for.
#pragma once

#include <vector>

#include <CLI/CLI.hpp>

#include "imis/commands/segment.hpp"

namespace imis {

// Adds --object, --box, --point, --text and --mask, which are stored in their order as they come. words must outlive `app`.
void add_object_options(CLI::App& app, std::vector<ObjectWord>& words);

}  // namespace imis
