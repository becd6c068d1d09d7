// SPDX-License-Identifier: BSD-3-Clause
//
// signconf.hpp -- a key set as a signer configuration of OpenDNSSEC (2.0 and later).
//
// The signer takes DNSKEY records and signatures over them that others made, and believes them
// without a look. Of the ways to write them down, most make it crash or publish a key set
// without a signature (README.md tells which); what is written here is the one that it carries
// through everything, its own restart included:
//
// - a key whose private half is elsewhere, as a KSK in the bunker, is a ResourceRecord with a
//   Locator that no token has, and never has the role KSK;
// - a ZSK on the signer's token is named by its CKA_ID, and has the role ZSK if it signs;
// - every signature is a SignatureResourceRecord, and there is at least one;
// - the TTL is the one under the signatures.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "dns/dnskey.hpp"
#include "keysets/keyset.hpp"

namespace ceremony::signers {

/// A ZSK whose private half is on the signer's token.
struct OnlineKey {
    dns::Dnskey dnskey;
    Bytes id;  ///< CKA_ID; not empty

    friend bool operator==(const OnlineKey&, const OnlineKey&) = default;
};

enum class Origin : std::uint8_t {
    present,  ///< the configuration that is in use: of this zone, or an error
    pattern   ///< a template: of this zone, or of none, and then it is given its name
};

/// What stands in a template for the name of each zone that is made from it; or there is no name.
inline constexpr std::string_view any_zone = "@ZONE@";

/// What the keys are put into: everything in it but `Keys` is kept.
struct Frame {
    std::string_view xml;
    std::string_view name;  ///< for messages
    Origin origin = Origin::present;
};

/// Errc::syntax: the frame is no signer configuration. Errc::refused: it is of another zone, or
/// leaves its zone unsigned. Errc::semantics: nobody says who signs the zone, or with which
/// CKA_ID; no signature, or one over another TTL; two keys with one CKA_ID, of which the signer
/// would forget one.
[[nodiscard]] Result<std::string> signconf(const keysets::Keyset& keyset,
                                           const std::vector<OnlineKey>& online,
                                           const Frame& frame);

/// The Locator of a key whose private half is elsewhere: the first 16 octets of the SHA-256 of its
/// RDATA. No key on the signer's token may have it as its CKA_ID: the signer would, after a
/// restart, sign the key set itself, or publish it without a signature.
[[nodiscard]] Result<Bytes> locator_of_absent(const dns::Dnskey& key);

/// The keys of `keyset` that its configuration names by locator_of_absent().
[[nodiscard]] std::vector<dns::Dnskey> absent_keys(const keysets::Keyset& keyset,
                                                   const std::vector<OnlineKey>& online);

}  // namespace ceremony::signers
