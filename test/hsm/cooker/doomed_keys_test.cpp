// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/doomed_keys.hpp"

#include "cooker/key_forms.hpp"
#include "hsm/cooker/bunker.hpp"

namespace ceremony::test {
namespace {

const auto doomed_pair = key("old");

std::vector<std::string> doomed(const Rig& rig) {
    return cooker::keys_to_destroy(rig.journal->contents(), *rig.keystore, rig.preflight->bench);
}

TEST_CASE("doomed_keys: a person is shown both halves and both tags", "[hsm][destroy]") {
    Bunker bunker;
    const auto pair = bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(doomed_pair)}));
    const auto lines = doomed(rig);
    REQUIRE(lines.size() == 5);
    CHECK_THAT(lines[0], Catch::StartsWith("To be destroyed: "));
    CHECK_THAT(lines[1] + lines[2],
               Catch::Contains("private key P-256") && Catch::Contains("public key P-256"));
    CHECK_THAT(lines[3], Catch::StartsWith("  key field "));
    const Bytes data =
        must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, pair.public_key()));
    for (const std::uint16_t flags : {dns::ksk_flags, dns::zsk_flags}) {
        const dns::Dnskey dnskey{flags, dns::Algorithm::ecdsap256sha256, data};
        CHECK_THAT(lines[4], Catch::Contains(std::to_string(dns::key_tag(dnskey))));
    }
}

TEST_CASE("doomed_keys: what the journal says is done is not shown", "[hsm][destroy]") {
    Bunker bunker;
    bunker.make_key(new_key(KeyKind::p256, "old"));
    Rig rig(bunker, recipe_of({destroy(doomed_pair)}));
    rig.make();
    must(cooker::make_ready(rig.commitment()));
    const auto uses = cooker::deletions(rig.preflight->bench);
    REQUIRE(uses.size() == 1);
    const auto key = cooker::doomed_key(uses.front(), *rig.keystore);
    REQUIRE(key);
    CHECK(*key == cooker::JournalKey{"default", {}, "old"});
    const auto& journal = rig.journal->contents();
    CHECK(cooker::recorded_deletion(journal, *key).deleting == nullptr);
    must(rig.journal->append(cooker::Deleting{*key, {}}));
    CHECK(cooker::recorded_deletion(journal, *key).deleting != nullptr);
    CHECK_FALSE(doomed(rig).empty());
    must(rig.journal->append(cooker::Deleted{*key, cooker::Deletion::failed}));
    CHECK(cooker::recorded_deletion(journal, *key).deleted != nullptr);
    CHECK(doomed(rig).empty());
}

}  // namespace
}  // namespace ceremony::test
