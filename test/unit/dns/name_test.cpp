// SPDX-License-Identifier: BSD-3-Clause

#include "dns/name.hpp"

#include <algorithm>

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using ceremony::dns::Name;
using ceremony::test::must;
using ceremony::test::read_vectors;

namespace {

Name name(std::string_view text) {
    return must(Name::from_text(text));
}

Bytes wire(const Name& name) {
    return {name.wire().begin(), name.wire().end()};
}

/// `count` labels of `size` letters.
std::string labels(std::size_t count, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text.append(size, 'a').append(".");
    }
    return text;
}

}  // namespace

TEST_CASE("name: text and wire form are those of other implementations", "[dns][name]") {
    for (const auto& vector : read_vectors("dns/name.vec", {"text", "printed", "wire"})) {
        CAPTURE(vector.title());
        const auto from_text = Name::from_text(vector.text("text"));
        if (vector.expects_ok()) {
            const std::string printed = vector.text(vector.has("printed") ? "printed" : "text");
            CHECK(wire(must(from_text)) == vector.hex("wire"));
            CHECK(must(from_text).text() == printed);
            const Name from_wire = must(Name::from_wire(vector.hex("wire")));
            CHECK(from_wire == must(from_text));
            CHECK(name(printed) == from_wire);
        } else {
            REQUIRE_FALSE(from_text.ok());
            CHECK(to_string(from_text.error().code()) == vector.expect());
        }
    }
}

TEST_CASE("name: malformed wire forms are refused", "[dns][name]") {
    for (const auto& vector : read_vectors("dns/name_wire.vec", {"wire", "message"})) {
        CAPTURE(vector.title());
        const auto read = Name::from_wire(vector.hex("wire"));
        REQUIRE_FALSE(read.ok());
        CHECK(to_string(read.error().code()) == vector.expect());
        CHECK(read.error().message() == vector.text("message"));
    }
}

TEST_CASE("name: every octet survives from wire to text and back", "[dns][name]") {
    for (unsigned octet = 0; octet < 256; ++octet) {
        CAPTURE(octet);
        const Bytes one_octet = {1, static_cast<Byte>(octet), 0};
        const Name read = must(Name::from_wire(one_octet));
        CHECK(name(read.text()) == read);
        const bool upper = octet >= 'A' && octet <= 'Z';
        CHECK(wire(read)[1] == (upper ? octet + 0x20 : octet));
        const auto text = read.text();
        CHECK(std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; }));
    }
}

TEST_CASE("name: a label has at most 63 octets", "[dns][name]") {
    CHECK(wire(name(labels(1, 63))).size() == 65);
    CHECK(Name::from_text(labels(1, 64)).error().code() == Errc::syntax);
    CHECK_THAT(Name::from_text(labels(1, 64)).error().message(),
               Catch::Matchers::EndsWith(": a label is longer than 63 octets"));
    std::string escaped;  // an escape counts as the one octet it stands for
    for (int i = 0; i < 63; ++i) {
        escaped.append("\\001");
    }
    CHECK(wire(name(escaped + ".")).size() == 65);
    CHECK_FALSE(Name::from_text(escaped + "\\001.").ok());
}

TEST_CASE("name: a name has at most 255 octets in wire form", "[dns][name]") {
    const std::string longest = labels(3, 63) + labels(1, 61);  // 3 * 64 + 62 + 1
    CHECK(wire(name(longest)).size() == 255);
    CHECK(must(Name::from_wire(name(longest).wire())) == name(longest));
    const auto longer = Name::from_text(labels(3, 63) + labels(1, 62));
    REQUIRE_FALSE(longer.ok());
    CHECK(longer.error().code() == Errc::syntax);
    CHECK_THAT(longer.error().message(),
               Catch::Matchers::EndsWith(": the name is longer than 255 octets"));

    Bytes octets = wire(name(longest));  // 256 octets: one more in the last label
    octets[192] = 62;
    octets.insert(octets.end() - 1, 'a');
    REQUIRE(octets.size() == 256);
    CHECK(Name::from_wire(octets).error().code() == Errc::syntax);

    const Name many = name(labels(127, 1));  // the most labels there can be
    CHECK(wire(many).size() == 255);
    CHECK(many.rrsig_labels() == 127);
    CHECK_FALSE(Name::from_text(labels(128, 1)).ok());
}

