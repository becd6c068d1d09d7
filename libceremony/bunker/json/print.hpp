// SPDX-License-Identifier: BSD-3-Clause
//
// print.hpp -- values to JSON text, exactly one way (FORMAT.md, "Written form").
//
// Two-space indent, LF, a newline at the end, ASCII only. Equal values become
// equal octets, so that two people can compare one hash.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/document.hpp"

namespace ceremony::json {

/// Writes one JSON text from front to back. The caller keeps the grammar: one root
/// value; inside an object a name before each value, each name once; every begin
/// with its end.
class Printer {
public:
    void begin_object() { begin('{', '}'); }
    void begin_array() { begin('[', ']'); }
    /// Closes the innermost open array or object.
    void end();

    /// REQUIRES here and in text(): well-formed UTF-8.
    void name(std::string_view name);
    void text(std::string_view text);
    /// REQUIRES: between -(2^53 - 1) and 2^53 - 1, or no reader of ours accepts it.
    void integer(std::int64_t value);
    void boolean(bool value);
    void null();
    /// A value of a Document with all that is in it.
    void value(Value value);

    /// The whole text; the Printer is empty after it. REQUIRES: everything closed.
    [[nodiscard]] std::string take();

private:
    void begin(char opening, char closing);
    void begin_entry();
    void begin_value();
    void begin_line();
    void quoted(std::string_view text);

    std::string out_;
    std::string open_;       // the closing brackets to come, outermost first
    bool is_empty_ = true;   // nothing stands yet in the innermost open container
    bool has_name_ = false;  // the name of the next value has been written
};

/// The text of `value` alone.
[[nodiscard]] std::string print(Value value);

}  // namespace ceremony::json
