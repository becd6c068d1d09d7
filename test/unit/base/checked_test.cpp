// SPDX-License-Identifier: BSD-3-Clause

#include "base/checked.hpp"

#include <cstdint>
#include <limits>

#include "support/printing.hpp"

using namespace ceremony;

// The static_assert inside of std::in_range refuses bool and characters too late for a concept.
static_assert(Integer<int> && Integer<const int> && Integer<std::uint8_t> && Integer<std::int8_t> &&
              Integer<unsigned long long>);
static_assert(!Integer<bool> && !Integer<const bool>);
static_assert(!Integer<char> && !Integer<wchar_t> && !Integer<char8_t> && !Integer<char16_t> &&
              !Integer<char32_t>);
static_assert(!Integer<float>);

TEST_CASE("checked: narrow keeps what fits and refuses what does not", "[base][checked]") {
    CHECK(narrow<std::uint8_t>(255).value() == 255);
    CHECK(narrow<std::uint8_t>(256).error().code() == Errc::limit);
    CHECK(narrow<std::uint8_t>(256).error().message() == "the number 256 is out of range");
    CHECK(narrow<std::uint32_t>(-1).error().code() == Errc::limit);
    CHECK(narrow<std::int8_t>(-128).value() == -128);
    CHECK(narrow<std::int8_t>(-129).error().code() == Errc::limit);
    CHECK(narrow<std::int64_t>(std::numeric_limits<std::uint64_t>::max()).error().code() ==
          Errc::limit);
    CHECK(narrow<std::uint64_t>(std::numeric_limits<std::int64_t>::max()).ok());
}

TEST_CASE("checked: sums and products fail instead of wrapping", "[base][checked]") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    CHECK(checked_add<std::int64_t>(most - 1, 1).value() == most);
    CHECK(checked_add<std::int64_t>(most, 1).error().code() == Errc::limit);
    CHECK(checked_add<std::uint32_t>(0xffffffffU, 1).error().code() == Errc::limit);
    CHECK(checked_multiply<std::int64_t>(most / 2, 2).value() == most - 1);
    CHECK(checked_multiply<std::int64_t>(most / 2 + 1, 2).error().code() == Errc::limit);
    CHECK(checked_multiply<std::uint32_t>(0x10000U, 0x10000U).error().code() == Errc::limit);
}
