// SPDX-License-Identifier: BSD-3-Clause
//
// The saved inputs hold one payload that was signed with one key, whose private half
// nobody has. Whatever is made of them, no other payload comes out as signed by that
// key; and what is accepted is the same when it is printed and read again.

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "fuzz/fuzz.hpp"
#include "jws/jws.hpp"

namespace {

using namespace ceremony;

constexpr std::string_view type = "ceremony-cooked";
constexpr std::string_view signed_payload = R"({"sha256":"ca991cbe","chain":"nl-registry"})"
                                            "\n";

// The Ed25519 key of test/vectors/jws/jws.vec.
constexpr std::array<Byte, 32> point = {
    0xe8, 0x48, 0x0e, 0x1c, 0xe9, 0x03, 0x79, 0x67, 0x45, 0xf0, 0x00, 0xf3, 0x99, 0x74, 0xd6, 0x34,
    0xd6, 0xd3, 0xab, 0xac, 0xf1, 0xf0, 0x65, 0xa7, 0x9b, 0x8a, 0xb3, 0xc0, 0x05, 0x79, 0xd4, 0x5a};

// The key, or nothing when it is refused.
std::optional<jws::PinnedKey> pinned_key() {
    auto key = crypto::PublicKey::from_point(crypto::KeyKind::ed25519, point);
    if (!key.ok()) {
        return std::nullopt;
    }
    auto pinned = jws::PinnedKey::make(jws::Algorithm::eddsa, std::move(key).value());
    return pinned.ok() ? std::optional(std::move(pinned).value()) : std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::optional<jws::PinnedKey> key = pinned_key();
    fuzz::hold(key.has_value(), "the key is one");

    const auto document = jws::Jws::parse(std::string(fuzz::text(data, size)), "fuzz", type);
    if (!document.ok()) {
        return 0;
    }
    const auto payload = document.value().payload_signed_by(*key);
    fuzz::hold(!payload.ok() || as_text(payload.value()) == signed_payload,
               "nothing verifies that was not signed");

    const std::string text = document.value().print();
    const auto again = jws::Jws::parse(text, "again", type);
    fuzz::hold(again.ok() && again.value().print() == text, "what was printed is read alike");
    fuzz::hold(again.value().payload_signed_by(*key).ok() == payload.ok(), "and verifies alike");
    return 0;
}
