// SPDX-License-Identifier: BSD-3-Clause

#include "kasp/read_kasp.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::kasp;
using ceremony::test::must;
using ceremony::test::read_vector_file;

namespace {

using policy::day;
using policy::hour;
using policy::minute;

// The policy "default" of the template with `from` replaced by `to`.
Result<Kasp> changed(const std::string& from, const std::string& to) {
    std::string xml = read_vector_file("kasp/debian.xml");
    const auto at = xml.find(from);
    REQUIRE(at != std::string::npos);
    xml.replace(at, from.size(), to);
    return read_kasp(xml, "kasp.xml", "default");
}

}  // namespace

TEST_CASE("read_kasp: the template of Debian", "[kasp][read_kasp]") {
    const Kasp kasp = must(read_kasp(read_vector_file("kasp/debian.xml"), "kasp.xml", "default"));
    policy::Policy expected;
    expected.inception_offset = 3600;
    expected.ttl = 3600;
    expected.retire_safety = 3600;
    expected.publish_safety = 3600;
    expected.zone = {43200, day, 5 * day, {14 * day, 3 * day, 12 * hour, 2 * hour, false}};
    expected.parent = policy::ParentPolicy{9999, 3600, 2 * day};
    expected.ksk.algorithm = dns::Algorithm::rsasha256;
    expected.ksk.size = 2048;
    expected.ksk.lifetime = must(Duration::of(0, 365 * day));
    expected.zsk.algorithm = dns::Algorithm::rsasha256;
    expected.zsk.size = 1024;
    expected.zsk.lifetime = must(Duration::of(0, 90 * day));
    CHECK(kasp.policy == expected);
    REQUIRE(kasp.notes.size() == 3);
    CHECK(kasp.notes[0] == "There is no RegistrationDelay: look at parent.registration.");
}

TEST_CASE("read_kasp: each margin of safety is read from its element", "[kasp][read_kasp]") {
    const Kasp kasp = must(changed("<RetireSafety>PT3600S", "<RetireSafety>PT7200S"));
    CHECK(kasp.policy.retire_safety == 7200);
    CHECK(kasp.policy.publish_safety == 3600);
}

TEST_CASE("read_kasp: its second policy", "[kasp][read_kasp]") {
    const Kasp kasp = must(read_kasp(read_vector_file("kasp/debian.xml"), "kasp.xml", "lab"));
    CHECK(kasp.policy.zone.signature ==
          policy::ZoneSignatures{hour, 30 * minute, minute, 10 * minute, false});
    CHECK(kasp.policy.ttl == 300);
    CHECK(kasp.policy.retire_safety == 360);
    CHECK(kasp.policy.publish_safety == 360);
    CHECK(kasp.policy.zone.propagation == 300);
    CHECK(kasp.policy.zone.max_ttl == 300);
    CHECK(kasp.policy.zsk.lifetime.seconds() == 4 * hour);
}

TEST_CASE("read_kasp: what the template leaves out", "[kasp][read_kasp]") {
    CHECK(must(changed("<Denial>P14D</Denial>", "<Denial>P20D</Denial>"))
              .policy.zone.signature.validity == 20 * day);
    CHECK(must(changed("<Denial>P14D</Denial>", "<Denial>P14D</Denial><Keyset>P21D</Keyset>"))
              .policy.validity == 21 * day);
    CHECK(must(changed("<Lifetime>P90D</Lifetime>", "<Lifetime>P2M</Lifetime>"))
              .policy.zsk.lifetime.text() == "P62D");
    CHECK(
        must(changed("<!-- <ManualRollover/> -->", "<ZskRollType>ZskDoubleSignature</ZskRollType>"))
            .policy.zsk.roll == policy::ZskRoll::double_signature);
    CHECK(must(changed("<Repository>SoftHSM</Repository>",
                       "<KskRollType>KskDoubleRRset</KskRollType>"))
              .policy.ksk.roll == policy::KskRoll::double_rrset);
    CHECK(must(changed("<Repository>SoftHSM</Repository>",
                       "<KskRollType>\n  KskDoubleSignature\n</KskRollType>"))
              .policy.ksk.roll == policy::KskRoll::double_signature);
    CHECK(must(changed("<Repository>SoftHSM</Repository>", "<Standby>2</Standby>"))
              .policy.ksk.standby == 2);
    CHECK(must(changed("<Repository>SoftHSM</Repository>", "<RFC5011/>")).policy.rfc5011);
    CHECK(must(changed(R"(<Algorithm length="2048">8)", R"(<Algorithm length="256">13)"))
              .policy.ksk.size == std::nullopt);
    CHECK(
        must(changed("<Minimum>PT3600S</Minimum>", "<Minimum>P2D</Minimum>")).policy.zone.max_ttl ==
        2 * day);
    const Kasp with_delay =
        must(changed("<Parent>", "<Parent><RegistrationDelay>PT5M</RegistrationDelay>"));
    CHECK(with_delay.policy.parent->registration == 300);
    CHECK(with_delay.notes.size() == 2);
}

