// What libimis.so exports.
#include "imis/commands/commands.hpp"

const imis::Commands* imis_commands(imis::log::Level level) {
    static constexpr imis::Commands commands = {IMIS_BUILD, imis::run, imis::run, imis::run,
                                                imis::run,  imis::run, imis::run};
    imis::log::set_level(level);
    return &commands;
}
