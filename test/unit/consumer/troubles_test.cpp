// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/troubles.hpp"

#include "unit/program/told.hpp"

using namespace ceremony;
using consumer::Troubles;

TEST_CASE("troubles: all are told, and what the next run may not have gives way",
          "[consumer][troubles]") {
    test::Told told("consumer");
    Troubles troubles(told.program);
    CHECK(troubles.none());
    CHECK(troubles.outcome().ok());
    troubles.add({Errc::busy, "one"});
    troubles.add({Errc::refused, "two"});
    CHECK(told.err == "consumer: one\n");
    troubles.add({Errc::busy, "three"});
    CHECK(told.err == "consumer: one\nconsumer: three\n");
    CHECK_FALSE(troubles.none());
    REQUIRE_FALSE(troubles.outcome().ok());
    CHECK(troubles.outcome().error().code() == Errc::refused);
    CHECK(troubles.outcome().error().message() == "two");
}

TEST_CASE("troubles: the same is told once", "[consumer][troubles]") {
    test::Told told("consumer");
    Troubles troubles(told.program);
    for (const char* message : {"full", "full", "other", "full", "other"}) {
        troubles.add(Error{Errc::unwritable, message});
    }
    REQUIRE_FALSE(troubles.outcome().ok());
    CHECK(troubles.outcome().error().message() == "full");
    CHECK(told.err == "consumer: other\n");
}
