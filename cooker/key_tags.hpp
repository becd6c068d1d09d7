// SPDX-License-Identifier: BSD-3-Clause
//
// key_tags.hpp -- which key tags the keys of a zone have, so that a new key gets another.
//
// Validators and people pick keys by tag, and the tag of a key changes when it is revoked.
// Two keys of a zone must therefore differ in both, crosswise too (RFC 4034, appendix B;
// RFC 5011, section 2.1).

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "dns/dnskey.hpp"
#include "dns/name.hpp"

namespace ceremony::cooker {

/// The tag of `key` as it is, and as it is or would be when revoked.
[[nodiscard]] std::array<std::uint16_t, 2> both_tags(const dns::Dnskey& key);

class KeyTags {
public:
    /// `key` is a key of `zone`.
    void add(const dns::Name& zone, const dns::Dnskey& key);
    /// `key` may be a key of any zone.
    void add_to_all(const dns::Dnskey& key);
    /// `zone` has a key with this tag, of which no more is known. Revoking adds 128 to the
    /// sum that the tag is made of, which makes the tag larger by 128 or, with a carry, 129:
    /// both count as taken.
    void add(const dns::Name& zone, std::uint16_t tag);

    /// Would a key with these tags be told from every other key of these zones?
    [[nodiscard]] bool are_free(const std::vector<dns::Name>& zones, const dns::Dnskey& key) const;

private:
    std::map<dns::Name, std::set<std::uint16_t>> taken_;
    std::set<std::uint16_t> taken_everywhere_;
};

}  // namespace ceremony::cooker
