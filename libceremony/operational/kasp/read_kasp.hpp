// SPDX-License-Identifier: BSD-3-Clause
//
// read_kasp.hpp -- a policy of OpenDNSSEC's kasp.xml as one of ours.
//
// OpenDNSSEC knows the online signer, we know ceremonies: what its policy says is taken over
// where it means the same, what it does not know keeps our default, and what it knows and we
// do not is told. Its months have 31 days and its years 365 (ods-timing(5)); here they become
// days, so that they mean the same.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "policy/policy.hpp"

namespace ceremony::kasp {

/// What was read.
struct Kasp {
    policy::Policy policy;
    std::vector<std::string> notes;  ///< what was left out or put in another way, one line each
};

/// The policy called `name` in `xml`, the text of a kasp.xml; `file` is for messages.
/// Errc::syntax for what is no such file; Errc::not_found, with the names there are, when it
/// has no such policy; Errc::semantics for what cannot be taken over.
[[nodiscard]] Result<Kasp> read_kasp(std::string_view xml,
                                     std::string_view file,
                                     std::string_view name);

/// A length of time of OpenDNSSEC: like Duration::from_text(), but months have 31 days and
/// years 365. Errc::syntax, Errc::limit.
[[nodiscard]] Result<policy::Seconds> read_kasp_duration(std::string_view text);

}  // namespace ceremony::kasp
