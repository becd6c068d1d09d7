// SPDX-License-Identifier: BSD-3-Clause

#include "encoding/writer.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using ceremony::encoding::Writer;

TEST_CASE("writer: integers are big-endian", "[encoding][writer]") {
    Writer writer;
    writer.u8(0x01);
    writer.u16(0x0203);
    writer.u32(0x04050607);
    writer.octets(Bytes{0xff});
    CHECK(writer.take() == Bytes{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xff});
    CHECK(writer.take().empty());
}

TEST_CASE("writer: a length of 16 bits is checked", "[encoding][writer]") {
    Writer writer;
    REQUIRE(writer.octets_with_length16(Bytes{0x0a, 0x0b}).ok());
    CHECK(writer.take() == Bytes{0x00, 0x02, 0x0a, 0x0b});

    REQUIRE(writer.octets_with_length16(Bytes(65535)).ok());
    CHECK(writer.take().size() == 65537);

    CHECK(writer.octets_with_length16(Bytes(65536)).error().code() == Errc::limit);
    CHECK(writer.take().empty());
}
