// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/from_cooked.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

#include "cooked/key_id.hpp"
#include "keysets/public_keys.hpp"
#include "plan/from_recipe.hpp"
#include "recipe/violation.hpp"

namespace ceremony::keysets {

namespace {

using recipe::KeyUse;
using recipe::Position;
using Material = std::pair<dns::Algorithm, Bytes>;

// DNSKEYs in canonical order: that of their RDATA (RFC 4034, section 6.3).
template <typename Rdata>
void sort_canonically(std::vector<Rdata>& list) {
    std::sort(list.begin(), list.end(),
              [](const Rdata& a, const Rdata& b) { return dns::to_rdata(a) < dns::to_rdata(b); });
}

class Reading {
public:
    Reading(const recipe::Recipe& cooked, const crypto::Sha256& file)
        : cooked_(cooked), keys_(cooked) {
        contents_.file = file;
        contents_.ceremony = cooked.preamble.ceremony;
        index_keys();
    }
    Reading(const Reading&) = delete;
    Reading(Reading&&) = delete;
    Reading& operator=(const Reading&) = delete;
    Reading& operator=(Reading&&) = delete;
    ~Reading() = default;

    Result<Contents> read() {
        if (cooked_.preamble.plan) {
            contents_.plan = TRY(plan::keys_from_recipe(cooked_));
            index_plan();
        }
        for (action_ = 0; action_ < cooked_.actions.size(); ++action_) {
            TRY(std::visit([this](const auto& params) { return this->add(params); },
                           cooked_.actions[action_].params));
        }
        std::stable_sort(contents_.keysets.begin(), contents_.keysets.end(),
                         [](const Keyset& a, const Keyset& b) {
                             return std::tie(a.zone, a.track, a.stage, a.from) <
                                    std::tie(b.zone, b.track, b.stage, b.from);
                         });
        return std::move(contents_);
    }

private:
    [[nodiscard]] Error fail(std::string path, std::string reason) const {
        return to_error(recipe::Violation{action_, std::move(path), std::move(reason)});
    }

    void index_plan() {
        for (const timeline::ZonePlan& zone : contents_.plan->zones) {
            for (const timeline::Key& key : zone.keys) {
                if (key.data) {
                    planned_.emplace(Material(key.algorithm, *key.data), &key);
                }
            }
        }
    }

    // --- keys

    Result<dns::Dnskey> dnskey_of(const KeyUse& use) const {
        const Bytes* data = keys_.data_of(use);
        if (data == nullptr || !use.kind) {
            return fail(recipe::path_of(use), "nothing says which public key this is");
        }
        return recipe::to_dnskey(*use.kind, *data);
    }

    // What is said of a key in some place goes for it in every place.
    struct Identity {
        Bytes id;
        std::string label;          // as it was made
        std::set<dns::Name> zones;  // those that have it in a set, or are signed by it
    };

    void index_keys() {
        for (const KeyUse& use : keys_.index().uses()) {
            Identity& known = identities_[use.key];
            if (use.name != nullptr && !use.name->id().empty()) {
                known.id = use.name->id();
            } else if (use.name != nullptr && recipe::makes_key(use.position)) {
                known.id = cooked::id_from_label(use.name->label());
            }
            // In v1.0 nothing keeps labels apart.
            const bool is_named = use.name != nullptr && cooked_.preamble.ceremony.has_value();
            if (is_named && recipe::makes_key(use.position)) {
                known.label = use.name->label();
            }
            const auto* set =
                std::get_if<recipe::ProduceSignedKeyset>(&cooked_.actions[use.action].params);
            if (set != nullptr) {
                known.zones.insert(set->owner);
            }
        }
    }

    Result<ZoneSigner> zone_signer(const KeyUse& use) const {
        ZoneSigner signer;
        signer.dnskey = TRY(dnskey_of(use));
        signer.id = identities_.at(use.key).id;
        const auto planned = planned_.find({signer.dnskey.algorithm, signer.dnskey.public_key});
        if (planned != planned_.end()) {
            signer.external = planned->second->custody == timeline::Custody::external;
            if (signer.id.empty()) {
                signer.id = planned->second->id;
            }
        }
        return signer;
    }

    // --- actions

