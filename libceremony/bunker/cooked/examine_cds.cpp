// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/quote.hpp"
#include "cooked/records.hpp"
#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"

namespace ceremony::cooked {

namespace {

using Wanted = std::map<dns::RrType, std::set<Bytes>>;  // RDATA by type

Outcome add_key(Wanted& wanted,
                const recipe::CdsKeys& cds,
                const dns::Name& owner,
                const dns::Dnskey& key) {
    for (const dns::DigestType type : cds.digest_types) {
        const dns::Ds ds = TRY(dnssec::make_ds(owner, key, type));
        wanted[dns::RrType::cds].insert(dns::to_rdata(ds));
    }
    if (cds.cdnskey) {
        wanted[dns::RrType::cdnskey].insert(dns::to_rdata(key));
    }
    return Nothing{};
}

// What the result must hold; nothing when that cannot be known, which is found.
std::optional<Wanted> wanted_for(const RecordSite& site,
                                 const recipe::CdsKeys& cds,
                                 const KeyBook& book) {
    Wanted wanted;
    bool is_known = true;
    for (const recipe::KeyUse& use : site.examination.index.uses_of(site.action)) {
        if (use.position != recipe::Position::cds) {
            continue;
        }
        const Bytes* data = book.data_of(use);
        const Outcome added =
            data == nullptr
                ? Error{Errc::semantics, "nothing here says which key it is: a haveKey would"}
                : add_key(wanted, cds, site.asked.owner, recipe::to_dnskey(*use.kind, *data));
        if (!added.ok()) {
            site.examination.add(use, added.error().message());
            is_known = false;
        }
    }
    return is_known ? std::optional(std::move(wanted)) : std::nullopt;
}

// RFC 8078, section 4: both records, for a parent that looks at one of them.
std::optional<Wanted> wanted_for(const RecordSite& /*site*/,
                                 const recipe::CdsDelete& /*cds*/,
                                 const KeyBook& /*book*/) {
    Wanted wanted;
    wanted[dns::RrType::cds].insert({dns::cds_delete.begin(), dns::cds_delete.end()});
    wanted[dns::RrType::cdnskey].insert({dns::cdnskey_delete.begin(), dns::cdnskey_delete.end()});
    return wanted;
}

// The records are those that were asked for, and no others.
void examine_content(const RecordSite& site, Wanted missing) {
    const Wanted wanted = missing;
    for (std::size_t i = 0; i < site.records.size(); ++i) {
        const dns::Record& record = site.records[i];
        if (record.type() == dns::RrType::rrsig) {
            continue;
        }
        const auto set = wanted.find(record.type());
        if (set == wanted.end() || !set->second.contains(record.rdata())) {
            site.add(i, "not a record that was asked for");
        } else {
            missing[record.type()].erase(record.rdata());
        }
    }
    for (const auto& [type, rdata] : missing) {
        for (const Bytes& octets : rdata) {
            // Made here, of this type.
            const auto record = dns::Record::make(site.asked.owner, type, site.ttl, octets);
            site.add("without the record " + quote(dns::print(record.value())));
        }
    }
}

// One set that was asked for, and who signed it: as many as there are keys.
struct SignedSet {
    dns::Rrset set;
    std::vector<bool> is_signed_by;
};
using SignedSets = std::map<dns::RrType, SignedSet>;

void examine_signature_of(const RecordSite& site,
                          std::size_t record,
                          const FoundSet& signers,
                          SignedSets& sets) {
    const Signature signature = examine_rrsig(site, record, signers.keys);
    const auto set = sets.find(signature.rrsig.type_covered);
    if (set == sets.end()) {
        site.add(record, "over a set of type " + dns::to_string(signature.rrsig.type_covered) +
                             ", which was not asked for");
        return;
    }
    if (signature.key == nullptr) {
        return;
    }
    const auto number = static_cast<std::size_t>(signature.key - signers.keys.data());
    if (set->second.is_signed_by[number]) {
        site.add(record, "a second signature by one key");
        return;
    }
    set->second.is_signed_by[number] = true;
    if (!signature.key->rrsig) {
        site.add(record, "a signature that was not asked for");
    }
    static_cast<void>(examine_signature(site, signature, set->second.set));
}

// RFC 7344, section 4.1: signed by keys that sign the DNSKEY set, here by all of them.
void examine_completeness(const RecordSite& site, const FoundSet& signers, const SignedSets& sets) {
    for (const auto& [type, set] : sets) {
        for (std::size_t i = 0; i < signers.keys.size(); ++i) {
            const FoundKey& key = signers.keys[i];
            if (key.rrsig && !key.dnskey.revoked() && !set.is_signed_by[i]) {
                site.add("no signature by the key with key tag " + std::to_string(key.tag) +
                         " over the " + dns::to_string(type) + " set");
            }
        }
    }
}

void examine_signatures(const RecordSite& site, const FoundSet& signers, const Wanted& wanted) {
    SignedSets sets;
    for (const auto& [type, rdata] : wanted) {
        // Made here, of one type; a deletion request stands alone.
        dns::Rrset set =
            dns::Rrset::make(site.asked.owner, type, site.ttl, {rdata.begin(), rdata.end()})
                .value();
        if (!examine_size(site, set)) {
            return;
        }
        sets.emplace(type, SignedSet{std::move(set), std::vector<bool>(signers.keys.size())});
    }
    for (std::size_t i = 0; i < site.records.size(); ++i) {
        if (site.records[i].type() == dns::RrType::rrsig) {
            examine_signature_of(site, i, signers, sets);
        }
    }
    examine_completeness(site, signers, sets);
}

void examine_result(const RecordSite& site, const FoundSet* signers, const KeyBook& book) {
    if (!site.asked.cds) {
        if (!site.records.empty()) {
            site.add("records that were not asked for");
        }
        return;
    }
    examine_records(site);
    const std::optional<Wanted> wanted = std::visit(
        [&](const auto& cds) { return wanted_for(site, cds, book); }, site.asked.cds->content);
    if (!wanted) {
        return;
    }
    examine_content(site, *wanted);
    // Without a DNSKEY set, which is found, nobody could have signed.
    if (signers != nullptr) {
        examine_signatures(site, *signers, *wanted);
    }
}

}  // namespace

void examine_cds(const Examination& examination,
                 const std::vector<FoundSet>& sets,
                 const KeyBook& book) {
    auto set = sets.begin();
    for (std::size_t action = 0; action < examination.recipe.actions.size(); ++action) {
        const auto* asked =
            std::get_if<recipe::ProduceSignedKeyset>(&examination.recipe.actions[action].params);
        if (asked == nullptr || !asked->cooked) {
            continue;
        }
        // The sets are in the order of the actions, and some are not there.
        const bool is_there = set != sets.end() && set->action == action;
        const std::uint32_t ttl = asked->cds ? asked->cds->ttl : 0;
        const RecordSite site{examination,        action, *asked, "cooked.signedCdsRRs",
                              asked->cooked->cds, ttl};
        examine_result(site, is_there ? &*set : nullptr, book);
        set += is_there ? 1 : 0;
    }
}

}  // namespace ceremony::cooked
