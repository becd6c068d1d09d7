// SPDX-License-Identifier: BSD-3-Clause
//
// trust_anchor.hpp -- the KSKs of a zone as trust anchors (RFC 9718).

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "dns/name.hpp"
#include "signers/parent.hpp"

namespace ceremony::signers {

/// What the file is called, so that it can be told from others: any text.
struct AnchorFile {
    std::string id;
    std::string source;  ///< from where it may be had
};

/// The XML document of RFC 9718, section 2.1, with SHA-256 digests and the keys themselves, in the
/// order given. Errc::semantics: there is no anchor (the document must have one), or one that is
/// no zone key.
[[nodiscard]] Result<std::string> trust_anchor(const dns::Name& zone,
                                               const std::vector<Anchor>& anchors,
                                               const AnchorFile& file);

}  // namespace ceremony::signers
