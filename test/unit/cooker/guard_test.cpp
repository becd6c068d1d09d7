// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/guard.hpp"

#include "dns/dnskey.hpp"
#include "dns/scan.hpp"
#include "support/sample_keys.hpp"
#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::loaded;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::sample_keys;

namespace {

// The guard with these lines in it.
Result<Guard> read(const std::string& lines) {
    const config::Loaded configuration = loaded("guard:\n" + lines);
    return read_guard(*configuration.root().find("guard"));
}

Duration duration(std::string_view text) {
    return must(Duration::from_text(text));
}

UtcTime time(std::string_view text) {
    return must(UtcTime::from_text(text));
}

const std::string digest_a(64, 'a');
const std::string digest_b(64, 'b');

Sha256 all(Byte octet) {
    Sha256 digest = {};
    digest.fill(octet);
    return digest;
}

dns::Name name(std::string_view text) {
    return must(dns::Name::from_text(text));
}

}  // namespace

TEST_CASE("guard: every line is read", "[cooker][guard]") {
    const Guard guard =
        must(read("  zones: [nl., Example.]\n"
                  "  algorithms: [8, ECDSAP256SHA256]\n"
                  "  rsa-min-bits: 3072\n"
                  "  max-validity: P62D\n"
                  "  max-horizon: P1Y2M\n"
                  "  max-ahead: 30D\n"
                  "  wrapping-keys: [\"sha256:" +
                  digest_a + "\", " + digest_b +
                  "]\n"
                  "  export: generated\n"
                  "  direct-keys: confirm\n"
                  "  possession: optional\n"
                  "  cds: own\n"
                  "  delete: allow\n"
                  "  extractable-signers: confirm\n"
                  "  protect: [\"" +
                  std::string(sample_keys[2].ds_sha256) +
                  "\"]\n"
                  "  previous: optional\n"
                  "  unknown-objects: warn\n"
                  "  confirm: yes\n"
                  "  approvals: none\n"));
    CHECK(guard.is_written);
    CHECK(guard.zones.listed == std::set{name("nl."), name("example.")});
    CHECK_FALSE(guard.zones.everything);
    CHECK(guard.algorithms.listed ==
          std::set{dns::Algorithm::rsasha256, dns::Algorithm::ecdsap256sha256});
    CHECK(guard.rsa_min_bits == 3072);
    CHECK(guard.max_validity == duration("P62D"));
    CHECK(guard.max_horizon == duration("P14M"));
    CHECK(guard.max_ahead == duration("P30D"));
    CHECK(guard.wrapping_keys == std::set{all(0xaa), all(0xbb)});
    CHECK(guard.exports.generated);
    CHECK(guard.exports.listed.empty());
    CHECK(guard.direct_keys == Ruling::confirm);
    CHECK(guard.possession == Demand::optional);
    CHECK(guard.cds == CdsRule::own);
    CHECK(guard.deletion == Ruling::allow);
    CHECK(guard.extractable_signers == Ruling::confirm);
    REQUIRE(guard.protect.size() == 1);
    CHECK(guard.protect.front().key_tag == sample_keys[2].tag);
    CHECK(guard.previous == Demand::optional);
    CHECK(guard.unknown_objects == UnknownObjects::warn);
    CHECK(guard.confirm == Confirmation::yes);
}

TEST_CASE("guard: a line that is left out means the strictest", "[cooker][guard]") {
    const Guard guard = must(read("  confirm: words\n"));
    CHECK(guard.is_written);
    CHECK_FALSE(guard.zones.everything);
    CHECK_FALSE(guard.zones.contains(name("nl.")));
    CHECK_FALSE(guard.algorithms.contains(dns::Algorithm::ecdsap256sha256));
    CHECK_FALSE(guard.allows_rsa_bits(4096));
    CHECK_FALSE(guard.within(guard.max_validity, UtcTime(), UtcTime()));
    CHECK_FALSE(guard.within(guard.max_horizon, UtcTime(), UtcTime()));
    CHECK_FALSE(guard.within(guard.max_ahead, UtcTime(), UtcTime()));
    CHECK(guard.about_wrapping_key(all(0xaa)) == Ruling::deny);
    CHECK_FALSE(guard.exports.generated);
    CHECK(guard.about_direct_key(all(0xaa)) == Ruling::deny);
    CHECK(guard.possession == Demand::required);
    CHECK(guard.cds == CdsRule::deny);
    CHECK(guard.deletion == Ruling::deny);
    CHECK(guard.extractable_signers == Ruling::deny);
    CHECK(guard.protect.empty());
    CHECK(guard.previous == Demand::required);
    CHECK(guard.unknown_objects == UnknownObjects::stop);
    CHECK(guard.confirm == Confirmation::words);
    CHECK_FALSE(guard.yields_to_yes_flag());
}

