// SPDX-License-Identifier: BSD-3-Clause
//
// builder.hpp -- makes a Document, value by value, in the order of the text.
//
// For parsers only. Offsets count octets from the start of the text. The caller
// keeps the grammar: inside an object texts (the names) and values alternate.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/document.hpp"

namespace ceremony::json {

/// The largest text a Document holds: 1 GiB. Recipes of the largest operators (10,000
/// zones for a year) stay below it, and offsets fit 30 bits.
inline constexpr std::size_t text_limit = std::size_t{1} << 30U;

/// The most values a Document holds, closes of containers counted: distances fit 30
/// bits. A JSON text below text_limit cannot have as many; aliases of YAML could.
inline constexpr std::size_t value_limit = std::size_t{1} << 30U;

class Builder {
public:
    /// REQUIRES: text.size() <= text_limit.
    Builder(std::string name, std::string text);
    ~Builder();
    Builder(const Builder&) = delete;
    Builder(Builder&&) = delete;
    Builder& operator=(const Builder&) = delete;
    Builder& operator=(Builder&&) = delete;

    /// Valid until finish().
    [[nodiscard]] std::string_view text() const noexcept;

    void null(std::size_t offset);
    void boolean(std::size_t offset, bool value);
    /// An integer whose digits, behind an optional minus sign, are `size` octets at
    /// `offset`. REQUIRES: it fits 64 bits.
    void integer(std::size_t offset, std::size_t size);
    /// A text in quotes at `offset` whose `size` octets, behind the opening quote,
    /// stand for themselves.
    void quoted_text(std::size_t offset, std::size_t size);
    /// A text without quotes at `offset` whose `size` octets stand for themselves.
    void bare_text(std::size_t offset, std::size_t size);
    /// A text that begins at `offset` in some other spelling and says `decoded`.
    void decoded_text(std::size_t offset, std::string_view decoded);
    /// Opens an array or an object; closes the innermost open one, whose last octet is at `offset`.
    void begin(Kind container, std::size_t offset);
    void end(std::size_t offset);

    /// The number of the first name of the innermost open object that already
    /// stands in it; nothing when all differ. It takes n log n comparisons at most,
    /// whatever the names are. REQUIRES: as many names as values so far.
    [[nodiscard]] std::optional<std::uint32_t> repeated_name() const;

    /// The values so far, as a mark for copy(): the next value added gets this
    /// number. The close of a container counts as one.
    [[nodiscard]] std::uint32_t size() const noexcept;
    /// Adds once more the values numbered first to last - 1, which must be whole
    /// and closed: an alias of YAML. They keep the offsets of the originals.
    /// REQUIRES: size() + last - first < value_limit.
    void copy(std::uint32_t first, std::uint32_t last);

    /// REQUIRES: exactly one root value, everything closed.
    [[nodiscard]] Document finish() &&;
    /// An error at `offset` of the text: "name:line:column: what".
    [[nodiscard]] Error fail(std::size_t offset, Errc code, std::string_view what) const;
    /// The same about the value that would be added next: "name:line:column: path: what",
    /// as Value::fail() has it. Where a member name would be next, the path is that of its
    /// object; behind a complete root there is none.
    [[nodiscard]] Error fail_next(std::size_t offset, Errc code, std::string_view what) const;
    /// The same about the value, or member name, of this number, at its beginning.
    [[nodiscard]] Error fail_value(std::uint32_t value, Errc code, std::string_view what) const;

private:
    std::unique_ptr<Tree> tree_;
    std::vector<std::uint32_t> open_;  // the containers not yet closed, outermost first
};

}  // namespace ceremony::json
