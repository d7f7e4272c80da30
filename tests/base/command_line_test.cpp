// Commands as a shell reads them.
#include "imis/base/command_line.hpp"

#include <array>
#include <cstdio>
#include <memory>

#include "catch.hpp"

using namespace imis;

TEST_CASE("a shell takes a recorded command apart into the words that it was given") {
    const std::vector<std::string> words = {"printf", "%s\\n",         "a b",     "it's", "",
                                            "-d",     "data/phantoms", "$HOME;*", "ä"};
    const auto close = [](std::FILE* pipe) { pclose(pipe); };
    const std::unique_ptr<std::FILE, decltype(close)> pipe(popen(shell_line(words).c_str(), "r"), close);
    REQUIRE(pipe);
    std::array<char, 256> buffer{};
    const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
    CHECK(std::string(buffer.data(), count) == "a b\nit's\n\n-d\ndata/phantoms\n$HOME;*\nä\n");
}

TEST_CASE("plain words are not quoted") {
    const std::vector<std::string> words = {"build/imis", "evaluate", "--limit=2", "-d", "my data"};
    CHECK(shell_line(words) == "build/imis evaluate --limit=2 -d 'my data'");
}

TEST_CASE("a process knows its own command") {
    const std::vector<std::string> words = command_words();
    REQUIRE_FALSE(words.empty());
    CHECK(words.front().find("imis_base_tests") != std::string::npos);
}