TEST_CASE("guard: an empty guard is a guard", "[cooker][guard]") {
    const config::Loaded configuration = loaded("guard:\n");
    const Guard guard = must(read_guard(*configuration.root().find("guard")));
    CHECK(guard.is_written);
    CHECK(guard.confirm == Confirmation::words);
    CHECK(guard.deletion == Ruling::deny);
}

TEST_CASE("guard: without one a person decides what cannot be taken back", "[cooker][guard]") {
    const Guard guard = Guard::absent();
    CHECK_FALSE(guard.is_written);
    CHECK(guard.zones.contains(name("nl.")));
    CHECK(guard.algorithms.contains(dns::Algorithm::ed448));
    CHECK(guard.allows_rsa_bits(2048));
    CHECK_FALSE(guard.allows_rsa_bits(2047));
    CHECK(guard.within(guard.max_validity, time("1970-01-01"), time("2106-01-01")));
    CHECK(guard.about_wrapping_key(all(1)) == Ruling::confirm);
    CHECK(guard.exports.generated);
    CHECK(guard.about_direct_key(all(1)) == Ruling::confirm);
    CHECK(guard.cds == CdsRule::confirm);
    CHECK(guard.deletion == Ruling::confirm);
    CHECK(guard.extractable_signers == Ruling::deny);
    CHECK(guard.previous == Demand::optional);
    CHECK(guard.unknown_objects == UnknownObjects::warn);
    CHECK(guard.confirm == Confirmation::words);
    CHECK_FALSE(guard.yields_to_yes_flag());
}

TEST_CASE("guard: lists of keys", "[cooker][guard]") {
    const Guard guard =
        must(read("  export: [\"hex 0102\", \"hex ff\"]\n"
                  "  direct-keys: [" +
                  digest_a + "]\n"));
    CHECK_FALSE(guard.exports.generated);
    CHECK(guard.exports.listed == std::set<Bytes>{{1, 2}, {0xff}});
    CHECK(guard.about_direct_key(all(0xaa)) == Ruling::allow);
    CHECK(guard.about_direct_key(all(0xbb)) == Ruling::deny);
    CHECK(must(read("  export: never\n")).exports.generated == false);
    CHECK(must(read("  direct-keys: deny\n")).about_direct_key(all(0xaa)) == Ruling::deny);
    CHECK(must(read("  wrapping-keys: [" + digest_a + "]\n")).about_wrapping_key(all(0xaa)) ==
          Ruling::allow);
    CHECK(must(read("  wrapping-keys: [" + digest_a + "]\n")).about_wrapping_key(all(0xab)) ==
          Ruling::deny);
}

