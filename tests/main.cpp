// The main function of every unit test program, compiled once for all of them.
#define CATCH_CONFIG_RUNNER  // version 2 puts its implementation where this is defined
#include "catch.hpp"

int main(int argc, char* argv[]) {
    return Catch::Session().run(argc, argv);
}
