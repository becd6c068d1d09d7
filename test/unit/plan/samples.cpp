// SPDX-License-Identifier: BSD-3-Clause

#include "unit/plan/samples.hpp"

#include "support/printing.hpp"
#include "support/sample_keys.hpp"

namespace ceremony::test {

namespace {

using timeline::Custody;
using timeline::Key;
using timeline::Slot;
using timeline::ZonePlan;

constexpr auto sha256_digest = dns::DigestType::sha256;

timeline::Timing sample_timing() {
    timeline::Timing timing;
    timing.ttl = 3600;
    timing.max_ttl = 86400;
    timing.zone_propagation = 43200;
    timing.resigning = 1'000'800;
    timing.lateness = 259'200;
    timing.clock_skew = 300;
    timing.publish_safety = 3600;
    timing.retire_safety = 3601;
    timing.refresh = 432'000;
    timing.validity = 1'209'600;
    timing.inception_offset = 3602;
    timing.handover = 1'209'601;
    timing.reserve = 2'592'000;
    timing.parent_propagation = 43201;
    timing.ds_ttl = 86401;
    timing.parent_registration = 172'800;
    return timing;
}

Slot slot(std::string_view from, std::string_view until) {
    Slot slot;
    slot.from = time_of(from);
    slot.until = time_of(until);
    slot.inception = must(UtcTime::from_seconds(slot.from.seconds() - 3600));
    slot.expiration = must(UtcTime::from_seconds(slot.from.seconds() + 1'209'600));
    slot.ttl = 3600;
    return slot;
}

Key shared_ksk() {
    Key ksk = new_key(recipe::KeyRole::ksk, {name_of("nl."), name_of("example.")});
    ksk.planned.ds_submit = time_of("2027-01-20");
    ksk.planned.ds_withdraw = time_of("2029-01-20");
    return ksk;
}

ZonePlan sample_nl() {
    const dns::Name nl = name_of("nl.");
    ZonePlan zone;
    zone.zone = nl;
    zone.timing = sample_timing();
    zone.own_timing = zone.timing;
    zone.own_timing.ttl = 1800;
    zone.grid = timeline::Grid{time_of("2026-01-02"), must(Duration::from_text("P7D"))};
    zone.until = time_of("2027-01-21");
    zone.strict = false;

    Key old_ksk = existing_key(recipe::KeyRole::ksk, 1, {nl});
    old_ksk.observed.ds_seen = time_of("2025-02-01");
    old_ksk.planned.revoke = time_of("2027-01-15");
    old_ksk.listed_until = time_of("2027-01-22");
    Key dead = existing_key(recipe::KeyRole::zsk, 2, {nl});
    dead.planned.destroy = time_of("2026-12-20");
    Key orphan = new_key(recipe::KeyRole::ksk, {nl});
    orphan.id = Bytes(16, 3);
    orphan.planned.destroy = time_of("2026-12-20");
    Key zsk = existing_key(recipe::KeyRole::zsk, 4, {nl});
    Key new_zsk = new_key(recipe::KeyRole::zsk, {nl});
    new_zsk.exportable = true;
    Key foreign = existing_key(recipe::KeyRole::zsk, 5, {nl});
    foreign.custody = Custody::external;
    foreign.provider = "Other Provider";
    foreign.id.clear();
    foreign.observed = {};
    Key beside = existing_key(recipe::KeyRole::zsk, 6, {nl});
    beside.custody = Custody::operational;
    zone.keys = {old_ksk, dead, orphan, zsk, new_zsk, foreign, beside, shared_ksk()};

    Slot before = slot("2027-01-01", "2027-01-15");
    before.keys = {{0}, {3}};
    before.signers = {{0}};
    before.zone_signers = {3};
    before.cds = timeline::CdsSets{600, {sha256_digest, dns::DigestType::sha384}, false, {0}};
    Slot revoked_before = before;
    revoked_before.keys = {{0, true}, {3}};
    revoked_before.signers = {{0, true}};
    revoked_before.cds.reset();
    zone.slots_before = {revoked_before, before};
    zone.last_ceremony = 11;

    Slot first = slot("2027-01-08", "2027-01-15");
    first.keys = {{0}, {3}, {5}, {7}};
    first.signers = {{0}, {7}};
    first.zone_signers = {3, 6};
    first.cds = timeline::CdsSets{3600, {sha256_digest}, true, {0, 7}};
    Slot second = slot("2027-01-15", "2027-01-22");
    second.keys = {{0, true}, {7}, {4}, {6}};
    second.signers = {{0, true}, {7}};
    second.zone_signers = {4};
    second.cds = timeline::CdsSets{3600, {}, true, {}};
    zone.slots = {first, second};
    zone.handover_until = time_of("2027-01-10 12:00:00");

    zone.ds_before = {{0, sha256_digest}};
    timeline::DsChange both{{{0, sha256_digest}, {7, sha256_digest}},
                            time_of("2027-01-12"),
                            time_of("2027-01-13"),
                            true};
    timeline::DsChange swapped{{{7, sha256_digest}}, time_of("2027-02-01"), {}, false};
    zone.ds_changes = {both, swapped};
    zone.gates = {{1, timeline::DsSeen{7}, 129'600},
                  {2, timeline::DsGone{0}, 0},
                  {3, timeline::BackupDone{4}, 60},
                  {4, timeline::Imported{}, 309'900}};
    zone.notes = {"the lifetime of a key is exceeded by P2D"};
    return zone;
}

ZonePlan sample_example() {
    ZonePlan zone;
    zone.zone = name_of("example.");
    zone.timing = sample_timing();
    zone.timing.has_parent = false;
    zone.timing.parent_propagation = zone.timing.ds_ttl = zone.timing.parent_registration = 0;
    zone.own_timing = zone.timing;
    zone.until = time_of("2027-01-21");
    zone.keys = {shared_ksk(), existing_key(recipe::KeyRole::zsk, 9, {zone.zone})};
    zone.slots = {slot("2027-01-08", "2027-01-22")};
    zone.slots.front().keys = {{0}, {1}};
    zone.slots.front().signers = {{0}};
    zone.slots.front().zone_signers = {1};
    zone.handover_until = zone.slots.front().from;
    return zone;
}

}  // namespace

UtcTime time_of(std::string_view text) {
    return must(UtcTime::from_text(text));
}

dns::Name name_of(std::string_view text) {
    return must(dns::Name::from_text(text));
}

Bytes key_data(Byte value) {
    return Bytes(64, value);
}

timeline::Key existing_key(recipe::KeyRole role, Byte value, std::vector<dns::Name> zones) {
    timeline::Key key = new_key(role, std::move(zones));
    key.planned = {};
    key.observed.generate = time_of("2025-01-01");
    key.id = Bytes(16, value);
    key.data = key_data(value);
    key.tag = dns::key_tag(recipe::to_dnskey({key.algorithm, role}, *key.data));
    return key;
}

timeline::Key new_key(recipe::KeyRole role, std::vector<dns::Name> zones) {
    timeline::Key key;
    key.zones = std::move(zones);
    key.role = role;
    key.algorithm = dns::Algorithm::ecdsap256sha256;
    key.planned.generate = time_of("2026-12-20");
    return key;
}

plan::ChainPlan sample_plan() {
    const dns::Ds ds{12345, dns::Algorithm::ecdsap256sha256, sha256_digest, Bytes(32, 0xab)};
    plan::ChainPlan plan;
    plan.zones = {sample_nl(), sample_example()};
    plan.events = {policy::DsSeen{name_of("nl."), ds, time_of("2027-01-13")},
                   policy::DsGone{name_of("nl."), ds, time_of("2027-01-14")},
                   policy::Imported{11, time_of("2026-12-01")},
                   policy::BackupDone{Bytes(16, 4), time_of("2026-12-02")}};
    return plan;
}

plan::RecipeFrame sample_frame() {
    plan::RecipeFrame frame{time_of("2026-12-20"),
                            "Two weeks of January",
                            {must(recipe::Word::from_text("nl-registry")), 12, 1, {}},
                            {},
                            false};
    // The public key field stands behind the four octets in front of it in the RDATA.
    const Bytes rdata = must(encoding::decode_hex(sample_keys.front().rdata));
    frame.sites = {{"site one", Bytes(rdata.begin() + 4, rdata.end()), {}}};
    return frame;
}

}  // namespace ceremony::test
