// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/produce_signed_keyset.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "cooker/key_forms.hpp"
#include "cooker/summary.hpp"
#include "dnssec/ds_digest.hpp"
#include "dnssec/key_form.hpp"
#include "dnssec/signed_data.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;
using recipe::Position;

// A set of records, and the signatures over it.
struct SignedSet {
    std::size_t action;
    dns::Rrset records;
    std::vector<dns::Rrsig> signatures;
};

// A signature that is to be made: its RRSIG, in which only the signature is missing.
struct Task {
    SignedSet* set;
    dns::Rrsig rrsig;
    const dnssec::ZoneKey* zone_key;  // the DNSKEY in the key set that must verify it
    const BenchKey* key;              // the key pair that makes it
};

struct Batch {
    std::deque<SignedSet> sets;  // a deque, because it leaves its elements where they are
    std::vector<Task> tasks;
};

std::vector<KeyUse> uses_at(const Bench& bench, std::size_t action, Position position) {
    std::vector<KeyUse> uses;
    for (const KeyUse& use : bench.index().uses_of(action)) {
        if (use.position == position) {
            uses.push_back(use);
        }
    }
    return uses;
}

// --- the sets

// The keys that the action names, each with the flags that it has there.
Result<dns::Rrset> dnskey_set(const Bench& bench,
                              std::size_t action,
                              const recipe::ProduceSignedKeyset& asked) {
    std::vector<Bytes> rdata;
    for (const KeyUse& use : uses_at(bench, action, Position::keyset)) {
        rdata.push_back(dns::to_rdata(TRY(bench.dnskey(use))));
    }
    return dns::Rrset::make(asked.owner, dns::RrType::dnskey, asked.ttl, rdata);
}

// What the parent is asked for, as CDS and as CDNSKEY (RFC 7344, section 4).
struct ParentRequest {
    std::vector<Bytes> cds;
    std::vector<Bytes> cdnskey;
};

Result<ParentRequest> parent_request(const Bench& bench,
                                     std::size_t action,
                                     const recipe::ProduceSignedKeyset& asked) {
    ParentRequest request;
    const auto* wanted = std::get_if<recipe::CdsKeys>(&asked.cds->content);
    if (wanted == nullptr) {
        // RFC 8078, section 4: the removal of the DS set, for parents that look at either.
        request.cds.emplace_back(dns::cds_delete.begin(), dns::cds_delete.end());
        request.cdnskey.emplace_back(dns::cdnskey_delete.begin(), dns::cdnskey_delete.end());
        return request;
    }
    for (const KeyUse& use : uses_at(bench, action, Position::cds)) {
        const dns::Dnskey key = TRY(bench.dnskey(use));
        for (const dns::DigestType type : wanted->digest_types) {
            request.cds.push_back(dns::to_rdata(TRY(dnssec::make_ds(asked.owner, key, type))));
        }
        if (wanted->cdnskey) {
            request.cdnskey.push_back(dns::to_rdata(key));
        }
    }
    return request;
}

// --- the signatures to be made

// Everything that the RRSIG says (RFC 4034, section 3.1), the signature apart.
Result<dns::Rrsig> unsigned_rrsig(const dns::Rrset& set,
                                  const recipe::ProduceSignedKeyset& asked,
                                  const dnssec::ZoneKey& key) {
    dns::Rrsig rrsig;
    rrsig.type_covered = set.type();
    rrsig.algorithm = key.dnskey().algorithm;
    rrsig.labels = set.owner().rrsig_labels();
    rrsig.original_ttl = set.ttl();
    rrsig.expiration = TRY(to_rrsig_time(asked.expiration));
    rrsig.inception = TRY(to_rrsig_time(asked.inception));
    rrsig.key_tag = key.key_tag();
    rrsig.signer = asked.owner;
    return rrsig;
}

// Adds a set, to be signed by each key of signedBy. A revoked key signs nothing else than a
// DNSKEY set (RFC 5011, section 2.1).
Outcome add_set(const Execution& execution, std::size_t action, dns::Rrset records, Batch& batch) {
    const auto& asked =
        std::get<recipe::ProduceSignedKeyset>(execution.cooked.actions[action].params);
    SignedSet& set = batch.sets.emplace_back(SignedSet{action, std::move(records), {}});
    for (const KeyUse& use : uses_at(execution.bench, action, Position::signer)) {
        const dns::Dnskey dnskey = TRY(execution.bench.dnskey(use));
        if (dnskey.revoked() && set.records.type() != dns::RrType::dnskey) {
            continue;
        }
        const auto& zone_key = execution.zone_keys.get(asked.owner, dnskey);
        if (!zone_key.ok()) {
            return zone_key.error();
        }
        auto rrsig = TRY(unsigned_rrsig(set.records, asked, zone_key.value()));
        batch.tasks.push_back(
            {&set, std::move(rrsig), &zone_key.value(), &execution.bench.key(use)});
    }
    return Nothing{};
}

