// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/outlook.hpp"

#include <algorithm>

#include "consumer/commands/status.hpp"
#include "consumer/site.hpp"
#include "plan/write_plan.hpp"
#include "policy/read_consumer.hpp"
#include "program/recipe_file.hpp"
#include "recipe/key_data.hpp"
#include "recipe/write.hpp"
#include "unit/consumer/publishing.hpp"

using namespace ceremony;
using consumer::Outlook;
using consumer::Prospect;
using test::must;
using test::Shop;

namespace {

std::vector<Outlook> looked(const Shop& shop) {
    const auto configuration = must(consumer::configuration_of(shop.options));
    return must(consumer::outlooks(configuration, shop.store(), must(shop.told.program.clock())));
}

std::string next_of(const Shop& shop) {
    const Outlook outlook = looked(shop).front();
    std::string text;
    for (const Prospect& prospect : outlook.next) {
        text += prospect.at.text().substr(5, 5) + " " + prospect.who + ": " + prospect.what + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("outlook: a zone that is configured and nothing else has nothing",
          "[consumer][outlook]") {
    const Shop shop;
    must(must(consumer::Store::open_or_make(shop.folder / "store")).save({}));
    const auto zones = looked(shop);
    REQUIRE(zones.size() == 1);
    CHECK(zones.front().zone.text() == "example.");
    CHECK_FALSE(zones.front().published);
    CHECK_FALSE(zones.front().end);
    CHECK_FALSE(zones.front().is_due);
    CHECK(zones.front().is_known);
    CHECK(zones.front().alarm == "no result that was imported has sets of it");
}

TEST_CASE("outlook: what comes is what changes", "[consumer][outlook]") {
    Shop shop;
    shop.import(shop.cooked("ecdsa", test::nothing_travels_in_ecdsa));
    shop.at("2027-01-03");
    CHECK(looked(shop).front().is_due);
    shop.publish();
    const Outlook outlook = looked(shop).front();
    REQUIRE(outlook.published);
    REQUIRE(outlook.set);
    CHECK_FALSE(outlook.is_due);
    CHECK(outlook.alarm.empty());
    CHECK(next_of(shop) ==
          "01-25 machine: KSK 18381 enters the key set\n"
          "01-25 machine: ZSK 7444 leaves the key set\n"
          "01-25 machine: ZSK 61618 begins to sign the zone\n"
          "01-25 machine: ZSK 7444 signs the zone no more\n"
          "02-22 machine: KSK 28722 is revoked\n"
          "03-25 operator: the result of the next ceremony is imported by then\n");
    CHECK(outlook.end == must(UtcTime::from_text("2027-04-01")));
}

TEST_CASE("outlook: nothing follows what is published of a zone that has no target any more",
          "[consumer][outlook]") {
    test::Publishing shop;
    must(shop.run());
    REQUIRE_THAT(next_of(shop), Catch::Contains(" machine: "));
    CHECK_FALSE(looked(shop).front().is_left);
    shop.configure(GENERATE("zones: [ { name: example. } ]\n",
                            "zones: [ { name: example. } ]\n"
                            "publish: [ { zone: nl., format: zone, file: FOLDER/nl } ]\n"));
    Outlook outlook = looked(shop).front();
    if (outlook.zone.text() != "example.") {
        outlook = looked(shop).back();
    }
    CHECK(outlook.is_left);
    CHECK_THAT(outlook.alarm, Catch::Contains("no target under publish: has it any more"));
    CHECK(outlook.end->text() == "2027-02-01 00:00:00");
    CHECK(std::none_of(outlook.next.begin(), outlook.next.end(),
                       [](const Prospect& one) { return one.who == "machine"; }));
    // Who monitors this host hears of it, whatever else it publishes.
    shop.options.nagios = true;
    shop.told.out.clear();
    static_cast<void>(consumer::nagios_status(shop.options, shop.told.program));
    CHECK_THAT(shop.told.out, Catch::Contains("no target under publish: has it any more"));
}

TEST_CASE("outlook: where no key changes, the next signatures come", "[consumer][outlook]") {
    Shop shop;
    shop.import(shop.cooked("v1_0", test::nothing_travels_in_v1_0));
    shop.at("2027-01-02");
    shop.publish();
    const auto next = looked(shop).front().next;
    REQUIRE(next.size() > 1);
    // An hour after its inception, as the policy has it. The set before it is over by then.
    CHECK(next.at(0).at == must(UtcTime::from_text("2027-02-01 01:00:00")));
    CHECK(looked(shop).front().end == must(UtcTime::from_text("2027-02-01")));
}

TEST_CASE("outlook: where a person has to say who signs the zone, the machine ends",
          "[consumer][outlook]") {
    Shop shop;
    const std::string format = GENERATE("signconf", "zone");
    shop.configure("publish: [ { zone: example., format: " + format +
                   ", file: FOLDER/target } ]\n"
                   "kasp: { inceptionoffset: PT0S, clock-skew: PT0S }\n");
    shop.import(shop.cooked("v1_0", test::nothing_travels_in_v1_0));
    shop.at("2027-01-02");
    shop.publish();
    // It has what is published.
    const std::string file = shop.folder.file("target", "x");
    {
        consumer::Store store = must(consumer::Store::open(shop.folder / "store"));
        keysets::State state = store.state();
        keysets::ZoneState& zone = state.zones.begin()->second;
        zone.targets = {{file, zone.published->set, *policy::format_from_text(format),
                         must(crypto::sha256(as_bytes("x"))), false, std::nullopt}};
        must(store.save(state));
    }
    const Outlook outlook = looked(shop).front();
    CHECK(outlook.alarm.empty());
    const auto by_hand =
        std::find_if(outlook.next.begin(), outlook.next.end(), [](const Prospect& prospect) {
            return prospect.what.starts_with("consumer publish --zone example. --zsk: ");
        });
    if (format == "zone") {
        CHECK(by_hand == outlook.next.end());
        CHECK(outlook.end == must(UtcTime::from_text("2027-04-01")));
    } else {
        REQUIRE(by_hand != outlook.next.end());
        CHECK(by_hand->who == "operator");
        CHECK(by_hand->at == must(UtcTime::from_text("2027-02-01")));
        CHECK(outlook.end == must(UtcTime::from_text("2027-02-01")));
        for (const Prospect& prospect : outlook.next) {
            CHECK(prospect.who == "operator");
        }
    }
}

TEST_CASE("outlook: gates that are not open yet are for people", "[consumer][outlook]") {
    Shop shop;
    const auto file = must(program::read_recipe_file(shop.cooked("rsa")));
    recipe::Recipe recipe = file.recipe;
    const auto contents = must(keysets::from_cooked(recipe, file.sha256));
    plan::ChainPlan plan;
    plan.zones.resize(1);
    timeline::ZonePlan& zone = plan.zones.front();
    zone.zone = contents.keysets.front().zone;
    for (const dns::Dnskey& dnskey : contents.keysets.front().keys) {
        timeline::Key key;
        key.zones = {zone.zone};
        key.algorithm = dnskey.algorithm;
        key.role = dnskey.secure_entry_point() ? recipe::KeyRole::ksk : recipe::KeyRole::zsk;
        key.custody =
            dnskey.secure_entry_point() ? timeline::Custody::bunker : timeline::Custody::external;
        key.id = dnskey.secure_entry_point() ? Bytes{0x00, 0xa1} : Bytes();
        key.size = must(recipe::rsa_bits(dnskey.public_key));
        key.data = dnskey.public_key;
        key.tag = dns::key_tag(dnskey);
        zone.keys.push_back(key);
    }
    const timeline::KeyIndex ksk = zone.keys.front().role == recipe::KeyRole::ksk ? 0U : 1U;
    zone.gates = {{1, timeline::DsSeen{ksk}, 0},
                  {2, timeline::DsGone{ksk}, 0},
                  {3, timeline::BackupDone{ksk}, 0},
                  {4, timeline::Imported{}, 0}};
    // A change at the parent counts whether or not a set waits for it, from when it may be made.
    // The second keeps its distance from keys that are not published yet.
    zone.ds_changes = {{{{ksk, dns::DigestType::sha256}},
                        must(UtcTime::from_text("2027-01-01")),
                        must(UtcTime::from_text("2027-01-02")),
                        true},
                       {{}, must(UtcTime::from_text("2027-01-20")), {}, false}};
    zone.until = must(UtcTime::from_text("2027-01-05"));
    zone.last_ceremony = 1000;  // so that no result that is there is this one
    recipe.preamble.plan = must(plan::to_json(plan));
    shop.import(shop.folder.file("planned.json", recipe::write_recipe(recipe)));
    shop.at("2027-01-03");
    shop.publish();
    const std::string text = next_of(shop);
    CHECK_THAT(text, Catch::Contains(
                         "01-01 parent: may have the DS of KSK 1201 from then on; when it is "
                         "there: consumer event ds-seen\n"
                         "01-03 operator: key 1201 is backed up: consumer event backup-done\n"
                         "01-03 operator: the result of the ceremony is imported: consumer import\n"
                         "01-05 operator: the result of the next ceremony is imported by then; the "
                         "reserve lasts until 2027-01-12 00:00\n"
                         "01-21 parent: may give up the DS of KSK 1201 from then on; when it is "
                         "gone: consumer event ds-gone\n"));
    shop.at("2027-01-06");
    CHECK_THAT(next_of(shop),
               Catch::Contains("01-06 operator: the result of the next ceremony is late: the "
                               "reserve lasts until 2027-01-12 00:00\n"));
}
