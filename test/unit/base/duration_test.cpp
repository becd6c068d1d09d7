// SPDX-License-Identifier: BSD-3-Clause

#include "base/duration.hpp"

#include <limits>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vectors;

TEST_CASE("duration: all forms are read and written in one", "[base][duration]") {
    for (const auto& vector :
         read_vectors("base/duration.vec", {"text", "months", "seconds", "canonical"})) {
        CAPTURE(vector.title());
        const auto duration = Duration::from_text(vector.text("text"));
        if (!vector.expects_ok()) {
            REQUIRE_FALSE(duration.ok());
            CHECK(to_string(duration.error().code()) == vector.expect());
            continue;
        }
        CHECK(std::to_string(must(duration).months()) == vector.text("months"));
        CHECK(std::to_string(must(duration).seconds()) == vector.text("seconds"));
        CHECK(must(duration).text() == vector.text("canonical"));
        CHECK(must(Duration::from_text(must(duration).text())) == must(duration));
    }
}

TEST_CASE("duration: no text and text with blanks is refused", "[base][duration]") {
    for (const std::string_view text : {"", " ", " P1D", "\n", "P1D\n"}) {
        CAPTURE(text);
        const auto duration = Duration::from_text(text);
        REQUIRE_FALSE(duration.ok());
        CHECK(duration.error().code() == Errc::syntax);
    }
}

TEST_CASE("duration: refusals name the text", "[base][duration]") {
    CHECK(Duration::from_text("P1Q").error().message() == R"("P1Q" is not a duration)");
    CHECK_FALSE(Duration::from_text("P1Q").error().hint().empty());
    CHECK(Duration::from_text("P10001Y").error().message() ==
          R"("P10001Y": a duration of more than 10000 years)");
}

TEST_CASE("duration: numbers make one only within the limits", "[base][duration]") {
    CHECK(must(Duration::of(14, 3600)).text() == "P1Y2MT1H");
    CHECK(Duration().text() == "PT0S");
    CHECK(must(Duration::of(120'000, 316'224'000'000)).text() == "P10000Y3660000D");
    CHECK(Duration::of(120'001, 0).error().code() == Errc::limit);
    CHECK(Duration::of(0, 316'224'000'001).error().code() == Errc::limit);
    CHECK(Duration::of(0, std::numeric_limits<std::int64_t>::max()).error().code() == Errc::limit);
    CHECK(Duration::of(-1, 0).error().code() == Errc::semantics);
    CHECK(Duration::of(0, -1).error().code() == Errc::semantics);
}

TEST_CASE("duration: only what has no months has a fixed length", "[base][duration]") {
    CHECK(must(must(Duration::from_text("P1DT1S")).fixed_seconds()) == 86'401);
    CHECK(must(Duration().fixed_seconds()) == 0);
    const auto fixed = must(Duration::from_text("P1Y")).fixed_seconds();
    REQUIRE_FALSE(fixed.ok());
    CHECK(fixed.error().code() == Errc::semantics);
    CHECK(fixed.error().message() == "P1Y has months or years, whose length is not fixed");
}

TEST_CASE("duration: equality looks at both parts", "[base][duration]") {
    CHECK(must(Duration::of(1, 0)) == must(Duration::from_text("P1M")));
    CHECK_FALSE(must(Duration::of(1, 0)) == must(Duration::of(1, 1)));
    CHECK_FALSE(must(Duration::of(1, 0)) == must(Duration::of(2, 0)));
}

TEST_CASE("duration: calendar arithmetic agrees with others", "[base][duration]") {
    for (const auto& vector :
         read_vectors("base/calendar.vec", {"operation", "time", "duration", "result"})) {
        CAPTURE(vector.title());
        const UtcTime time = must(UtcTime::from_text(vector.text("time")));
        const Duration duration = must(Duration::from_text(vector.text("duration")));
        const bool adding = vector.text("operation") == "add";
        REQUIRE((adding || vector.text("operation") == "subtract"));
        const auto result = adding ? add(time, duration) : subtract(time, duration);
        if (vector.expects_ok()) {
            CHECK(must(result).text() == vector.text("result"));
        } else {
            REQUIRE_FALSE(result.ok());
            CHECK(to_string(result.error().code()) == vector.expect());
        }
    }
}
