// SPDX-License-Identifier: BSD-3-Clause
//
// read_values.hpp -- objects and single values of a recipe: times, hashes, names, IDs,
// records. For the readers in this folder, and for that of the plan.
//
// A reader is a function from an Input to a Result. Every error is told at the value it is
// about: Errc::syntax when a value does not have the form it should have, Errc::semantics
// and Errc::limit when it has and is not allowed.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "json/fields.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

/// A value in a recipe that says it is in this version.
struct Input {
    json::Value value;
    SpecVersion version;

    [[nodiscard]] Error fail(Errc code, std::string_view what) const {
        return value.fail(code, what);
    }
};

/// What `Read`, a reader, makes of a value.
template <typename Read>
using Made = std::decay_t<decltype(std::declval<Read&>()(std::declval<Input>()).value())>;

/// The members of an object, taken by name; read_object() refuses those not asked for.
class Object {
public:
    Object(json::Fields& fields, SpecVersion version) noexcept
        : fields_(fields), version_(version) {}

    [[nodiscard]] Error fail(Errc code, std::string_view what) const {
        return fields_.object().fail(code, what);
    }

    [[nodiscard]] std::optional<Input> find(std::string_view name) {
        const std::optional<json::Value> value = fields_.any_if_present(name);
        return value ? std::optional(Input{*value, version_}) : std::nullopt;
    }

    /// What `read` makes of a member. Errc::syntax when there is none.
    template <typename Read>
    [[nodiscard]] Result<Made<Read>> must(std::string_view name, Read&& read) {
        const json::Value value = TRY(fields_.any(name));
        return read(Input{value, version_});
    }

    /// The same; nothing, or `standard`, when there is none.
    template <typename Read>
    [[nodiscard]] Result<std::optional<Made<Read>>> may(std::string_view name, Read&& read) {
        const std::optional<Input> input = find(name);
        if (!input) {
            return std::optional<Made<Read>>();
        }
        return std::optional<Made<Read>>(TRY(read(*input)));
    }
    template <typename Read>
    [[nodiscard]] Result<Made<Read>> may(std::string_view name, Read&& read, Made<Read> standard) {
        const std::optional<Input> input = find(name);
        return input ? read(*input) : Result<Made<Read>>(std::move(standard));
    }

    /// The same; in v1.0 the member is unknown.
    template <typename Read>
    [[nodiscard]] Result<std::optional<Made<Read>>> since_1_1(std::string_view name, Read&& read) {
        if (version_ == SpecVersion::v1_0) {
            return std::optional<Made<Read>>();
        }
        return may(name, read);
    }

private:
    json::Fields& fields_;
    SpecVersion version_;
};

/// What `read`, a function from Object& to a Result, makes of an object.
template <typename Read>
[[nodiscard]] auto read_object(Input input, Read&& read) {
    return json::read_object(input.value, [&input, &read](json::Fields& fields) {
        Object object(fields, input.version);
        return read(object);
    });
}

/// What `read` makes of each element of an array. The errors are those of `read`.
template <typename Read>
[[nodiscard]] Result<std::vector<Made<Read>>> read_each(Input array, Read&& read) {
    TRY(json::array_of(array.value));
    std::vector<Made<Read>> values;
    values.reserve(array.value.elements().size());
    for (const json::Value element : array.value.elements()) {
        values.push_back(TRY(read(Input{element, array.version})));
    }
    return values;
}

/// `result`; an error in it is told at `input`.
template <typename T>
[[nodiscard]] Result<T> told_at(Input input, Result<T> result) {
    if (!result.ok()) {
        return input.fail(result.error().code(), result.error().message());
    }
    return result;
}

/// "YYYY-MM-DD HH:MM:SS", RFC 3339, a date, or seconds after 1970-01-01 00:00:00.
[[nodiscard]] Result<UtcTime> read_time(Input input);
/// The same, if an RRSIG can say it.
[[nodiscard]] Result<UtcTime> read_rrsig_time(Input input);

[[nodiscard]] Result<std::string> read_text(Input input);
/// A text that is not empty.
[[nodiscard]] Result<std::string> read_label(Input input);
[[nodiscard]] Result<Word> read_word(Input input);
[[nodiscard]] Result<dns::Name> read_name(Input input);
/// 64 hexadecimal digits.
[[nodiscard]] Result<Sha256> read_sha256(Input input);
[[nodiscard]] Result<bool> read_boolean(Input input);
[[nodiscard]] Result<std::uint16_t> read_u16(Input input);
/// An integer of 16 bits, or the same as decimal text.
[[nodiscard]] Result<std::uint16_t> read_number(Input input);
[[nodiscard]] Result<std::uint32_t> read_ttl(Input input);
/// Base64 that spells at least one octet.
[[nodiscard]] Result<Bytes> read_base64(Input input);
/// One record; RDATA of a DS record.
[[nodiscard]] Result<dns::Record> read_record(Input input);
[[nodiscard]] Result<dns::Ds> read_ds(Input input);

/// `hex ...`, `base64 ...` or `str ...`, the word in either letter case, or base64 alone.
/// Errc::syntax, also for an ID without octets.
[[nodiscard]] Result<Bytes> key_id_from_text(std::string_view text);
[[nodiscard]] Result<Bytes> read_key_id(Input input);

}  // namespace ceremony::recipe
