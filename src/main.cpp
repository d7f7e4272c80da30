#include <exception>
#include <iostream>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/cli/program.hpp"

int main(int argc, char** argv) {
    try {
        return imis::run_program(argc, argv);
    } catch (const imis::UsageError& problem) {
        imis::log::error(problem.what());
        return imis::exit_usage;
    } catch (const imis::Interrupted& problem) {
        imis::log::error(problem.what());
        return imis::exit_interrupted;
    } catch (const std::exception& problem) {
        imis::log::error(imis::reason(problem));
        return imis::exit_failed;
    }
}
