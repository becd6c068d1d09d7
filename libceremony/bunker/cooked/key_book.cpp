// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "cooked/examination.hpp"
#include "cooked/riddles.hpp"

namespace ceremony::cooked {

namespace {

using Position = recipe::Position;

Kind kind_of(const recipe::KeyUse& use) {
    // Keys of sets are zone keys: they have a kind.
    return {static_cast<std::uint16_t>(use.kind->role), use.kind->algorithm};
}

// A key that stands twice counts once.
std::vector<AskedKey> asked_keys(std::span<const recipe::KeyUse> uses) {
    std::map<std::pair<std::uint32_t, Kind>, AskedKey> asked;
    for (const recipe::KeyUse& use : uses) {
        if (use.position == Position::keyset) {
            const Kind kind = kind_of(use);
            asked.try_emplace({use.key, kind}, AskedKey{kind, &use, nullptr});
        }
    }
    for (const recipe::KeyUse& use : uses) {
        if (use.position == Position::signer) {
            const auto member = asked.find({use.key, kind_of(use)});
            // One that is not in the set breaks a rule of recipe/check.hpp.
            if (member != asked.end()) {
                member->second.signer = &use;
            }
        }
    }
    std::vector<AskedKey> keys;
    keys.reserve(asked.size());
    for (const auto& [place, key] : asked) {
        keys.push_back(key);
    }
    return keys;
}

// A set, and which of its records are explained by which keys.
class Comparison {
public:
    Comparison(const Examination& examination, const FoundSet& set)
        : examination_(examination), set_(set) {
        for (const FoundKey& found : set.keys) {
            records_.try_emplace(place_of(cooked::kind_of(found), found.dnskey.public_key),
                                 Record{&found, false, nullptr});
        }
    }

    // A key of which it is known which it is.
    void add(const AskedKey& asked, const Bytes& data) {
        const auto place = records_.find(place_of(asked.kind, data));
        if (place == records_.end()) {
            examination_.add(*asked.member, "no DNSKEY record of it is in the set");
            return;
        }
        place->second.is_explained = true;
        if (asked.signer != nullptr) {
            place->second.signer = asked.signer;
        }
    }

    // Has each record that is explained the signature that it should have, or none?
    void examine_signatures() const {
        for (const auto& [place, record] : records_) {
            const std::optional<std::size_t>& rrsig = record.found->rrsig;
            if (record.is_explained && rrsig && record.signer == nullptr) {
                examination_.add(set_.action, element_path("cooked.signedKeysetRRs", *rrsig),
                                 "a signature that was not asked for");
            }
            if (record.is_explained && !rrsig && record.signer != nullptr) {
                examination_.add(*record.signer, "no signature by it is over the set");
            }
        }
    }

    [[nodiscard]] std::vector<const FoundKey*> unexplained() const {
        std::vector<const FoundKey*> rest;
        for (const auto& [place, record] : records_) {
            if (!record.is_explained) {
                rest.push_back(record.found);
            }
        }
        return rest;
    }

private:
    using Place = std::tuple<Kind, std::string_view>;
    struct Record {
        const FoundKey* found = nullptr;
        bool is_explained = false;
        const recipe::KeyUse* signer = nullptr;
    };

    static Place place_of(Kind kind, const Bytes& data) { return {kind, as_text(data)}; }

    const Examination& examination_;
    const FoundSet& set_;
    std::map<Place, Record> records_;
};

// An ID in a store is one key, and a key has one ID there.
class Identities {
public:
    explicit Identities(const Examination& examination) : examination_(examination) {}

    void add(const recipe::KeyUse& use, const Bytes& data) {
        const recipe::KeyUse* first =
            keys_.try_emplace({use.name->store(), use.kind->algorithm, as_text(data)}, &use)
                .first->second;
        if (first->key != use.key && told_.insert(use.key).second) {
            examination_.add(use, "has the same public key as a key with another ID, in " +
                                      action_name(first->action));
        }
    }

private:
    using Place = std::tuple<std::string_view, dns::Algorithm, std::string_view>;

    const Examination& examination_;
    std::map<Place, const recipe::KeyUse*> keys_;
    std::set<std::uint32_t> told_;
};

bool has_id(const recipe::KeyUse& use) {
    return use.name != nullptr && (!use.name->id().empty() || recipe::makes_key(use.position));
}

void examine_identities(const Examination& examination, const KeyBook& book) {
    Identities identities(examination);
    for (const recipe::KeyUse& use : examination.index.uses()) {
        const std::optional<std::size_t>& made_by = examination.index.facts(use).made_by;
        if (use.direct != nullptr && made_by) {
            examination.add(use,
                            "stands here in full, but " + action_name(*made_by) + " generates it");
        }
        const Bytes* data = book.data_of(use);
        if (use.kind && has_id(use) && data != nullptr) {
            identities.add(use, *data);
        }
    }
}

}  // namespace

KeyBook::KeyBook(const Examination& examination, const std::vector<FoundSet>& sets) {
    for (const recipe::KeyUse& use : examination.index.uses()) {
        data_.resize(std::max<std::size_t>(data_.size(), use.key + std::size_t{1}));
        data_[use.key] = examination.index.facts(use).data;
    }
    Riddles riddles;
    for (const FoundSet& set : sets) {
        Comparison comparison(examination, set);
        Riddle riddle{&set, {}, {}};
        for (const AskedKey& asked : asked_keys(examination.index.uses_of(set.action))) {
            if (const Bytes* data = data_of(*asked.member)) {
                comparison.add(asked, *data);
            } else {
                riddle.asked.push_back(asked);
            }
        }
        comparison.examine_signatures();
        riddle.found = comparison.unexplained();
        riddles.add(examination, riddle);
    }
    riddles.solve(examination,
                  [this](std::uint32_t key, const Bytes& data) { data_[key] = &data; });
    examine_identities(examination, *this);
}

}  // namespace ceremony::cooked
