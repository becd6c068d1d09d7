// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/admission.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "dns/print.hpp"
#include "encoding/hex.hpp"

namespace ceremony::keysets {

namespace {

Error refused(const std::string& what) {
    return Error{Errc::refused, what};
}

// When the first of its sets is to be published; a file has sets.
UtcTime begin_of(const Contents& contents) {
    const auto first =
        std::min_element(contents.keysets.begin(), contents.keysets.end(),
                         [](const Keyset& a, const Keyset& b) { return a.from < b.from; });
    return first == contents.keysets.end() ? UtcTime() : first->from;
}

Outcome check_turn(const State& state, const Contents& contents, UtcTime now) {
    const recipe::Ceremony& ceremony = *contents.ceremony;
    const StoredFile* last = last_of_chain(state, ceremony.chain);
    const std::string name =
        "ceremony " + std::to_string(ceremony.sequence) + " of the chain " + ceremony.chain.text();
    const std::string hint =
        "import every ceremony of the chain, in order; or say with --force-sequence REASON why "
        "this one comes out of turn";
    if (last == nullptr) {
        // A host may join later, but not one whose sets are all still to come: those before it
        // could not be imported any more.
        const UtcTime begin = begin_of(contents);
        if (ceremony.sequence > 1 && begin > now) {
            return refused(name + " begins only at " + begin.text() +
                           ", and none of those before it was imported")
                .with_hint(hint);
        }
        return Nothing{};
    }
    if (ceremony.sequence != last->sequence + 1) {
        return refused(name + " is not the next: the last one imported was " +
                       std::to_string(last->sequence))
            .with_hint(hint);
    }
    if (ceremony.previous != last->sha256) {
        return refused(name + " does not follow the file that was imported as ceremony " +
                       std::to_string(last->sequence));
    }
    return Nothing{};
}

Outcome bind(ZoneState& zone, const dns::Name& name, const Contents& contents) {
    if (!contents.ceremony) {
        if (zone.chain) {
            return refused(name.text() + " is bound to the chain " + zone.chain->text() +
                           ", and the recipe does not say which ceremony it is of");
        }
        return Nothing{};
    }
    if (zone.chain && *zone.chain != contents.ceremony->chain) {
        return refused(name.text() + " is bound to the chain " + zone.chain->text() +
                       ", and the recipe is of " + contents.ceremony->chain.text());
    }
    zone.chain = contents.ceremony->chain;
    return Nothing{};
}

// The one that follow() looks at before all others. REQUIRES: there are some.
const Keyset& first_of(std::span<const Keyset> sets) {
    const auto place = [](const Keyset& set) {
        const bool is_other_track = set.track.text() != recipe::main_track;
        return std::tuple(is_other_track, set.from, set.stage);
    };
    return *std::min_element(sets.begin(), sets.end(), [&place](const Keyset& a, const Keyset& b) {
        return place(a) < place(b);
    });
}

// One of the KSKs that signed the first set is enough: trust in the others follows from it. What
// was taken out of the trust is not offered.
Result<std::string> how_to_trust(std::span<const Keyset> sets, const Trust& distrusted) {
    const Keyset& first = first_of(sets);
    const Trust records = TRY(trust_of_signers({&first, 1}, distrusted));
    const std::string command = "consumer trust add " + first.zone.text() + " ";
    if (records.empty()) {
        return "compare the DS with those who were at the ceremony, then: " + command + "DS";
    }
    std::string text = "compare with those who were at the ceremony, then: ";
    for (const dns::Ds& ds : records) {
        text += (ds == records.front() ? "" : "; or: ") + command + "\"" + dns::print(ds) + "\"";
    }
    return text;
}

Outcome trust(ZoneState& zone,
              std::span<const Keyset> sets,
              const Contents& contents,
              const Admission& admission) {
    const dns::Name& name = sets.front().zone;
    const auto configured = admission.trust.find(name);
    if (configured != admission.trust.end()) {
        for (const dns::Ds& ds : configured->second) {
            add_trust(zone.trust, ds);
            std::erase(zone.distrusted, ds);
        }
    }
    if (zone.trust.empty()) {
        if (admission.voucher != Voucher::person) {
            const std::string advice = TRY(how_to_trust(sets, zone.distrusted));
            return refused(name.text() + ": no key of it is trusted " +
                           (zone.distrusted.empty() ? "yet" : "any more"))
                .with_hint(advice + "; or give the hash of the file with --expect");
        }
        zone.trust = TRY(trust_of_signers(sets, zone.distrusted));
    }
    std::vector<dns::Ds> generated;
    for (const GeneratedKsk& ksk : contents.generated) {
        if (ksk.zone == name) {
            generated.push_back(ksk.ds);
        }
    }
    zone.trust = TRY(follow(std::move(zone.trust), zone.distrusted, sets, generated));
    return Nothing{};
}

// The sets of each zone stand together.
std::vector<std::span<const Keyset>> split_by_zone(const std::vector<Keyset>& sets) {
    std::vector<std::span<const Keyset>> zones;
    auto first = sets.begin();
    while (first != sets.end()) {
        const auto last = std::find_if(
            first, sets.end(), [&first](const Keyset& set) { return set.zone != first->zone; });
        zones.emplace_back(first, last);
        first = last;
    }
    return zones;
}

// What is kept of a file that comes in its turn, or with a reason.
Result<StoredFile> enter(const State& state, const Contents& contents, const Admission& admission) {
    StoredFile file;
    file.sha256 = contents.file;
    file.name = store_name(contents.file);
    file.imported = admission.now;
    if (contents.ceremony) {
        const Outcome turn = check_turn(state, contents, admission.now);
        if (!turn.ok() && admission.forced.empty()) {
            return turn.error();
        }
        file.forced = turn.ok() ? "" : admission.forced;
        file.chain = contents.ceremony->chain;
        file.sequence = contents.ceremony->sequence;
    }
    return file;
}

bool has_zone(const StoredFile& file, const dns::Name& zone) {
    return std::find(file.zones.begin(), file.zones.end(), zone) != file.zones.end();
}

}  // namespace

Result<State> admit(State state, const Contents& contents, const Admission& admission) {
    const bool is_known = find_file(state, contents.file) != nullptr;
    if (!is_known) {
        state.files.push_back(TRY(enter(state, contents, admission)));
    }
    std::vector<dns::Name> zones;
    UtcTime expiration;
    for (const std::span<const Keyset> sets : split_by_zone(contents.keysets)) {
        const dns::Name& name = sets.front().zone;
        const bool is_ours = admission.zones.empty() || admission.zones.contains(name);
        if (!is_ours || has_zone(*find_file(state, contents.file), name)) {
            continue;
        }
        ZoneState& zone = state.zones[name];
        TRY(bind(zone, name, contents));
        TRY(trust(zone, sets, contents, admission));
        zone.look_again.reset();
        zones.push_back(name);
        for (const Keyset& set : sets) {
            expiration = std::max(expiration, set.expiration);
        }
    }
    const auto file =
        std::find_if(state.files.begin(), state.files.end(),
                     [&contents](const StoredFile& one) { return one.sha256 == contents.file; });
    file->zones.insert(file->zones.end(), zones.begin(), zones.end());
    std::sort(file->zones.begin(), file->zones.end());
    file->expiration = std::max(file->expiration, expiration);
    if (contents.ceremony && !is_known) {
        state.events.emplace_back(policy::Imported{contents.ceremony->sequence, admission.now});
    }
    return state;
}

Contents only_of(Contents contents, const std::set<dns::Name>& zones) {
    const auto is_other = [&zones](const dns::Name& zone) {
        return !zones.contains(zone);
    };
    std::erase_if(contents.keysets, [&](const Keyset& set) { return is_other(set.zone); });
    std::erase_if(contents.generated, [&](const GeneratedKsk& ksk) { return is_other(ksk.zone); });
    std::erase_if(contents.exported, [&](const ExportedKey& key) {
        return std::all_of(key.zones.begin(), key.zones.end(), is_other);
    });
    if (contents.plan) {
        std::erase_if(contents.plan->zones,
                      [&](const timeline::ZonePlan& plan) { return is_other(plan.zone); });
    }
    return contents;
}

std::string store_name(const crypto::Sha256& sha256) {
    return encoding::encode_hex(sha256) + ".json";
}

}  // namespace ceremony::keysets