TEST_CASE("name: a refusal names the text and the character", "[dns][name]") {
    CHECK(Name::from_text("a..nl.").error().message() ==
          R"(name "a..nl.": an empty label at character 3)");
    CHECK(Name::from_text("a b.").error().message() ==
          R"(name "a b.": a character that needs an escape at character 2)");
    CHECK(Name::from_text("\\256.").error().message() ==
          R"(name "\\256.": an escape beyond \255 at character 1)");
    CHECK(Name::from_text("a\\").error().message() ==
          R"(name "a\\": a backslash without a printable character at character 2)");
    CHECK(Name::from_text("a\\1x.").error().message() ==
          R"(name "a\\1x.": a backslash with fewer than three digits at character 2)");
}

TEST_CASE("name: one without its last dot is refused with advice", "[dns][name]") {
    const auto relative = Name::from_text("nl");
    REQUIRE_FALSE(relative.ok());
    CHECK(relative.error().code() == Errc::syntax);
    CHECK(relative.error().message() == R"(name "nl": the name does not end in a dot)");
    CHECK(relative.error().hint() == R"(names are written in full here, like "example.")");
    CHECK_FALSE(Name::from_text("").ok());
    CHECK_FALSE(Name::from_text("nl\\.").ok());
}

TEST_CASE("name: letters A to Z equal a to z and nothing else is folded", "[dns][name]") {
    CHECK(name("EXAMPLE.Nl.") == name("example.nl."));
    CHECK(name("\\069xample.") == name("example."));  // RFC 4343, section 2.1
    CHECK(name("\\197.") != name("\\229."));          // A and a with a ring in ISO 8859-1
    CHECK(name("@.") != name("`."));
    CHECK(name("[.") != name("{."));
    CHECK(must(Name::from_wire(as_bytes(std::string_view("\2NL\0", 4)))) == name("nl."));
    CHECK(name("nl.") != Name());
}

TEST_CASE("name: canonical order is that of RFC 4034 section 6.1", "[dns][name]") {
    const std::vector<std::string> in_order = {
        "example.",         "a.example.",      "yljkjljk.a.example.",
        "Z.a.example.",     "zABC.a.EXAMPLE.", "z.example.",
        "\\001.z.example.", "*.z.example.",    "\\200.z.example.",
    };
    for (std::size_t i = 0; i < in_order.size(); ++i) {
        for (std::size_t j = 0; j < in_order.size(); ++j) {
            CAPTURE(in_order[i], in_order[j]);
            CHECK((name(in_order[i]) <=> name(in_order[j])) == (i <=> j));
        }
    }
}

TEST_CASE("name: the root comes first and a shorter label before a longer", "[dns][name]") {
    CHECK(Name() < name("\\000."));
    CHECK(name("\\000.") < name("\\000\\000."));
    CHECK(name("a.b.") > name("b."));
    CHECK(name("a.b.") < name("a.ba."));
    CHECK(name("z.a.") < name("a.b."));
    CHECK((Name() <=> name(".")) == std::strong_ordering::equal);
}

TEST_CASE("name: labels are counted as in an RRSIG", "[dns][name]") {
    CHECK(Name().rrsig_labels() == 0);
    CHECK(name("nl.").rrsig_labels() == 1);
    CHECK(name("www.example.com.").rrsig_labels() == 3);  // RFC 4034, section 3.1.3
    CHECK(name("*.example.com.").rrsig_labels() == 2);
    CHECK(name("*.").rrsig_labels() == 0);
    CHECK(name("a.*.example.com.").rrsig_labels() == 4);
    CHECK(name("**.example.com.").rrsig_labels() == 3);
}

TEST_CASE("name: one is taken from the front and the rest is left", "[dns][name]") {
    const Bytes octets = {2, 'n', 'l', 0, 0, 0xff};
    encoding::Reader reader(octets);
    CHECK(must(Name::read(reader)) == name("nl."));
    CHECK(must(Name::read(reader)) == Name());
    CHECK(must(reader.u8()) == 0xff);
    CHECK(Name::read(reader).error().message() ==
          "name: cut short: 1 more octets expected, 0 left");
    CHECK(Name::from_wire({}).error().code() == Errc::syntax);
}