TEST_CASE("read_kasp: what ceremonies do not know is told", "[kasp][read_kasp]") {
    CHECK(must(changed("<!-- <ShareKeys/> -->", "<ShareKeys/>")).notes.at(1) ==
          "ShareKeys: say ksk-shared-with for each zone but one.");
    CHECK(must(changed("<!-- <ManualRollover/> -->", "<ManualRollover/>")).notes.at(1) ==
          "ZSK: ManualRollover: ceremonies roll keys after their lifetime.");
    CHECK(must(changed("<MaxZoneTTL>P1D</MaxZoneTTL>", "")).notes.at(0) ==
          "There is no MaxZoneTTL: look at zone.max-ttl.");
}

TEST_CASE("read_kasp: what cannot be taken over is refused at its place", "[kasp][read_kasp]") {
    struct Row {
        std::string from;
        std::string to;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"<Resign>PT2H</Resign>", "", Errc::syntax, ": Signatures: there is no Resign"},
        {"<Resign>PT2H</Resign>", "<Resign>2H</Resign>", Errc::syntax,
         ": Resign: \"2H\" is not a duration"},
        {"<Resign>PT2H</Resign>", "<Resign>7200</Resign>", Errc::syntax,
         ": Resign: \"7200\" does not begin with P"},
        {"<Jitter>", "<Jitter>P1D</Jitter><Jitter>", Errc::semantics, ": Jitter: a second one"},
        {"<Description>", "<Passthrough/><Description>", Errc::semantics,
         ": Policy: zones of this policy are not signed"},
        {"<KSK>", "<CSK/><KSK>", Errc::semantics,
         ": CSK: one key cannot be in the bunker and beside the online signer"},
        {"2048\">8<", "2048\">7<", Errc::semantics, ": Algorithm: "},
        {" length=\"2048\"", "", Errc::syntax, ": Algorithm: there is no length"},
        {"2048", "8192", Errc::semantics, ": Algorithm: \"8192\" is not a number up to 4096"},
        {"2048", "1000", Errc::semantics, ": Algorithm: an RSA key of 1000 bits, not 1024 to 4096"},
        {"<Lifetime>P1Y<", "<Lifetime>PT0S<", Errc::semantics,
         ": KSK: a key has to live for some time"},
        {"<Repository>", "<Standby>5</Standby><Repository>", Errc::semantics,
         ": Standby: \"5\" is not a number up to 4"},
        {"<!-- <ManualRollover/> -->", "<ZskRollType>ZskDoubleRRsig</ZskRollType>", Errc::semantics,
         ": ZskRollType: \"ZskDoubleRRsig\" cannot be planned here"},
        {"<KASP>", "<KISP>", Errc::syntax, ": "},
        {"<Policy name=\"default\">", "<Policy name=\"other\">", Errc::not_found,
         "kasp.xml: no policy is called \"default\", there is \"other\", \"lab\""},
    }));
    CAPTURE(row.from, row.to);
    const auto kasp = changed(row.from, row.to);
    REQUIRE_FALSE(kasp.ok());
    CHECK(kasp.error().code() == row.code);
    CHECK_THAT(kasp.error().message(), Catch::StartsWith("kasp.xml:"));
    CHECK_THAT(kasp.error().message(), Catch::Contains(row.message));
}

TEST_CASE("read_kasp: a place counts lines and columns from one", "[kasp][read_kasp]") {
    const auto kasp = read_kasp("<KASP>\n <Policy name='a'/>\n</KASP>\n", "k", "a");
    REQUIRE_FALSE(kasp.ok());
    CHECK(kasp.error().place() == Place{2, 3});
    CHECK(kasp.error().message() == "k:2:3: Policy: there is no Signatures");
    const auto other = read_kasp("<a/>", "k", "a");
    CHECK(other.error().message() == "k:1:1: this is no kasp.xml: there is no KASP");
    CHECK(read_kasp("<KASP/>", "k", "a").error().message() == "k: no policy is called \"a\"");
    CHECK(read_kasp("", "k", "a").error().code() == Errc::syntax);
}

TEST_CASE("read_kasp: its months have 31 days and its years 365", "[kasp][read_kasp]") {
    const auto [text, seconds] = GENERATE(table<std::string, policy::Seconds>({
        {"P1M", 31 * day},
        {"P12M", 372 * day},
        {"P1Y", 365 * day},
        {"P1Y1M1W1DT1H1M1S", (365 + 31 + 7 + 1) * day + hour + minute + 1},
        {"PT1M", minute},
        {"PT0S", 0},
    }));
    CAPTURE(text);
    CHECK(must(read_kasp_duration(text)) == seconds);
    CHECK(read_kasp_duration("1Y").error().code() == Errc::syntax);
    CHECK(read_kasp_duration("P").error().code() == Errc::syntax);
    CHECK(read_kasp_duration("-P1D").error().code() == Errc::syntax);
    CHECK(read_kasp_duration("P99999999999Y").error().code() == Errc::limit);
}
