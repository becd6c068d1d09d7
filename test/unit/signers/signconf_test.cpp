// SPDX-License-Identifier: BSD-3-Clause

#include "signers/signconf.hpp"

#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::signers::Frame;
using ceremony::signers::OnlineKey;
using ceremony::signers::Origin;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::sample_keyset;

namespace {

const Bytes an_id = {0xaa, 0xbb};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// The frame with one text in it replaced.
std::string frame_with(const std::string& from, const std::string& to) {
    return replaced(read_vector_file("signers/frame.xml"), from, to);
}

Result<std::string> in_frame(const keysets::Keyset& keyset,
                             const std::string& frame,
                             Origin origin = Origin::present) {
    return signers::signconf(keyset, {}, {frame, "nl.xml", origin});
}

// What is refused for the key set, whatever the frame.
std::string refusal(const keysets::Keyset& keyset, const std::vector<OnlineKey>& online = {}) {
    const std::string frame = read_vector_file("signers/frame.xml");
    const auto text = signers::signconf(keyset, online, {frame, "nl.xml"});
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::semantics);
    return text.error().message();
}

}  // namespace

TEST_CASE("signconf: only the keys are replaced", "[signers][signconf]") {
    const std::string frame = read_vector_file("signers/frame.xml");
    const std::string expected = read_vector_file("signers/signconf.xml");
    CHECK(must(in_frame(sample_keyset(), frame)) == expected);
    CHECK(must(in_frame(sample_keyset(), expected)) == expected);
}

TEST_CASE("signconf: a key on the token is named by its ID, whether it signs or not",
          "[signers][signconf]") {
    const keysets::Keyset keyset = sample_keyset();
    const Bytes other_id = {1, 2};
    // A KSK stays a record even where the token has it: of a zone that is moved to ceremonies.
    const std::vector<OnlineKey> online = {
        {keyset.keys.at(0), an_id}, {keyset.keys.at(1), other_id}, {keyset.keys.at(2), {3, 4}}};
    const std::string frame = read_vector_file("signers/frame.xml");
    const std::string text = must(signers::signconf(keyset, online, {frame, "nl.xml"}));
    std::string expected = read_vector_file("signers/signconf.xml");
    const auto begin = expected.find("<Locator>53ef193c7316ec558d9f4103e752d484");
    const auto end = expected.find("        <Publish/>", begin);
    expected.replace(begin, end - begin, "<Locator>aabb</Locator>\n");
    expected = replaced(expected, "00112233445566778899aabbccddeeff", "0102");
    CHECK(text == expected);
    CHECK(signers::absent_keys(keyset, online) == std::vector{keyset.keys.at(2)});
    CHECK(signers::absent_keys(keyset, {}) == std::vector{keyset.keys.at(0), keyset.keys.at(2)});
}

TEST_CASE("signconf: a zone signer outside of the set is not published", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.keys.erase(keyset.keys.begin() + 1);
    const std::string text = must(in_frame(keyset, read_vector_file("signers/frame.xml")));
    CHECK(text == replaced(read_vector_file("signers/signconf.xml"),
                           "        <ZSK/>\n        <Publish/>\n", "        <ZSK/>\n"));
}

TEST_CASE("signconf: every signature over the set is there", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.signatures.push_back(keyset.signatures.front());
    keyset.signatures.back().signature.front() ^= 1U;
    const std::string text = must(in_frame(keyset, read_vector_file("signers/frame.xml")));
    const std::string element = "<SignatureResourceRecord>";
    const auto first = text.find(element);
    REQUIRE(first != std::string::npos);
    CHECK(text.find(element, first + 1) != std::string::npos);
}

TEST_CASE("signconf: a revoked key is a record with its flags", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.keys.at(2).flags = dns::revoked_ksk_flags;
    const std::string text = must(in_frame(keyset, read_vector_file("signers/frame.xml")));
    CHECK_THAT(text, Catch::Contains("<Key>\n        <Flags>385</Flags>\n"));
    CHECK_THAT(text, !Catch::Contains("<KSK"));
}

