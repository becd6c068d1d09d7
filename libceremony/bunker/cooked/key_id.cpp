// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/key_id.hpp"

#include "crypto/digest.hpp"

namespace ceremony::cooked {

namespace {

constexpr std::size_t id_size = 16;

}  // namespace

Bytes id_from_label(std::string_view label) {
    const auto digest = crypto::sha256(as_bytes(label));
    if (!digest.ok()) {
        return {};
    }
    const ByteView id = ByteView(digest.value()).first(id_size);
    return {id.begin(), id.end()};
}

}  // namespace ceremony::cooked
