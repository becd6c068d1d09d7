// SPDX-License-Identifier: BSD-3-Clause
//
// examination.hpp -- the groups of findings that verify.hpp consists of. For verify.cpp and
// its parts only.

#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cooked/nonces.hpp"
#include "cooked/verify.hpp"
#include "cooked/zone_keys.hpp"
#include "dns/dnskey.hpp"
#include "recipe/key_index.hpp"
#include "recipe/key_use.hpp"

namespace ceremony::cooked {

/// What lasts from one signature to the next.
struct Memory {
    VerifiedSignatures& verified;
    ZoneKeys zone_keys;
    Nonces nonces;
};

/// A cooked recipe under examination, and what was found.
struct Examination {
    const recipe::Recipe& recipe;
    const Expectation& expected;
    const recipe::KeyIndex& index;
    Memory& memory;
    std::vector<recipe::Violation>& found;

    void add(std::optional<std::size_t> action, std::string path, std::string reason) const {
        found.push_back({action, std::move(path), std::move(reason)});
    }
    void add(const recipe::KeyUse& use, std::string reason) const {
        add(use.action, recipe::path_of(use), std::move(reason));
    }
    [[nodiscard]] bool is_v1_1() const noexcept {
        return expected.version == recipe::SpecVersion::v1_1;
    }
};

/// "cooked.signedKeysetRRs[3]"
[[nodiscard]] inline std::string element_path(std::string_view array, std::size_t element) {
    return std::string(array).append("[").append(std::to_string(element)).append("]");
}

/// "actions[3]"
[[nodiscard]] inline std::string action_name(std::size_t action) {
    return element_path("actions", action);
}

/// A DNSKEY record in a result.
struct FoundKey {
    std::size_t record = 0;  ///< its number in signedKeysetRRs
    dns::Dnskey dnskey;
    std::uint16_t tag = 0;
    std::optional<std::size_t> rrsig;  ///< the number of the RRSIG over the set by it
};

/// A DNSKEY set in a result: each key once, by algorithm and key tag.
struct FoundSet {
    std::size_t action = 0;
    std::vector<FoundKey> keys;
};

/// The preamble. examine_preamble.cpp
void examine_preamble(const Examination& examination);
/// What came of all actions but produceSignedKeyset. examine_results.cpp
void examine_results(const Examination& examination);
/// The records and signatures of DNSKEY sets, as they are. examine_sets.cpp
[[nodiscard]] std::vector<FoundSet> examine_sets(const Examination& examination);

/// Which public key each key of the recipe is.
class KeyBook {
public:
    /// From what the recipe states, then from `sets`. Found on the way is where a set is not
    /// what was asked for, and where two keys are one. Refers to recipe and sets.
    KeyBook(const Examination& examination, const std::vector<FoundSet>& sets);

    /// The public key field of the key that stands there; null when nothing says which it is.
    [[nodiscard]] const Bytes* data_of(const recipe::KeyUse& use) const { return data_[use.key]; }

private:
    std::vector<const Bytes*> data_;  // by the number of the key
};

/// CDS and CDNSKEY sets. examine_cds.cpp
void examine_cds(const Examination& examination,
                 const std::vector<FoundSet>& sets,
                 const KeyBook& book);

}  // namespace ceremony::cooked
