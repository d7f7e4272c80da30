// Folders for what is only needed for a while.
#include "imis/base/temporary_folder.hpp"

#include <cstdlib>
#include <fstream>

#include "catch.hpp"

using namespace imis;

TEST_CASE("a temporary folder is new and empty, and goes with all it holds") {
    std::filesystem::path path;
    {
        const TemporaryFolder folder;
        const TemporaryFolder other;
        path = folder.path();
        CHECK(path != other.path());
        CHECK(std::filesystem::is_empty(path));
        std::filesystem::create_directories(folder / "a" / "b");
        std::ofstream(folder / "a" / "file") << "text";
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("where no temporary folder can be made, the error says what to set") {
    ::setenv("TMPDIR", "/nowhere", 1);
    CHECK_THROWS_WITH(TemporaryFolder(), contains("set TMPDIR"));
    ::unsetenv("TMPDIR");
}
