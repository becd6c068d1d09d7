// SPDX-License-Identifier: BSD-3-Clause
//
// softhsm.hpp -- private SoftHSM tokens for one test process.
//
// SoftHSM loses tokens when two processes log in to one token directory at once,
// so every instance has a directory of its own, and points SOFTHSM2_CONF of this
// process at it. One instance lives at a time.

#pragma once

#include <string>
#include <vector>

#include "base/secret.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::test {

/// The user PIN of every token made here: easy to find where it must not be.
inline constexpr std::string_view test_pin = "Pin-Never-Seen-74205";

[[nodiscard]] inline Secret test_secret() {
    return Secret(as_bytes(test_pin));
}

/// The path of SoftHSM's module.
[[nodiscard]] std::string softhsm_module();

/// The path of the module that forwards to SoftHSM and goes wrong when told to: the one that
/// test/fault/fault_p11.cpp becomes.
[[nodiscard]] std::string fault_module();

class SoftHsm {
public:
    SoftHsm();

    /// Makes a token. Fails the test when softhsm2-util does.
    void add_token(const std::string& label) const;
    /// The folder of everything that belongs to this instance.
    [[nodiscard]] const TempFolder& folder() const { return folder_; }
    /// Where the tokens are; removing it takes them away.
    [[nodiscard]] std::string tokens() const { return folder_ / "tokens"; }

private:
    TempFolder folder_;
};

}  // namespace ceremony::test
