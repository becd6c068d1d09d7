// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/reader.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::encoding::Reader;

TEST_CASE("reader: integers are big-endian", "[encoding][reader]") {
    const Bytes octets = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xff, 0xfe};
    Reader reader(octets);
    CHECK(reader.u8().value() == 0x01);
    CHECK(reader.u16().value() == 0x0203);
    CHECK(reader.u32().value() == 0x04050607);
    CHECK_FALSE(reader.at_end());
    CHECK(reader.u16().value() == 0xfffe);
    CHECK(reader.at_end());
    CHECK(reader.expect_end().ok());
}

TEST_CASE("reader: reading past the end is refused and moves nothing", "[encoding][reader]") {
    const Bytes octets = {0x80, 0x00, 0x01};
    Reader reader(octets);
    CHECK(reader.u32().error().code() == Errc::syntax);
    CHECK(reader.u32().error().message() == "cut short: 4 more octets expected, 3 left");
    CHECK(reader.take(4).error().code() == Errc::syntax);
    CHECK(reader.expect_end().error().message() == "3 octets left over");
    CHECK(reader.u16().value() == 0x8000);
    CHECK(reader.u16().error().code() == Errc::syntax);
    CHECK(reader.u8().value() == 0x01);
    CHECK(reader.u8().error().code() == Errc::syntax);
    CHECK(reader.take(0).value().empty());
}

TEST_CASE("reader: the rest is what was not taken", "[encoding][reader]") {
    const Bytes octets = {0xff, 0xff, 0xff, 0xff, 0x2a};
    Reader reader(octets);
    CHECK(reader.u32().value() == 0xffffffff);
    const ByteView rest = reader.rest();
    CHECK(Bytes(rest.begin(), rest.end()) == Bytes{0x2a});
    CHECK(reader.at_end());
    CHECK(reader.rest().empty());
}
