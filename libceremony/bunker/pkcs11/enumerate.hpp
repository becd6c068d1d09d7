// SPDX-License-Identifier: BSD-3-Clause
//
// enumerate.hpp -- the objects of a token, found in one pass and read into plain values.

#pragma once

#include <vector>

#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"
#include "pkcs11/key.hpp"
#include "pkcs11/session.hpp"

namespace ceremony::pkcs11 {

/// An object, and the handle it has as long as it exists and sessions are open.
struct Entry {
    CK_OBJECT_HANDLE handle = 0;
    Object object;
};

/// What `handle` stands for. A value that cannot be is absent in the Object (a point as
/// its flaw); Errc::token only when the module fails.
[[nodiscard]] Result<Entry> read_object(const Session& session, CK_OBJECT_HANDLE handle);

/// All objects that the session sees. Lookups by ID or label are linear on many tokens;
/// this is done once and an index answers the rest.
[[nodiscard]] Result<std::vector<Entry>> enumerate(const Session& session);

}  // namespace ceremony::pkcs11