TEST_CASE("guard: what it cannot mean is refused", "[cooker][guard]") {
    struct Row {
        std::string line;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"zones: [nl]", "2:11: guard.zones[0]: "},
        {"zones: nl.", "2:10: guard.zones: not a list"},
        {"algorithms: [5]", "2:16: guard.algorithms[0]: "},
        {"algorithms: [13, x]", "2:20: guard.algorithms[1]: "},
        {"rsa-min-bits: 512", "2:17: guard.rsa-min-bits: "},
        {"max-validity: long", "2:17: guard.max-validity: "},
        {"wrapping-keys: [0f3a]", "2:19: guard.wrapping-keys[0]: not a SHA-256"},
        {"wrapping-keys: [sha256:xy]", "2:19: guard.wrapping-keys[0]: not a SHA-256"},
        {"export: all", "2:11: guard.export: not never, generated or a list of key IDs"},
        {"export: [AQI=]", "2:12: guard.export[0]: not the ID of a key"},
        {"export: [\"hex \"]", "2:12: guard.export[0]: not the ID of a key"},
        {"export: [\"hex 0\"]", "2:12: guard.export[0]: not the ID of a key"},
        {"direct-keys: allow", "2:16: guard.direct-keys: \"allow\" is not deny or confirm"},
        {"direct-keys: [1]", "2:17: guard.direct-keys[0]: not a SHA-256"},
        {"possession: yes", "2:15: guard.possession: \"yes\" is not optional or required"},
        {"cds: confirm", "2:8: guard.cds: \"confirm\" is not deny, own or any"},
        {"delete: yes", "2:11: guard.delete: \"yes\" is not deny, confirm or allow"},
        {"extractable-signers: allow",
         "2:24: guard.extractable-signers: \"allow\" is not deny or confirm"},
        {"protect: [\"1 13 2 00\"]", "2:13: guard.protect[0]: not a DS record"},
        {"previous: never", "2:13: guard.previous: \"never\" is not optional or required"},
        {"unknown-objects: ignore", "2:20: guard.unknown-objects: \"ignore\" is not stop or warn"},
        {"confirm: no", "2:12: guard.confirm: \"no\" is not none, yes or words"},
        {"approvals: 2", "2:14: guard.approvals: \"2\" is not none"},
        {"max-aheed: P1D", "2:3: guard.max-aheed: unknown key; did you mean \"max-ahead\"?"},
        {"deletion: allow", "2:3: guard.deletion: unknown key"},
    }));
    CAPTURE(row.line);
    CHECK_THAT(refusal(read("  " + row.line + "\n")), Catch::StartsWith(row.message));
}

TEST_CASE("guard: a limit of time includes its last second", "[cooker][guard]") {
    Guard guard;
    guard.is_written = true;
    const UtcTime from = time("2027-01-31 12:00:00");
    CHECK(guard.within(duration("P1D"), from, time("2027-02-01 12:00:00")));
    CHECK_FALSE(guard.within(duration("P1D"), from, time("2027-02-01 12:00:01")));
    CHECK(guard.within(duration("P1M"), from, time("2027-02-28 12:00:00")));
    CHECK_FALSE(guard.within(duration("P1M"), from, time("2027-02-28 12:00:01")));
    CHECK(guard.within(duration("P9999Y"), from, time("2106-01-01")));
}

TEST_CASE("guard: a protected key is known by its tag whatever is said about it",
          "[cooker][guard]") {
    for (const auto& sample : sample_keys) {
        CAPTURE(sample.algorithm_name);
        const dns::Record record = must(dns::scan_record(sample.dnskey, "key"));
        const dns::Dnskey key = must(dns::read_dnskey(record.rdata()));
        Guard guard;
        guard.protect = {must(dns::scan_ds(sample.ds_sha256, "ds"))};
        CHECK(guard.protects(key.algorithm, key.public_key));
        for (const auto& other : sample_keys) {
            if (other.algorithm != sample.algorithm) {
                const dns::Dnskey stranger =
                    must(dns::read_dnskey(must(dns::scan_record(other.dnskey, "key")).rdata()));
                CHECK_FALSE(guard.protects(stranger.algorithm, stranger.public_key));
            }
        }
        guard.protect.front().key_tag = sample.revoked_tag;
        CHECK(guard.protects(key.algorithm, key.public_key));
        guard.protect.front().key_tag = static_cast<std::uint16_t>(sample.tag - 1);
        CHECK(guard.protects(key.algorithm, key.public_key));  // the ZSK of the same key
        guard.protect.front().key_tag = static_cast<std::uint16_t>(sample.tag + 1);
        CHECK_FALSE(guard.protects(key.algorithm, key.public_key));
        guard.protect.clear();
        CHECK_FALSE(guard.protects(key.algorithm, key.public_key));
    }
}

TEST_CASE("guard: an RSA key is protected under the name of either algorithm", "[cooker][guard]") {
    const dns::Dnskey key =
        must(dns::read_dnskey(must(dns::scan_record(sample_keys[0].dnskey, "key")).rdata()));
    Guard guard;
    guard.protect = {must(dns::scan_ds(sample_keys[0].ds_sha256, "ds"))};
    CHECK(guard.protects(dns::Algorithm::rsasha512, key.public_key));
    CHECK_FALSE(guard.protects(dns::Algorithm::ecdsap256sha256, key.public_key));
}
