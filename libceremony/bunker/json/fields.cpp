// SPDX-License-Identifier: BSD-3-Clause

#include "json/fields.hpp"

#include <algorithm>
#include <string>

#include "base/quote.hpp"

namespace ceremony::json {

namespace {

Outcome check_kind(Value value, Kind wanted) {
    if (value.kind() != wanted) {
        return value.fail(Errc::syntax, std::string("not ")
                                            .append(to_string(wanted))
                                            .append(", but ")
                                            .append(to_string(value.kind())));
    }
    return Nothing{};
}

// What `read` makes of `value`, if there is one.
template <typename T>
Result<std::optional<T>> if_present(std::optional<Value> value, Result<T> (*read)(Value)) {
    if (!value) {
        return std::optional<T>();
    }
    return std::optional<T>(TRY(read(*value)));
}

}  // namespace

Result<std::string_view> text_of(Value value) {
    TRY(check_kind(value, Kind::text));
    if (value.text().find('\0') != std::string_view::npos) {
        return value.fail(Errc::syntax, "a text with NUL");
    }
    return value.text();
}

Result<std::int64_t> integer_of(Value value, Range range) {
    TRY(check_kind(value, Kind::integer));
    const std::int64_t number = value.integer();
    if (number < range.low || number > range.high) {
        return value.fail(Errc::semantics, std::to_string(number)
                                               .append(" is not between ")
                                               .append(std::to_string(range.low))
                                               .append(" and ")
                                               .append(std::to_string(range.high)));
    }
    return number;
}

Result<bool> boolean_of(Value value) {
    TRY(check_kind(value, Kind::boolean));
    return value.boolean();
}

Result<Value> array_of(Value value) {
    TRY(check_kind(value, Kind::array));
    return value;
}

Result<Value> object_of(Value value) {
    TRY(check_kind(value, Kind::object));
    return value;
}

Fields::Fields(Value object) : object_(object) {
    entries_.reserve(object.members().size());
    for (const Member member : object.members()) {
        entries_.push_back({member.name.text(), member});
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
}

// Of several unknown members the one that stands first is named.
Outcome Fields::done() const {
    const Entry* unknown = nullptr;
    for (const Entry& entry : entries_) {
        if (!entry.asked_for &&
            (unknown == nullptr || entry.member.name.offset() < unknown->member.name.offset())) {
            unknown = &entry;
        }
    }
    if (unknown != nullptr) {
        return unknown->member.name.fail(Errc::syntax, "unknown member");
    }
    return Nothing{};
}

std::optional<Value> Fields::any_if_present(std::string_view name) {
    const auto entry =
        std::lower_bound(entries_.begin(), entries_.end(), name,
                         [](const Entry& a, std::string_view b) { return a.name < b; });
    if (entry == entries_.end() || entry->name != name) {
        return std::nullopt;
    }
    entry->asked_for = true;
    return entry->member.value;
}

Result<Value> Fields::any(std::string_view name) {
    const std::optional<Value> value = any_if_present(name);
    if (!value) {
        return object_.fail(Errc::syntax, "the member " + quote(name) + " is missing");
    }
    return *value;
}

Result<std::string_view> Fields::text(std::string_view name) {
    return text_of(TRY(any(name)));
}

Result<std::int64_t> Fields::integer(std::string_view name, Range range) {
    return integer_of(TRY(any(name)), range);
}

Result<bool> Fields::boolean(std::string_view name) {
    return boolean_of(TRY(any(name)));
}

Result<Value> Fields::array(std::string_view name) {
    return array_of(TRY(any(name)));
}

Result<Value> Fields::object(std::string_view name) {
    return object_of(TRY(any(name)));
}

Result<std::optional<std::string_view>> Fields::text_if_present(std::string_view name) {
    return if_present(any_if_present(name), text_of);
}

Result<std::optional<std::int64_t>> Fields::integer_if_present(std::string_view name, Range range) {
    const std::optional<Value> value = any_if_present(name);
    if (!value) {
        return std::optional<std::int64_t>();
    }
    return std::optional(TRY(integer_of(*value, range)));
}

Result<std::optional<bool>> Fields::boolean_if_present(std::string_view name) {
    return if_present(any_if_present(name), boolean_of);
}

Result<std::optional<Value>> Fields::array_if_present(std::string_view name) {
    return if_present(any_if_present(name), array_of);
}

Result<std::optional<Value>> Fields::object_if_present(std::string_view name) {
    return if_present(any_if_present(name), object_of);
}

}  // namespace ceremony::json