Outcome add_sets(const Execution& execution, std::size_t action, Batch& batch) {
    const auto& asked =
        std::get<recipe::ProduceSignedKeyset>(execution.cooked.actions[action].params);
    TRY(add_set(execution, action, TRY(dnskey_set(execution.bench, action, asked)), batch));
    if (!asked.cds) {
        return Nothing{};
    }
    const ParentRequest request = TRY(parent_request(execution.bench, action, asked));
    const std::uint32_t ttl = asked.cds->ttl;
    TRY(add_set(execution, action,
                TRY(dns::Rrset::make(asked.owner, dns::RrType::cds, ttl, request.cds)), batch));
    if (!request.cdnskey.empty()) {
        TRY(add_set(execution, action,
                    TRY(dns::Rrset::make(asked.owner, dns::RrType::cdnskey, ttl, request.cdnskey)),
                    batch));
    }
    return Nothing{};
}

// --- signing

// Has one token make its signatures. Each is verified while the next ones are being made,
// and only then becomes part of its set.
Outcome sign_on(const Execution& execution, std::size_t store, Batch& batch) {
    std::vector<Task*> tasks;
    std::vector<pkcs11::SigningJob> jobs;
    for (Task& task : batch.tasks) {
        if (task.key->store == store) {
            const Bytes message = dnssec::signed_data(task.rrsig, task.set->records);
            const crypto::Scheme scheme = dnssec::signature_scheme(task.rrsig.algorithm);
            jobs.push_back(TRY(signing_job(scheme, task.key->name, message)));
            tasks.push_back(&task);
        }
    }
    const auto accept = [&](std::size_t job, ByteView signature) -> Outcome {
        Task& task = *tasks[job];
        task.rrsig.signature.assign(signature.begin(), signature.end());
        TRY(execution.verified.verify(task.set->records, task.rrsig, *task.zone_key)
                .in("what the token signed for " + task.set->records.owner().text()));
        task.set->signatures.push_back(task.rrsig);
        return Nothing{};
    };
    TRY(execution.keystore.store(store).token->sign(jobs, accept));
    return Nothing{};
}

// --- the results

void append_records(std::vector<dns::Record>& records, const SignedSet& set) {
    const auto& more = set.records.records();
    records.insert(records.end(), more.begin(), more.end());
}

// RRSIGs of one owner in canonical order: by their RDATA, which begins with the type covered.
Outcome append_signatures(std::vector<dns::Record>& records,
                          const std::vector<const SignedSet*>& sets) {
    std::vector<dns::Record> signatures;
    for (const SignedSet* set : sets) {
        for (const dns::Rrsig& rrsig : set->signatures) {
            signatures.push_back(TRY(dns::Record::make(set->records.owner(), dns::RrType::rrsig,
                                                       set->records.ttl(), dns::to_rdata(rrsig))));
        }
    }
    std::sort(signatures.begin(), signatures.end(),
              [](const auto& a, const auto& b) { return a.rdata() < b.rdata(); });
    records.insert(records.end(), signatures.begin(), signatures.end());
    return Nothing{};
}

std::string days_text(UtcTime from, UtcTime until) {
    constexpr std::size_t date_size = 10;  // of "2027-01-31 12:30:00"
    return from.text().substr(0, date_size) + " .. " + until.text().substr(0, date_size);
}

// "nl. 2026-12-27 .. 2027-01-10  keys 53455 09148  signed by 53455, verified"
std::string line_for(const recipe::ProduceSignedKeyset& asked,
                     const SignedSet& keyset,
                     std::size_t sets) {
    std::string line =
        asked.owner.text() + " " + days_text(asked.inception, asked.expiration) + "  keys";
    for (const dns::Record& record : keyset.records.records()) {
        const auto key = dns::read_dnskey(record.rdata());
        line += " " + (key.ok() ? tag_text(dns::key_tag(key.value())) : "?");
    }
    line += sets > 1 ? "  and CDS  signed by" : "  signed by";
    for (const dns::Rrsig& rrsig : keyset.signatures) {
        line += " " + tag_text(rrsig.key_tag);
    }
    return line + ", verified";
}

// The sets of one action: its DNSKEY set first, as add_sets() made them.
Result<std::string> record_result(recipe::ProduceSignedKeyset& asked,
                                  const std::vector<const SignedSet*>& sets) {
    recipe::SignedKeysetResult result;
    result.success = true;
    const std::vector<const SignedSet*> parent_sets(sets.begin() + 1, sets.end());
    append_records(result.keyset, *sets.front());
    TRY(append_signatures(result.keyset, {sets.front()}));
    for (const SignedSet* set : parent_sets) {
        append_records(result.cds, *set);
    }
    TRY(append_signatures(result.cds, parent_sets));
    asked.cooked = std::move(result);
    return line_for(asked, *sets.front(), sets.size());
}

}  // namespace

Result<std::vector<std::string>> produce_signed_keysets(const Execution& execution,
                                                        std::span<const std::size_t> actions) {
    Batch batch;
    for (const std::size_t action : actions) {
        TRY(add_sets(execution, action, batch));
    }
    for (std::size_t store = 0; store < execution.keystore.size(); ++store) {
        TRY(sign_on(execution, store, batch));
    }
    std::vector<std::string> lines;
    auto set = batch.sets.begin();
    for (const std::size_t action : actions) {
        std::vector<const SignedSet*> sets;
        for (; set != batch.sets.end() && set->action == action; ++set) {
            sets.push_back(&*set);
        }
        lines.push_back(TRY(record_result(
            std::get<recipe::ProduceSignedKeyset>(execution.cooked.actions[action].params), sets)));
    }
    return lines;
}

}  // namespace ceremony::cooker
