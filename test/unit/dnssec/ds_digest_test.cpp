// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/ds_digest.hpp"

#include <string>

#include "dns/print.hpp"
#include "dns/scan.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "support/sample_keys.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using namespace ceremony::dnssec;
using ceremony::test::must;
using ceremony::test::read_vectors;
using ceremony::test::sample_keys;

namespace {

const dns::Name example = must(dns::Name::from_text("example."));

}  // namespace

TEST_CASE("ds_digest: DS records of RFCs and of BIND refer to their keys and no others do",
          "[dnssec][ds_digest]") {
    for (const auto& vector : read_vectors("dnssec/ds.vec", {"dnskey", "ds"})) {
        CAPTURE(vector.title());
        const auto record = must(dns::scan_record(vector.text("dnskey"), "dnskey"));
        const auto key = must(dns::read_dnskey(record.rdata()));
        const auto ds = must(dns::read_ds(must(dns::scan_record(vector.text("ds"), "ds")).rdata()));
        const auto outcome = check_ds(ds, record.owner(), key);
        const std::string got =
            outcome.ok() ? "ok" : std::string(to_string(outcome.error().code()));
        CHECK(got == vector.expect());
        if (outcome.ok()) {
            CHECK(must(make_ds(record.owner(), key, ds.digest_type)) == ds);
        }
    }
}

TEST_CASE("ds_digest: every algorithm gets the DS that BIND and ldns make", "[dnssec][ds_digest]") {
    for (const auto& sample : sample_keys) {
        CAPTURE(sample.algorithm_name);
        const auto key = must(dns::read_dnskey(must(encoding::decode_hex(sample.rdata))));
        CHECK(dns::print(must(make_ds(example, key, dns::DigestType::sha256))) == sample.ds_sha256);
        CHECK(dns::print(must(make_ds(example, key, dns::DigestType::sha384))) == sample.ds_sha384);
    }
}

// RFC 4509, section 2.3. The key is of algorithm 5, which no reader here lets through.
TEST_CASE("ds_digest: the example of RFC 4509 comes out", "[dnssec][ds_digest]") {
    dns::Dnskey key;
    key.flags = 256;
    key.algorithm = dns::Algorithm{5};
    key.public_key = must(encoding::decode_base64(
        "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMm"
        "mAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/"
        "rljwvFw=="));
    const auto owner = must(dns::Name::from_text("dskey.example.com."));
    const auto ds = must(make_ds(owner, key, dns::DigestType::sha256));
    CHECK(ds.key_tag == 60485);
    CHECK(encoding::encode_hex(ds.digest) ==
          "d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a");
}

TEST_CASE("ds_digest: what differs is named", "[dnssec][ds_digest]") {
    const auto key = must(dns::read_dnskey(must(encoding::decode_hex(sample_keys[2].rdata))));
    const auto good = must(make_ds(example, key, dns::DigestType::sha384));
    auto ds = good;
    ds.key_tag = 1;
    CHECK(check_ds(ds, example, key).error().message() ==
          "the DS has key tag 1, the key " + std::to_string(good.key_tag));
    ds = good;
    ds.algorithm = dns::Algorithm::ed448;
    CHECK(check_ds(ds, example, key).error().message() ==
          "the DS has algorithm ED448, the key ECDSAP256SHA256");
    ds = good;
    ds.digest[0] ^= 1U;
    CHECK(check_ds(ds, example, key).error().message() ==
          "the digest in the DS is not that of the key");
    auto no_zone_key = key;
    no_zone_key.flags = 1;
    CHECK(check_ds(good, example, no_zone_key).error().message() ==
          "a DS cannot refer to a key without the Zone Key flag");
}
