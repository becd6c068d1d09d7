// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/previous.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/quote.hpp"
#include "cooked/verify.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooked {

namespace {

using Violations = std::vector<recipe::Violation>;

void add(Violations& found, std::string path, std::string reason) {
    found.push_back({std::nullopt, std::move(path), std::move(reason)});
}

void compare(Violations& found, const recipe::Ceremony& next, const recipe::Ceremony& last) {
    if (next.chain != last.chain) {
        add(found, "ceremony.chain", "the ceremony before is one of " + quote(last.chain.text()));
    }
    if (next.sequence != std::uint64_t{last.sequence} + 1) {
        add(found, "ceremony.sequence",
            "does not follow the " + std::to_string(last.sequence) + " of the ceremony before");
    }
}

void examine_succession(PreviousReview& review,
                        const recipe::Recipe& recipe,
                        const PreviousFile& previous) {
    const std::optional<recipe::Ceremony>& next = recipe.preamble.ceremony;
    const std::optional<recipe::Ceremony>& last = previous.recipe.preamble.ceremony;
    if (!last) {
        add(review.in_previous, "ceremony", "missing: it stands in no line of ceremonies");
    }
    if (!next) {
        add(review.in_recipe, "ceremony", "missing: it follows no ceremony");
        return;
    }
    if (!next->previous) {
        add(review.in_recipe, "ceremony.previous", "it follows no ceremony");
    } else if (*next->previous != previous.sha256) {
        add(review.in_recipe, "ceremony.previous",
            "the file shown has the hash " + encoding::encode_hex(previous.sha256));
    }
    if (last) {
        compare(review.in_recipe, *next, *last);
    }
}

void examine_file(PreviousReview& review, const PreviousFile& previous, Rehearsals rehearsals) {
    const std::optional<recipe::Cooked>& cooked = previous.recipe.preamble.cooked;
    review.is_rehearsal = cooked && cooked->rehearsal;
    if (review.is_rehearsal && rehearsals == Rehearsals::refused) {
        add(review.in_previous, "cooked.rehearsal", "the ceremony before was a rehearsal");
    }
    VerifiedSignatures verified;
    const Violations found =
        verify(previous.recipe, {Stage::final_text, previous.version}, verified);
    review.in_previous.insert(review.in_previous.end(), found.begin(), found.end());
}

UtcTime end_of(const recipe::ProduceSignedKeyset& set) {
    return set.publish ? set.publish->until : set.expiration;
}

// Sets of other tracks are published on a person's word only.
bool is_main(const recipe::ProduceSignedKeyset& set) {
    return !set.publish || set.publish->track.text() == recipe::main_track;
}

// The zone and stage of a set.
using Slot = std::pair<std::string_view, std::uint16_t>;

Slot slot_of(const recipe::ProduceSignedKeyset& set) {
    return {as_text(set.owner.wire()), set.publish ? set.publish->stage : std::uint16_t{0}};
}

// Each RRSIG of a set that was verified is by the one key of the set that has its tag.
LastSet last_set(const recipe::ProduceSignedKeyset& set, std::size_t action) {
    std::vector<dns::Record> keys;
    std::vector<dns::Rrsig> rrsigs;
    for (const dns::Record& record : set.cooked->keyset) {
        if (record.type() == dns::RrType::dnskey) {
            keys.push_back(record);
        } else {
            rrsigs.push_back(dns::read_rrsig(record.rdata()).value());
        }
    }
    std::vector<LastSet::Signer> signers;
    for (const dns::Record& record : keys) {
        const dns::Dnskey key = dns::read_dnskey(record.rdata()).value();
        for (const dns::Rrsig& rrsig : rrsigs) {
            if (rrsig.key_tag == dns::key_tag(key) && rrsig.algorithm == key.algorithm) {
                signers.push_back({key, rrsig});
            }
        }
    }
    const std::uint16_t stage = set.publish ? set.publish->stage : std::uint16_t{0};
    return {action, stage, dns::Rrset::from_records(std::move(keys)).value(), std::move(signers)};
}

std::vector<LastSet> last_sets(const recipe::Recipe& recipe) {
    struct Last {
        const recipe::ProduceSignedKeyset* set;
        std::size_t action;
    };
    std::map<Slot, Last> last;
    for (std::size_t action = 0; action < recipe.actions.size(); ++action) {
        const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&recipe.actions[action].params);
        if (set != nullptr && is_main(*set)) {
            Last& known = last.try_emplace(slot_of(*set), Last{set, action}).first->second;
            if (end_of(*set) > end_of(*known.set)) {
                known = {set, action};
            }
        }
    }
    std::vector<LastSet> sets;
    sets.reserve(last.size());
    for (const auto& [slot, found] : last) {
        sets.push_back(last_set(*found.set, found.action));
    }
    return sets;
}

}  // namespace

PreviousReview review_previous(const recipe::Recipe& recipe,
                               const PreviousFile& previous,
                               Rehearsals rehearsals) {
    PreviousReview review;
    examine_succession(review, recipe, previous);
    examine_file(review, previous, rehearsals);
    if (review.in_recipe.empty() && review.in_previous.empty()) {
        review.last_sets = last_sets(previous.recipe);
    }
    return review;
}

}  // namespace ceremony::cooked
