// SPDX-License-Identifier: BSD-3-Clause
//
// key_id.hpp -- the CKA_ID of a key that is made with a label only.

#pragma once

#include <string_view>

#include "base/bytes.hpp"

namespace ceremony::cooked {

/// The first 16 octets of the SHA-256 of `label` (FORMAT.md of recipe/, "Keys"): what
/// recipe::CheckContext wants. Empty, which is no CKA_ID, when OpenSSL had no memory.
[[nodiscard]] Bytes id_from_label(std::string_view label);

}  // namespace ceremony::cooked
