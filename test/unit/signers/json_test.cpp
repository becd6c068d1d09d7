// SPDX-License-Identifier: BSD-3-Clause

#include "signers/json.hpp"

#include "json/parse.hpp"
#include "json/print.hpp"
#include "support/sample_keys.hpp"
#include "unit/signers/samples.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::sample_keys;
using ceremony::test::sample_keyset;

namespace {

// The records of a set, as members of an array.
std::string quoted_lines(const std::string& lines) {
    std::string text;
    std::size_t begin = 0;
    for (auto end = lines.find('\n'); end != std::string::npos; end = lines.find('\n', begin)) {
        text += (text.empty() ? "" : ", ") + ("\"" + lines.substr(begin, end - begin)) + "\"";
        begin = end + 1;
    }
    return text;
}

// What a JSON text says, in one spelling.
std::string canonical(const std::string& text) {
    const json::Document document = must(json::parse(text, "text"));
    return json::print(document.root());
}

}  // namespace

TEST_CASE("json: all that is known of a set", "[signers][json]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.zone_signers.push_back({keyset.keys.at(0), {}, true});
    keyset.cds = must(dns::scan_records("example. 60 IN CDS 0 0 0 00\n", "cds"));
    const dns::Ds ds = must(dns::scan_ds(sample_keys[0].ds_sha256, "ds"));
    const UtcTime time = must(UtcTime::from_text("2027-02-01"));
    const std::string text = must(signers::json(keyset, {{{ds}, std::nullopt}, {{}, time}},
                                                {{keyset.keys.at(2), time, time}}));
    const std::string records = quoted_lines(test::read_vector_file("signers/records"));
    const auto signature = records.find("\"example. 3600 IN RRSIG");
    const auto key = [](const std::string& flags, const std::string& tag, const std::string& data) {
        return "{ \"flags\": " + flags + ", \"algorithm\": 13, \"keyTag\": " + tag +
               ", \"keyData\": \"" + data + "==\"";
    };
    const std::string signer =
        "pmr8sW7+v0kdduPj8mSaBmK8Qgy4b7z9r2qxzIIRG/BFJUQsK9d7+sQ1w6frvKRH790exQts/OwA+aBeBrszJg";
    const std::string other =
        "iuKMaVEZXNEOsteiVOhQvNlZryHDW0gT3+yUpEzkuxJJ/SXGPxQ2eFvpzHKJqCVqHT1xUG1PJhLmhyETLDZwBg";
    const std::string ksk =
        "+QUjEcxU5ThiNkg3Hee5gUt1AGcrDkyO0cDExB2gSeGcnCi4Ghej3IjoDL01889Ee3OyvPjWkH/xO9+Ta6Xttg";
    std::string digest;
    for (int i = 0; i < 32; ++i) {
        digest += "ab";
    }
    // The tags are those in the names of the files that ldns-keygen made.
    CHECK(text ==
          canonical(R"({ "zone": "example.", "track": "main", "stage": 0, "sequence": 3,
        "cookedSha256": ")" +
                    digest + R"(",
        "from": "2027-01-01 01:00:00", "until": "2027-01-10 00:00:00",
        "inception": "2027-01-01 00:00:00", "expiration": "2027-01-15 00:00:00", "ttl": 3600,
        "dnskey": [ )" +
                    records.substr(0, signature - 2) + R"( ],
        "rrsig": [ )" +
                    records.substr(signature) + R"( ],
        "cds": [ "example. 60 IN CDS 0 0 0 00" ],
        "zoneSigners": [ )" +
                    key("256", "47072", signer) +
                    R"(, "keyID": "hex 00112233445566778899aabbccddeeff", "external": false }, )" +
                    key("256", "59445", other) + R"(, "external": true } ],
        "ds": [ { "records": [ ")" +
                    std::string(sample_keys[0].ds_sha256) + R"(" ] },
                { "notBefore": "2027-02-01 00:00:00", "records": [] } ],
        "trustAnchors": [ )" +
                    key("257", "5346", ksk) +
                    R"(, "validFrom": "2027-02-01 00:00:00",
                         "validUntil": "2027-02-01 00:00:00" } ] })"));
}

TEST_CASE("json: a recipe without ceremony has no sequence", "[signers][json]") {
    keysets::Keyset keyset = sample_keyset();
    keyset.sequence = 0;
    const std::string text = must(signers::json(keyset, {}, {}));
    CHECK_THAT(text, !Catch::Contains("\"sequence\""));
    CHECK_THAT(text, Catch::Contains("\"ds\": [],\n  \"trustAnchors\": []\n}\n"));
    keyset.ttl = dns::max_ttl + 1;
    CHECK(signers::json(keyset, {}, {}).error().code() == Errc::limit);
}

TEST_CASE("json: a DS that no plan knows of is not there to be submitted", "[signers][json]") {
    signers::DsSet set;
    set.records = {must(dns::scan_ds(sample_keys[0].ds_sha256, "ds"))};
    set.is_planned = false;
    const json::Document document =
        must(json::parse(must(signers::json(sample_keyset(), {set}, {})), "text"));
    CHECK(document.root().find("ds")->elements().size() == 0);
}
