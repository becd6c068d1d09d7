// SPDX-License-Identifier: BSD-3-Clause
//
// parent.hpp -- what others are told about the KSKs of a zone: the parent, which has DS records of
// them, and people who configure trust anchors.

#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "dns/dnskey.hpp"
#include "dns/ds.hpp"

namespace ceremony::signers {

/// The DS set that the parent shall have from some time on.
struct DsSet {
    std::vector<dns::Ds> records;  ///< none: the zone becomes insecure
    /// Nobody may ask for it before; nothing: the parent has it, or it may be asked for at once.
    std::optional<UtcTime> earliest;
    /// When not, nobody says when the parent may have them: nobody is to act on them by himself.
    bool is_planned = true;

    friend bool operator==(const DsSet&, const DsSet&) = default;
};

/// A KSK as a trust anchor.
struct Anchor {
    dns::Dnskey key;
    UtcTime from;
    std::optional<UtcTime> until;  ///< nothing: its end is not planned

    friend bool operator==(const Anchor&, const Anchor&) = default;
};

}  // namespace ceremony::signers
