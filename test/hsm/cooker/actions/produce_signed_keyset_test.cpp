// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/produce_signed_keyset.hpp"

#include <array>

#include "cooker/actions/generate_key.hpp"
#include "dns/print.hpp"
#include "dnssec/verify.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test::produce_signed_keyset_test {
namespace {

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);

const recipe::SignedKeysetResult& result_of(const Rig& rig, std::size_t action) {
    return *std::get<recipe::ProduceSignedKeyset>(rig.cooked.actions[action].params).cooked;
}

// The records of one type.
std::vector<dns::Record> of_type(const std::vector<dns::Record>& records, dns::RrType type) {
    std::vector<dns::Record> found;
    for (const dns::Record& record : records) {
        if (record.type() == type) {
            found.push_back(record);
        }
    }
    return found;
}

TEST_CASE("produce: a set has the keys that were asked for and is signed by each signer",
          "[hsm][produce]") {
    Bunker bunker;
    const auto second = key("second", recipe::KeyRole::ksk, dns::Algorithm::ed25519);
    Rig rig(bunker, recipe_of({generate(ksk), generate(zsk), generate(second),
                               produce({zsk, ksk, second, ksk}, {ksk, second})}));
    for (const std::size_t action : {0U, 1U, 2U}) {
        must(cooker::generate_key(rig.execution(), action));
    }
    const std::array<std::size_t, 1> actions = {3};
    const auto lines = must(cooker::produce_signed_keysets(rig.execution(), actions));
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().starts_with("example. 2027-01-01 .. 2027-02-01  keys "));
    CHECK(lines.front().ends_with(", verified"));

    const auto& records = result_of(rig, 3).keyset;
    const auto keys = of_type(records, dns::RrType::dnskey);
    const auto signatures = of_type(records, dns::RrType::rrsig);
    REQUIRE(keys.size() == 3);  // a key that stands twice counts once
    REQUIRE(signatures.size() == 2);
    const dns::Rrset set = must(dns::Rrset::from_records(keys));
    for (const dns::Record& record : signatures) {
        const dns::Rrsig rrsig = must(dns::read_rrsig(record.rdata()));
        CHECK(rrsig.labels == 1);
        CHECK(rrsig.original_ttl == 3600);
        CHECK(rrsig.inception == must(to_rrsig_time(at("2027-01-01"))));
        CHECK(rrsig.expiration == must(to_rrsig_time(at("2027-02-01"))));
        std::size_t good = 0;
        for (const dns::Record& candidate : keys) {
            const auto zone_key =
                must(dnssec::ZoneKey::make(zone(), must(dns::read_dnskey(candidate.rdata()))));
            good += dnssec::verify(set, rrsig, zone_key).ok() ? 1U : 0U;
        }
        CHECK(good == 1);
    }
}

TEST_CASE("produce: the root has no labels, and its set verifies", "[hsm][produce]") {
    Bunker bunker;
    auto root = keyset({ksk}, {ksk});
    root.owner = zone(".");
    recipe::Action action = generate(ksk);
    std::get<recipe::GenerateKey>(action.params).owner = zone(".");
    Rig rig(bunker, recipe_of({action, {"", root}}));
    must(cooker::generate_key(rig.execution(), 0));
    const std::array<std::size_t, 1> actions = {1};
    must(cooker::produce_signed_keysets(rig.execution(), actions));
    const auto signatures = of_type(result_of(rig, 1).keyset, dns::RrType::rrsig);
    REQUIRE(signatures.size() == 1);
    CHECK(must(dns::read_rrsig(signatures.front().rdata())).labels == 0);
    CHECK(dns::print(signatures.front()).starts_with(". 3600 IN RRSIG DNSKEY 13 0 3600 "));
}

TEST_CASE("produce: a revoked key signs its set and no request to the parent", "[hsm][produce]") {
    Bunker bunker;
    const auto old = key("old");
    auto revoked = old;
    revoked.kind.role = recipe::KeyRole::revoked_ksk;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    auto set = keyset({ksk, revoked}, {ksk, revoked});
    set.cds = recipe::Cds{60, recipe::CdsKeys{{dns::DigestType::sha256}, true, {ksk}}};
    Rig rig(bunker, recipe_of({{"", set}}));
    const std::array<std::size_t, 1> actions = {0};
    must(cooker::produce_signed_keysets(rig.execution(), actions));
    CHECK(of_type(result_of(rig, 0).keyset, dns::RrType::rrsig).size() == 2);
    CHECK(of_type(result_of(rig, 0).cds, dns::RrType::cds).size() == 1);
    CHECK(of_type(result_of(rig, 0).cds, dns::RrType::cdnskey).size() == 1);
    CHECK(of_type(result_of(rig, 0).cds, dns::RrType::rrsig).size() == 2);
}

TEST_CASE("produce: many sets in one batch keep their order, over several sessions",
          "[hsm][produce]") {
    Bunker bunker;
    bunker.configure(usual_guard, "    sessions: 3\n");
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    std::vector<recipe::Action> actions;
    std::vector<std::size_t> numbers;
    for (int day = 1; day <= 28; ++day) {
        auto set = keyset({ksk}, {ksk});
        set.inception = must(UtcTime::from_seconds(at("2027-01-01").seconds() + day * 86400));
        set.expiration = must(UtcTime::from_seconds(set.inception.seconds() + 3600));
        numbers.push_back(actions.size());
        actions.push_back({"", set});
    }
    Rig rig(bunker, recipe_of(actions));
    CHECK(must(cooker::produce_signed_keysets(rig.execution(), numbers)).size() == 28);
    for (const std::size_t number : numbers) {
        const auto& asked =
            std::get<recipe::ProduceSignedKeyset>(rig.cooked.actions[number].params);
        const auto signatures = of_type(result_of(rig, number).keyset, dns::RrType::rrsig);
        REQUIRE(signatures.size() == 1);
        CHECK(must(dns::read_rrsig(signatures.front().rdata())).inception ==
              must(to_rrsig_time(asked.inception)));
    }
    CHECK(rig.verified.size() == 28);
}

TEST_CASE("produce: a signature that does not verify is not accepted", "[hsm][produce]") {
    // Which call makes the signature over the set shows in a run without a fault.
    const auto recipe = recipe_of({produce({ksk}, {ksk})});
    unsigned long number = 0;
    {
        Bunker bunker;
        bunker.make_key(new_key(KeyKind::p256, "ksk"));
        bunker.use_faults("");
        Rig rig(bunker, recipe);
        const std::array<std::size_t, 1> actions = {0};
        must(cooker::produce_signed_keysets(rig.execution(), actions));
        number = bunker.calls_of("C_Sign").back();
    }
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "ksk"));
    bunker.use_faults("falsify " + std::to_string(number) + "\n");
    Rig rig(bunker, recipe);
    const std::array<std::size_t, 1> actions = {0};
    const auto lines = cooker::produce_signed_keysets(rig.execution(), actions);
    REQUIRE_FALSE(lines.ok());
    CHECK(lines.error().code() == Errc::crypto);
    CHECK_FALSE(
        std::get<recipe::ProduceSignedKeyset>(rig.cooked.actions[0].params).cooked.has_value());
}

}  // namespace
}  // namespace ceremony::test::produce_signed_keyset_test