TEST_CASE("signconf: a template is given the name of the zone", "[signers][signconf]") {
    const std::string expected = read_vector_file("signers/signconf.xml");
    const std::string name = GENERATE(" name='@ZONE@'", " name=''", "", " name='Example.'");
    CAPTURE(name);
    const std::string other = frame_with(" name=\"example\"", name);
    CHECK(must(in_frame(sample_keyset(), other, Origin::pattern)) == expected);
}

TEST_CASE("signconf: a template serves the root, too", "[signers][signconf]") {
    keysets::Keyset root = sample_keyset();
    root.zone = dns::Name();
    const std::string any = frame_with("name=\"example\"", "name='@ZONE@'");
    CHECK_THAT(must(in_frame(root, any, Origin::pattern)), Catch::Contains("<Zone name=\".\">"));
}

TEST_CASE("signconf: a template of another zone is refused, and where it is one says how",
          "[signers][signconf]") {
    const std::string other = GENERATE("other", "example.org.", "a..b", "@zone");
    CAPTURE(other);
    const std::string frame = frame_with("name=\"example\"", "name='" + other + "'");
    const auto text = in_frame(sample_keyset(), frame, Origin::pattern);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::refused);
    CHECK(text.error().message() ==
          "nl.xml:4:4: Zone: the zone is called \"" + other + "\", not \"example.\"");
    CHECK(text.error().hint() ==
          "for a template of several zones: <Zone name=\"@ZONE@\">, or no name");
    // A target is of one zone: there "@ZONE@" is no name either.
    const std::string any = frame_with("name=\"example\"", "name='@ZONE@'");
    const auto target = in_frame(sample_keyset(), any);
    REQUIRE_FALSE(target.ok());
    CHECK(target.error().code() == Errc::refused);
    CHECK(target.error().hint() ==
          "name the file of this zone under publish:, or mend the name in it");
}

TEST_CASE("signconf: the zone of a target is compared without case and last dot",
          "[signers][signconf]") {
    const std::string name = GENERATE("EXAMPLE", "example.", "Example.");
    CAPTURE(name);
    CHECK(in_frame(sample_keyset(), frame_with("name=\"example\"", "name='" + name + "'")).ok());
}

TEST_CASE("signconf: a template without keys gets them", "[signers][signconf]") {
    std::string frame = read_vector_file("signers/frame.xml");
    const auto begin = frame.find("    <Keys>");
    const std::string end = "</Keys>\n";
    frame.erase(begin, frame.find(end) + end.size() - begin);
    const std::string text = must(in_frame(sample_keyset(), frame, Origin::pattern));
    std::string expected = read_vector_file("signers/signconf.xml");
    const auto keys = expected.find("    <Keys>");
    const std::string part = expected.substr(keys, expected.find(end) + end.size() - keys);
    expected.erase(keys, part.size());
    expected.insert(expected.find("    <Signatures>"), part);
    CHECK(text == expected);
}

TEST_CASE("signconf: a frame on one line stays readable", "[signers][signconf]") {
    const std::string frame =
        "<SignerConfiguration><Zone name='example.'><Signatures/><Denial/>"
        "x<Keys/><SOA/></Zone></SignerConfiguration>";
    const std::string text = must(in_frame(sample_keyset(), frame));
    CHECK_THAT(text, Catch::StartsWith("<SignerConfiguration><Zone name=\"example.\">"
                                       "<Signatures/><Denial/>x<Keys>\n  <TTL>PT3600S</TTL>\n"));
    CHECK_THAT(text, Catch::EndsWith("\n</Keys><SOA/></Zone></SignerConfiguration>"));
}

