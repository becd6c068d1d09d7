// SPDX-License-Identifier: BSD-3-Clause
//
// fields.hpp -- takes the members of an object by name, each with its type.
//
// An object is understood completely or refused. The only way to Fields is
// read_object, which itself refuses, once the reading function is content, every
// member that this function did not ask for: the check cannot be forgotten, and
// a member that is fine in one variant of an object is refused in another.
//
// Every error names the place and the path: "recipe.json:41:17:
// recipe.actions[3].actionParams.ttl: not an integer, but a text". Errc::syntax
// when a member is missing, unknown or of another type or holds NUL;
// Errc::semantics when an integer is out of range.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "json/document.hpp"

namespace ceremony::json {

/// The integers from `low` to `high`, both included.
struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

// What `value` holds, if it is of that kind: for the elements of arrays, and for
// members that may be of several kinds.
/// Texts with NUL are refused: no field of ours has a use for it, and others cut there.
[[nodiscard]] Result<std::string_view> text_of(Value value);
[[nodiscard]] Result<std::int64_t> integer_of(Value value, Range range);
[[nodiscard]] Result<bool> boolean_of(Value value);
/// The value itself, after a look at its kind.
[[nodiscard]] Result<Value> array_of(Value value);
[[nodiscard]] Result<Value> object_of(Value value);

/// The members of one object. A name may be asked for more than once. Texts are
/// borrowed from the Document.
class Fields {
public:
    Fields(const Fields&) = delete;
    Fields(Fields&&) = delete;
    Fields& operator=(const Fields&) = delete;
    Fields& operator=(Fields&&) = delete;
    ~Fields() = default;

    /// The object.
    [[nodiscard]] Value object() const noexcept { return object_; }

    [[nodiscard]] Result<Value> any(std::string_view name);
    [[nodiscard]] Result<std::string_view> text(std::string_view name);
    [[nodiscard]] Result<std::int64_t> integer(std::string_view name, Range range);
    [[nodiscard]] Result<bool> boolean(std::string_view name);
    [[nodiscard]] Result<Value> array(std::string_view name);
    [[nodiscard]] Result<Value> object(std::string_view name);

    /// Nothing when there is no member of that name; null is not nothing.
    [[nodiscard]] std::optional<Value> any_if_present(std::string_view name);
    [[nodiscard]] Result<std::optional<std::string_view>> text_if_present(std::string_view name);
    [[nodiscard]] Result<std::optional<std::int64_t>> integer_if_present(std::string_view name,
                                                                         Range range);
    [[nodiscard]] Result<std::optional<bool>> boolean_if_present(std::string_view name);
    [[nodiscard]] Result<std::optional<Value>> array_if_present(std::string_view name);
    [[nodiscard]] Result<std::optional<Value>> object_if_present(std::string_view name);

private:
    template <typename Read>
    friend auto read_object(Value value, Read&& read);

    struct Entry {
        std::string_view name;
        Member member;
        bool asked_for = false;
    };

    explicit Fields(Value object);
    [[nodiscard]] Outcome done() const;

    Value object_;
    std::vector<Entry> entries_;  // sorted by name: many members do not make it slow
};

/// What `read`, a function from Fields& to a Result, makes of the object `value`.
/// An error when `value` is not an object, when `read` returns one, or when there
/// is a member that `read` did not ask for.
///
///     Result<Range> read_range(Value value) {
///         return read_object(value, [](Fields& fields) -> Result<Range> {
///             const auto low = TRY(fields.integer("low", {0, 99}));
///             const auto high = TRY(fields.integer("high", {low, 99}));
///             return Range{low, high};
///         });
///     }
template <typename Read>
[[nodiscard]] auto read_object(Value value, Read&& read) {
    using Return = decltype(read(std::declval<Fields&>()));
    const auto object = object_of(value);
    if (!object.ok()) {
        return Return(object.error());
    }
    Fields fields(value);
    Return result = read(fields);
    if (result.ok()) {
        const Outcome done = fields.done();
        if (!done.ok()) {
            return Return(done.error());
        }
    }
    return result;
}

}  // namespace ceremony::json
