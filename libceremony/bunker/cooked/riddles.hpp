// SPDX-License-Identifier: BSD-3-Clause
//
// riddles.hpp -- which public keys do references mean of which nothing is said? For
// key_book.cpp only.
//
// A recipe may use a key of a token without a haveKey for it, and v1.0 never says which public
// key a reference is. But the DNSKEY set of each action holds exactly the keys that were asked
// for. So a key must be a public key that stands, and signs, in exactly the same sets; where
// several keys go together always, they are not told apart, and need not be.

#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>
#include <vector>

#include "cooked/examination.hpp"

namespace ceremony::cooked {

/// What tells DNSKEY records apart whose public keys are not known.
struct Kind {
    std::uint16_t flags = 0;
    dns::Algorithm algorithm{};

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 that the compiler writes
    friend auto operator<=>(const Kind&, const Kind&) = default;
};

[[nodiscard]] Kind kind_of(const FoundKey& found) noexcept;

/// A key that an action wants in its set, at `member`, and, unless it is null, wants to sign
/// it, at `signer`.
struct AskedKey {
    Kind kind;
    const recipe::KeyUse* member = nullptr;
    const recipe::KeyUse* signer = nullptr;
};

/// The keys of one set of which nothing is known, and the records that must be theirs.
struct Riddle {
    const FoundSet* set = nullptr;
    std::vector<AskedKey> asked;
    std::vector<const FoundKey*> found;
};

class Riddles {
public:
    /// One riddle a set. Found is when there are not as many records of a kind, or not as many
    /// that sign, as keys; then the set does not count.
    void add(const Examination& examination, const Riddle& riddle);

    using Tell = std::function<void(std::uint32_t key, const Bytes& data)>;
    /// Calls `tell` with each key whose public key follows from all riddles together. Found is
    /// where they contradict each other.
    void solve(const Examination& examination, const Tell& tell) const;

private:
    /// Where a key stands, and where it signs.
    using Trace = std::vector<std::uint64_t>;
    struct Material {
        Trace trace;
        std::size_t action = 0;
        const FoundKey* found = nullptr;
    };
    /// What stands in the same places.
    struct Class {
        std::vector<std::uint32_t> keys;
        std::vector<const Material*> materials;
    };

    [[nodiscard]] std::map<Trace, Class> classes() const;

    std::map<std::uint32_t, Trace> keys_;
    std::map<std::tuple<dns::Algorithm, bool, std::string_view>, Material> materials_;
};

}  // namespace ceremony::cooked
