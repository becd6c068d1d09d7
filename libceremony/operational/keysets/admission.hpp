// SPDX-License-Identifier: BSD-3-Clause
//
// admission.hpp -- may this cooked recipe be imported, after those that were imported before?
//
// It has to be the next of its chain, of the zones that are bound to that chain, with sets that
// the trust in each zone accepts. What it changes in the state is made here and written nowhere.

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "keysets/from_cooked.hpp"
#include "keysets/state.hpp"

namespace ceremony::keysets {

/// Who vouches for a file.
enum class Voucher : std::uint8_t {
    bunker,  ///< by an attestation
    person   ///< by its hash
};

/// How a file is to be admitted.
struct Admission {
    Voucher voucher{};
    std::set<dns::Name> zones;  ///< of this host; empty: every zone that the file has
    std::map<dns::Name, std::vector<dns::Ds>> trust;  ///< of the configuration
    std::string forced;  ///< why it may be out of turn; empty: it may not
    UtcTime now;
};

/// `state` with `contents`, which was examined. Errc::refused: it is not the next of its chain, a
/// zone is bound to another chain, a recipe without a ceremony is for a zone that is bound to one,
/// or a set is not acceptable; where nothing is trusted in a zone, the hint has the DS records that
/// could be. Of a file that is there already, the zones are admitted that it was
/// not admitted for when it came; when there are none, nothing changes.
[[nodiscard]] Result<State> admit(State state,
                                  const Contents& contents,
                                  const Admission& admission);

/// `contents` as far as it is of `zones`, which it was admitted for.
[[nodiscard]] Contents only_of(Contents contents, const std::set<dns::Name>& zones);

/// The name that a file has in the store.
[[nodiscard]] std::string store_name(const crypto::Sha256& sha256);

}  // namespace ceremony::keysets
