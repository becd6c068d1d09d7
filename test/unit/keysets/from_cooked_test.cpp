// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/from_cooked.hpp"

#include "dns/print.hpp"
#include "plan/to_recipe.hpp"
#include "plan/write_plan.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"
#include "unit/keysets/samples.hpp"

namespace from_cooked_test {

using namespace ceremony;
using keysets::Contents;
using keysets::from_cooked;
using keysets::Keyset;
using test::cooked_sample;
using test::instant;
using test::must;

namespace {

const std::string no_plan = "remove recipe.preamble.plan";

Contents contents_of(const std::string& name, const std::string& edits) {
    const auto sample = cooked_sample(name, edits);
    return must(from_cooked(sample.recipe, sample.sha256));
}

std::string refusal(const std::string& name, const std::string& edits) {
    const auto sample = cooked_sample(name, edits);
    const auto contents = from_cooked(sample.recipe, sample.sha256);
    REQUIRE_FALSE(contents.ok());
    CHECK(contents.error().code() == Errc::refused);
    return contents.error().message();
}

}  // namespace

TEST_CASE("from_cooked: each set has its slot, its keys and who signs the zone",
          "[keysets][from_cooked]") {
    const auto sample = cooked_sample("ecdsa", no_plan);
    const Contents contents = must(from_cooked(sample.recipe, sample.sha256));
    CHECK(contents.file == sample.sha256);
    CHECK(contents.ceremony == sample.recipe.preamble.ceremony);
    CHECK_FALSE(contents.plan);
    REQUIRE(contents.keysets.size() == 3);
    const Keyset& set = contents.keysets.at(1);
    CHECK(set.zone.text() == "example.");
    CHECK(set.track.text() == "main");
    CHECK(set.stage == 0);
    CHECK(set.sequence == 13);
    CHECK(set.file == sample.sha256);
    CHECK(set.inception == instant("2027-01-24"));
    CHECK(set.expiration == instant("2027-03-01"));
    CHECK(set.ttl == 3600);
    CHECK(set.from == instant("2027-01-25"));
    CHECK(set.until == instant("2027-02-22"));
    CHECK(set.has_slot);
    REQUIRE(set.keys.size() == 3);
    CHECK(set.keys.at(0).flags == 256);
    CHECK(set.signatures.size() == 2);
    CHECK(set.cds.size() == 7);
    REQUIRE(set.zone_signers.size() == 1);
    CHECK(set.zone_signers.front().dnskey == set.keys.front());
    CHECK(set.zone_signers.front().id == Bytes{0x00, 0xb3});
    CHECK_FALSE(set.zone_signers.front().external);
    // A key in full, of which no plan says where it is.
    REQUIRE(contents.keysets.front().zone_signers.size() == 1);
    CHECK(contents.keysets.front().zone_signers.front().id.empty());
}

TEST_CASE("from_cooked: sets without a slot are known by their signatures",
          "[keysets][from_cooked]") {
    const Contents contents = contents_of("v1_0", "");
    CHECK_FALSE(contents.ceremony);
    REQUIRE(contents.keysets.size() == 3);
    const Keyset& set = contents.keysets.front();
    CHECK_FALSE(set.has_slot);
    CHECK(set.sequence == 0);
    CHECK(set.from == set.inception);
    CHECK(set.from == instant("2027-01-01"));
    CHECK(set.until == set.expiration);
    CHECK(set.zone_signers.empty());
}

TEST_CASE("from_cooked: a key that travels is known, and who may open it",
          "[keysets][from_cooked]") {
    const Contents contents = contents_of("ecdsa", no_plan);
    REQUIRE(contents.exported.size() == 1);
    const keysets::ExportedKey& key = contents.exported.front();
    CHECK(key.action == 8);
    CHECK(key.name.id() == Bytes{0x00, 0xb3});
    CHECK(key.dnskey.flags == 256);
    // The tag is the one that the result states.
    CHECK(dns::key_tag(key.dnskey) == 61618);
    CHECK(key.zones == std::vector<dns::Name>{must(dns::Name::from_text("example."))});
    CHECK(key.wrapping_key.label() == "signer north");
    CHECK(key.transport);
    CHECK(key.hash);
    CHECK_FALSE(key.blob.empty());
}

TEST_CASE("from_cooked: a key that travels is called what it was called when it was made",
          "[keysets][from_cooked]") {
    const auto label = [](const std::string& sample, const std::string& edits) {
        return contents_of(sample, edits).exported.front().name.label();
    };
    CHECK(label("ecdsa", no_plan).empty());
    CHECK(label("ecdsa",
                no_plan + R"( ;; add recipe.actions[3].actionParams.key.keyLabel "ZSK")") == "ZSK");
    // In v1.0 several keys may be called the same.
    CHECK(label("v1_0", R"(add recipe.actions[1].actionParams.key.keyLabel "ZSK")").empty());
}

TEST_CASE("from_cooked: in v1.0 a key that travels follows from the sets",
          "[keysets][from_cooked]") {
    const Contents contents = contents_of("v1_0", "");
    REQUIRE(contents.exported.size() == 1);
    CHECK(contents.exported.front().name.id() == Bytes{0x00, 0x04});
    CHECK(contents.exported.front().dnskey.public_key.front() == 0xcd);
    CHECK_FALSE(contents.exported.front().transport);
    CHECK_FALSE(contents.exported.front().hash);
}

TEST_CASE("from_cooked: the DS of a KSK that was made is known", "[keysets][from_cooked]") {
    const Contents contents = contents_of("ecdsa", no_plan);
    REQUIRE(contents.generated.size() == 1);
    CHECK(contents.generated.front().zone.text() == "example.");
    CHECK(contents.generated.front().ds.key_tag == 18381);
}

TEST_CASE("from_cooked: what has no result is refused", "[keysets][from_cooked]") {
    CHECK(refusal("rsa", no_plan + " ;; set recipe.actions[2].cooked.signSuccess false") ==
          "recipe.actions[2].cooked: not carried out");
    CHECK(refusal("ecdsa", no_plan + " ;; remove recipe.actions[8].cooked") ==
          "recipe.actions[8].cooked: not carried out");
    CHECK(refusal("rsa", no_plan + " ;; set recipe.actions[2].cooked.signedKeysetRRs []") ==
          "recipe.actions[2].cooked.signedKeysetRRs: no signed key set");
}

TEST_CASE("from_cooked: a zone signer of which nothing says which key it is is refused",
          "[keysets][from_cooked]") {
    CHECK(refusal("rsa", no_plan +
                             " ;; set recipe.actions[2].actionParams.publish.zoneSigners "
                             "[{\"key\":{\"keyType\":\"byRef\",\"keyAlgo\":8,\"keyFlags\":\"ZSK\","
                             "\"keyID\":\"hex 77\"}}]") ==
          "recipe.actions[2].actionParams.publish.zoneSigners[0].key: nothing says which public "
          "key this is");
}

TEST_CASE("from_cooked: a plan that is not understood is refused", "[keysets][from_cooked]") {
    const auto sample = cooked_sample("rsa");
    const auto contents = from_cooked(sample.recipe, sample.sha256);
    REQUIRE_FALSE(contents.ok());
    CHECK(contents.error().code() == Errc::syntax);
}

TEST_CASE("from_cooked: the plan says where a key in full is", "[keysets][from_cooked]") {
    auto sample = cooked_sample("ecdsa", no_plan);
    const Keyset before = must(from_cooked(sample.recipe, sample.sha256)).keysets.front();
    const dns::Dnskey signer = before.zone_signers.front().dnskey;
    plan::ChainPlan plan;
    plan.zones.resize(1);
    plan.zones.front().zone = before.zone;
    plan.zones.front().timing.has_parent = false;
    timeline::Key key;
    key.zones = {before.zone};
    key.role = recipe::KeyRole::zsk;
    key.algorithm = signer.algorithm;
    key.custody = timeline::Custody::operational;
    key.id = {0x42};
    key.data = signer.public_key;
    const bool is_external = GENERATE(false, true);
    if (is_external) {
        key.custody = timeline::Custody::external;
        key.id.clear();
    }
    plan.zones.front().keys = {key};
    sample.recipe.preamble.plan = must(plan::to_json(plan));
    const Contents contents = must(from_cooked(sample.recipe, sample.sha256));
    const keysets::ZoneSigner& found = contents.keysets.front().zone_signers.front();
    CHECK(found.external == is_external);
    CHECK(found.id == (is_external ? Bytes() : Bytes{0x42}));
    REQUIRE(contents.plan_of(before.zone) != nullptr);
    CHECK(contents.plan_of(before.zone)->keys.size() == 1);
    CHECK(contents.plan_of(dns::Name()) == nullptr);
}

}  // namespace from_cooked_test
