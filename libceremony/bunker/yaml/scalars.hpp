// SPDX-License-Identifier: BSD-3-Clause
//
// scalars.hpp -- scalars on one line: plain, in single quotes, in double quotes.
//
// Each function begins at the first character of what it reads and ends behind
// the last.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "yaml/source.hpp"

namespace ceremony::yaml {

/// How the text of a scalar is spelled.
enum class Spelling : std::uint8_t {
    plain,
    quoted,  ///< in quotes, and stands for itself
    other,   ///< in quotes with escapes, or a literal block
};

struct Scalar {
    std::size_t offset = 0;
    Spelling spelling = Spelling::plain;
    std::string_view source;  ///< the octets that stand for themselves, borrowed from the text
    std::string decoded;      ///< what is said, if the spelling is other

    /// The text that the scalar stands for.
    [[nodiscard]] std::string_view text() const noexcept {
        return spelling == Spelling::other ? std::string_view(decoded) : source;
    }
};

/// Inside brackets and braces, or outside of them: flow indicators end a plain scalar or do not.
enum class Context : std::uint8_t {
    block,
    flow
};

/// A scalar on one line: plain, or in quotes (YAML 1.2.2, sections 7.3.1 to 7.3.3).
/// Errc::syntax for everything that no such scalar begins with, by name.
[[nodiscard]] Result<Scalar> read_scalar(Source& source, Context context);

/// The name behind `&` or `*`: letters, digits, - and _, with white space, the end of
/// the line or, in flow, an indicator behind it (section 6.9.2 allows more).
[[nodiscard]] Result<std::string_view> read_name(Source& source, Context context);

}  // namespace ceremony::yaml
