// SPDX-License-Identifier: BSD-3-Clause
//
// source.hpp -- an XML text and its name: to a tree, with errors that say where.
//
// The only files that read XML are those of OpenDNSSEC. What pugixml does with them is decided
// here once: nothing is fetched, and entities other than those of XML itself mean nothing.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace ceremony::xml {

/// What of a text is in its tree.
enum class Keep : std::uint8_t {
    content,    ///< elements, attributes and texts
    everything  ///< also comments, white space and so on: what print() gives back
};

/// Borrows both texts.
class Source {
public:
    Source(std::string_view text, std::string_view name) noexcept : text_(text), name_(name) {}

    /// Fills `tree`. Errc::syntax when the text is no XML: also for a second root element, or text
    /// outside of the root. Errc::refused: with Keep::everything, a document type declaration.
    [[nodiscard]] Outcome load(pugi::xml_document& tree, Keep keep) const;

    /// "name:line:column: element: what"
    [[nodiscard]] Error fail(const pugi::xml_node& node, Errc code, std::string_view what) const;
    /// The same about a place, an offset into the text.
    [[nodiscard]] Error fail_at(std::ptrdiff_t offset, Errc code, std::string what) const;

    /// The one child of that name, or nothing. Errc::semantics: there is a second one.
    [[nodiscard]] Result<std::optional<pugi::xml_node>> some(const pugi::xml_node& node,
                                                             const char* name) const;
    /// The one child of that name. Errc::syntax: there is none; else as above.
    [[nodiscard]] Result<pugi::xml_node> one(const pugi::xml_node& node, const char* name) const;

private:
    [[nodiscard]] Outcome check_document(const pugi::xml_document& tree) const;

    std::string_view text_;
    std::string_view name_;
};

/// What stands in an element, without the white space around it; borrowed from the tree.
[[nodiscard]] std::string_view text_in(const pugi::xml_node& node);

/// The text of a tree that was loaded with Keep::everything. What was not changed comes back
/// as it was but for quotes around attributes, blanks inside tags, and characters that can be
/// spelled in several ways.
[[nodiscard]] std::string print(const pugi::xml_document& tree);
/// The text of a tree that was put together here: an element a line, two blanks a level.
[[nodiscard]] std::string print_indented(const pugi::xml_document& tree);

}  // namespace ceremony::xml
