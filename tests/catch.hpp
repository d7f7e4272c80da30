// Catch2 of either generation behind one include: version 2 (Debian 12, one header) and version 3 (Ubuntu 24.04, many).
#pragma once

#include <string>

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_message.hpp>
#include <catch2/catch_session.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>
// NOLINTNEXTLINE(google-global-names-in-headers): version 2 has it in the global namespace through Catch's own using
using Catch::Approx;
#define IMIS_CATCH_VERSION 3
#else
#include <catch2/catch.hpp>
#define IMIS_CATCH_VERSION 2
#endif

// Message matchers under one name in both generations: REQUIRE_THROWS_WITH(call, contains("model.json")).
inline auto contains(const std::string& part) {
#if IMIS_CATCH_VERSION == 3
    return Catch::Matchers::ContainsSubstring(part);
#else
    return Catch::Matchers::Contains(part);
#endif
}
