#include "imis/cli/program.hpp"

int main(int argc, char** argv) {
    return imis::run_program(argc, argv);
}
