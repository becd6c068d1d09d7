// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/nonces.hpp"

#include <algorithm>

#include "recipe/key_data.hpp"

namespace ceremony::cooked {

std::optional<std::size_t> Nonces::add(const dns::Dnskey& key,
                                       const Bytes& signature,
                                       std::size_t action) {
    if (recipe::is_rsa(key.algorithm)) {
        return std::nullopt;
    }
    const ByteView octets(signature);
    const ByteView first = octets.first(octets.size() / 2);
    const ByteView second = octets.subspan(octets.size() / 2);
    std::string place(as_text(key.public_key));
    place.append(as_text(first));
    const auto [seen, is_new] =
        seen_.try_emplace(std::move(place), First{Bytes(second.begin(), second.end()), action});
    if (is_new || std::ranges::equal(seen->second.second_half, second)) {
        return std::nullopt;
    }
    return seen->second.action;
}

}  // namespace ceremony::cooked