TEST_CASE("signconf: a frame that is none is refused at its place", "[signers][signconf]") {
    struct Row {
        std::string from;
        std::string to;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"</Zone>", "", Errc::syntax, "nl.xml:40:"},
        {"<Zone name=\"example\">", "<Zone name=\"other\">", Errc::refused,
         "nl.xml:4:4: Zone: the zone is called \"other\", not \"example.\""},
        {"<Zone name=\"example\">", "<Zone>", Errc::refused,
         "nl.xml:4:4: Zone: the zone is called \"\", not \"example.\""},
        {"<Zone name=\"example\">", "<Zone name=\"a..b\">", Errc::refused, "nl.xml:4:4: Zone: "},
        {"<Zone name=\"example\">", "<Zone/><Zone name=\"example\">", Errc::semantics,
         "nl.xml:4:11: Zone: a second one"},
        {"<Signatures>", "<Passthrough/><Signatures>", Errc::refused,
         "nl.xml:5:6: Passthrough: the zone is not signed"},
        {"<SOA>", "<Keys/><SOA>", Errc::semantics, ": Keys: a second one"},
        {"Denial>\n      <NSEC3>", "Deny>\n      <NSEC3>", Errc::syntax, "nl.xml:"},
    }));
    CAPTURE(row.from, row.to);
    const auto text = in_frame(sample_keyset(), frame_with(row.from, row.to));
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == row.code);
    CHECK_THAT(text.error().message(), Catch::Contains(row.message));
}

TEST_CASE("signconf: what every configuration has must be there", "[signers][signconf]") {
    const std::string missing = GENERATE("Signatures", "Denial", "SOA");
    CAPTURE(missing);
    std::string frame =
        "<SignerConfiguration><Zone name='example'><Signatures/><Denial/><SOA/>"
        "</Zone></SignerConfiguration>";
    frame = replaced(frame, "<" + missing + "/>", "");
    const auto text = in_frame(sample_keyset(), frame);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().message() == "nl.xml:1:23: Zone: there is no " + missing);
    CHECK(in_frame(sample_keyset(), "").error().code() == Errc::syntax);
    const auto other = in_frame(sample_keyset(), "<KASP/>");
    CHECK(other.error().message() ==
          "nl.xml:1:1: this is no signer configuration: there is no SignerConfiguration");
    CHECK(in_frame(sample_keyset(), "<SignerConfiguration/>").error().code() == Errc::syntax);
}

TEST_CASE("signconf: a set that would be published unsigned is refused", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.signatures.clear();
    CHECK(refusal(keyset) == "example.: a key set without a signature");
    keyset = sample_keyset();
    keyset.signatures.front().original_ttl = 7200;
    CHECK(refusal(keyset) == "example.: a signature over the TTL 7200 of a set with the TTL 3600");
}

TEST_CASE("signconf: a zone that nobody could sign is refused", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.zone_signers.front().id.clear();
    CHECK(refusal(keyset) ==
          "key 47072 of example.: it signs the zone, but its CKA_ID is not known");
    keyset.zone_signers.clear();
    CHECK(refusal(keyset) == "example.: the recipe does not say who signs the zone");
    keyset = sample_keyset();
    keyset.zone_signers.push_back({keyset.keys.at(2), an_id, false});
    CHECK(refusal(keyset) ==
          "key 5346 of example.: a key that signs key sets cannot sign the zone, too");
}

TEST_CASE("signconf: two keys with one ID are refused", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.zone_signers.push_back({keyset.keys.at(0), an_id, false});
    CHECK(refusal(keyset, {{keyset.keys.at(1), an_id}}) ==
          "key 59445 of example.: another key has its CKA_ID, too: aabb");
}

TEST_CASE("signconf: a TTL that no record can have is refused", "[signers][signconf]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.ttl = dns::max_ttl + 1;
    keyset.signatures.front().original_ttl = keyset.ttl;
    CHECK(in_frame(keyset, read_vector_file("signers/frame.xml")).error().code() == Errc::limit);
}