    static Outcome add(const recipe::HaveKey& /*have*/) { return Nothing{}; }
    static Outcome add(const recipe::DeleteKey& /*deletion*/) { return Nothing{}; }
    static Outcome add(const recipe::ImportPublicKey& /*import*/) { return Nothing{}; }

    Outcome add(const recipe::GenerateKey& generation) {
        if (generation.owner && generation.cooked && generation.cooked->ds) {
            contents_.generated.push_back({*generation.owner, *generation.cooked->ds});
        }
        return Nothing{};
    }

    [[nodiscard]] Keyset empty_set(const recipe::ProduceSignedKeyset& asked,
                                   const recipe::Word& track) const {
        Keyset set{asked.owner, track, 0,  0, contents_.file, {}, {}, asked.ttl, {}, {}, false,
                   {},          {},    {}, {}};
        set.inception = set.from = asked.inception;
        set.expiration = set.until = asked.expiration;
        set.cds = asked.cooked->cds;
        return set;
    }

    Outcome add(const recipe::ProduceSignedKeyset& asked) {
        if (!asked.cooked || !asked.cooked->success) {
            return fail("cooked", "not carried out");
        }
        const recipe::Word main_track = TRY(recipe::Word::from_text(recipe::main_track));
        Keyset set = empty_set(asked, main_track);
        if (contents_.ceremony) {
            set.sequence = contents_.ceremony->sequence;
        }
        if (asked.publish) {
            set.track = asked.publish->track;
            set.stage = asked.publish->stage;
            set.from = asked.publish->from;
            set.until = asked.publish->until;
            set.has_slot = true;
        }
        for (const dns::Record& record : asked.cooked->keyset) {
            if (record.type() == dns::RrType::dnskey) {
                set.keys.push_back(TRY(dns::read_dnskey(record.rdata())));
            } else if (record.type() == dns::RrType::rrsig) {
                set.signatures.push_back(TRY(dns::read_rrsig(record.rdata())));
            }
        }
        if (set.keys.empty() || set.signatures.empty()) {
            return fail("cooked.signedKeysetRRs", "no signed key set");
        }
        sort_canonically(set.keys);
        sort_canonically(set.signatures);
        for (const KeyUse& use : keys_.index().uses_of(action_)) {
            if (use.position == Position::zone_signer) {
                set.zone_signers.push_back(TRY(zone_signer(use)));
            }
        }
        contents_.keysets.push_back(std::move(set));
        return Nothing{};
    }

    Outcome add(const recipe::ExportKeypair& exportation) {
        if (!exportation.cooked || !exportation.cooked->success) {
            return fail("cooked", "not carried out");
        }
        ExportedKey key{action_,
                        exportation.key.name,
                        {},
                        {},
                        exportation.wrapping_key.name,
                        std::nullopt,
                        exportation.cooked->wrap_mechanism,
                        exportation.cooked->key_blob};
        for (const KeyUse& use : keys_.index().uses_of(action_)) {
            if (use.position == Position::wrapping) {
                const Bytes* data = keys_.data_of(use);
                key.transport = data == nullptr ? std::nullopt : std::optional(*data);
            } else {
                key.dnskey = TRY(dnskey_of(use));
                const Identity& known = identities_.at(use.key);
                const std::string& label =
                    key.name.label().empty() ? known.label : key.name.label();
                key.name = TRY(recipe::KeyName::make(key.name.store(), known.id, label));
                key.zones.assign(known.zones.begin(), known.zones.end());
            }
        }
        contents_.exported.push_back(std::move(key));
        return Nothing{};
    }

    const recipe::Recipe& cooked_;
    PublicKeys keys_;
    Contents contents_;
    std::map<std::uint32_t, Identity> identities_;  // by the number of the key
    std::map<Material, const timeline::Key*> planned_;
    std::size_t action_ = 0;
};

}  // namespace

const timeline::ZonePlan* Contents::plan_of(const dns::Name& zone) const {
    if (!plan) {
        return nullptr;
    }
    const auto found =
        std::find_if(plan->zones.begin(), plan->zones.end(),
                     [&zone](const timeline::ZonePlan& one) { return one.zone == zone; });
    return found == plan->zones.end() ? nullptr : &*found;
}

Result<Contents> from_cooked(const recipe::Recipe& cooked, const crypto::Sha256& file) {
    Reading reading(cooked, file);
    return reading.read();
}

}  // namespace ceremony::keysets
