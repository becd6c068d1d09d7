// SPDX-License-Identifier: BSD-3-Clause
//
// keys_file.hpp -- keys that other systems made: the file of `--keys`.
//
//     - zone: nl.
//       dnskey: 257 3 13 /q3njd...     # the RDATA of its DNSKEY record
//       custody: bunker                # bunker | operational | external
//       provider: Other Provider       # optional, for people
//       keyID: hex 0123...             # where it is on a token
//       keyStore: second               # optional
//       ds-seen: 2024-01-01            # and what else is known to have happened
//
// The other times are generate, publish, ready, active, retire, remove, ds-gone,
// revoke and destroy.

#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "json/document.hpp"
#include "timeline/model.hpp"

namespace ceremony::plan {

struct BroughtKey {
    timeline::Key key;
    std::string place;  ///< "keys.yaml:7:3", for messages

    friend bool operator==(const BroughtKey&, const BroughtKey&) = default;
};

/// The keys in a document of YAML, at least one. Times are those of Key::observed. Every error is
/// Errc::configuration and names line, column and path: also for a DNSKEY with flags other than
/// 256 and 257, for a key in the bunker without keyID, for a time after `now`, and for an end
/// before its beginning.
[[nodiscard]] Result<std::vector<BroughtKey>> read_keys_file(const json::Document& document,
                                                             UtcTime now);

}  // namespace ceremony::plan
