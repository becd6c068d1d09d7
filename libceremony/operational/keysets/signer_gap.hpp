// SPDX-License-Identifier: BSD-3-Clause
//
// signer_gap.hpp -- is the zone signed, before and after a change of key sets, by keys that the
// caches know?
//
// While one set takes the place of another, caches have either, and data that was signed under
// either. So whoever signs the zone under one has to be in the other, unless the plan itself has
// the two follow each other, and with it has proven that nothing is lost.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "keysets/keyset.hpp"
#include "keysets/zone_sets.hpp"

namespace ceremony::keysets {

struct SignerGap {
    enum class Kind : std::uint8_t {
        unknown,  ///< it is to sign the zone, and is not in the set that is published
        dropped   ///< it signs the zone now, and is not in the next set
    };
    Kind kind{};
    dns::Dnskey key;

    friend bool operator==(const SignerGap&, const SignerGap&) = default;
};

/// The first one from `published` to `next`, both of `zone`; nothing: there is none. Of a set
/// without a slot nobody knows who signs the zone. As far as ZSKs go, the plan has two sets follow
/// each other when a ceremony has such sets one after the other, or in different tracks or stages
/// at the same time, so that the one may take the place of the other at any instant; or when two
/// ceremonies have them while the one takes over from the other.
[[nodiscard]] std::optional<SignerGap> signer_gap(const ZoneSets& zone,
                                                  const Keyset& published,
                                                  const Keyset& next);

/// For people; `end` is until when what is published can be used.
[[nodiscard]] std::string text_of(const SignerGap& gap, const Keyset& next, UtcTime end);

}  // namespace ceremony::keysets
