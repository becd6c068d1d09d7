// SPDX-License-Identifier: BSD-3-Clause

#include "base/decimal.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::test::must;

TEST_CASE("decimal: numbers are read to the limits of their type", "[base][decimal]") {
    CHECK(must(read_decimal<std::uint8_t>("0")) == 0);
    CHECK(must(read_decimal<std::uint8_t>("255")) == 255);
    CHECK(must(read_decimal<std::int64_t>("-1")) == -1);
    CHECK(must(read_decimal<std::int64_t>("-9223372036854775808")) ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(must(read_decimal<std::uint64_t>("18446744073709551615")) ==
          std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("decimal: what does not fit is refused as too large", "[base][decimal]") {
    CHECK(read_decimal<std::uint8_t>("256").error().code() == Errc::limit);
    CHECK(read_decimal<std::int8_t>("-129").error().code() == Errc::limit);
    CHECK(read_decimal<std::uint64_t>("18446744073709551616").error().code() == Errc::limit);
    CHECK(read_decimal<std::uint64_t>("18446744073709551616").error().message() ==
          R"(the number "18446744073709551616" is out of range)");
}

TEST_CASE("decimal: every other spelling is refused", "[base][decimal]") {
    const std::string text = GENERATE("", "-", "+1", "01", "00", "-0", "-01", "1 ", " 1", "1.0",
                                      "1e3", "0x1", "--1", "a", "1a", "99999999999999999999x");
    CAPTURE(text);
    const auto number = read_decimal<std::int64_t>(text);
    REQUIRE_FALSE(number.ok());
    CHECK(number.error().code() == Errc::syntax);
    CHECK(number.error().message() == quote(text) + " is not an integer");
}

TEST_CASE("decimal: an unsigned number has no sign", "[base][decimal]") {
    CHECK(read_decimal<std::uint32_t>("-1").error().code() == Errc::syntax);
    CHECK(read_decimal<std::uint32_t>("-0").error().code() == Errc::syntax);
}
