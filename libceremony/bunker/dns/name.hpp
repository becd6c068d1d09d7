// SPDX-License-Identifier: BSD-3-Clause
//
// name.hpp -- absolute domain names: text and wire form, canonical form and order.
//
// A Name is always complete, within the limits of RFC 1035, section 2.3.4, and in
// canonical form (RFC 4034, section 6.2): the letters A to Z become a to z as it is
// made. Names that differ in nothing else are therefore equal (RFC 4343), and one
// name has one wire form and one text. Nothing here needs the case a name came in.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "encoding/reader.hpp"

namespace ceremony::dns {

/// RFC 1035, section 2.3.4. A name counts in wire form, with its length octets and
/// the root label.
inline constexpr std::size_t max_label_size = 63;
inline constexpr std::size_t max_name_size = 255;

class Name {
public:
    /// The root, ".".
    Name() : wire_(1, 0) {}

    /// Reads the master file form (RFC 1035, section 5.1): labels that each end in a
    /// dot, `\X` for a printable character that is not a digit, `\DDD` for an octet.
    /// Without an escape stand printable ASCII characters other than the blank and
    /// `"();\`. Errc::syntax for anything else, a name without its last dot included:
    /// what it is relative to cannot be known here.
    [[nodiscard]] static Result<Name> from_text(std::string_view text);

    /// Reads a name that takes up all of `wire`. Errc::syntax, as in read().
    [[nodiscard]] static Result<Name> from_wire(ByteView wire);

    /// Takes a name from the front of what `reader` has left. Errc::syntax when it is cut
    /// short, longer than 255 octets, or compressed (RFC 3597, section 4, and RFC 4034
    /// forbid compression in the RDATA read here).
    [[nodiscard]] static Result<Name> read(encoding::Reader& reader);

    /// The one text of this name, which from_text() reads back: `.`, `\`, `"`, `(`, `)`,
    /// `;`, `@` and `$` inside a label with a backslash in front, what is not a visible
    /// ASCII character as `\DDD`. Any zone file may contain it.
    [[nodiscard]] std::string text() const;

    /// The canonical wire form, 1 to 255 octets, borrowed from this name.
    [[nodiscard]] ByteView wire() const noexcept { return wire_; }

    /// The number of labels as the Labels field of an RRSIG counts them: neither the root
    /// label nor a leading `*` (RFC 4034, section 3.1.3). 0 for ".", 1 for "nl.".
    [[nodiscard]] std::uint8_t rrsig_labels() const;

    friend bool operator==(const Name&, const Name&) = default;
    /// Canonical order (RFC 4034, section 6.1): label by label from the right, each as
    /// unsigned octets; a name comes before the names below it.
    friend std::strong_ordering operator<=>(const Name& a, const Name& b);

private:
    explicit Name(Bytes wire) noexcept : wire_(std::move(wire)) {}

    Bytes wire_;
};

}  // namespace ceremony::dns
