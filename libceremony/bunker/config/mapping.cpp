// SPDX-License-Identifier: BSD-3-Clause

#include "config/mapping.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/quote.hpp"
#include "config/nearest.hpp"

namespace ceremony::config {

namespace {

Error unknown(const json::Member& member, std::optional<std::string_view> meant) {
    std::string what = "unknown key";
    if (meant) {
        what.append("; did you mean ").append(quote(*meant)).append("?");
    }
    return member.name.fail(Errc::configuration, what);
}

}  // namespace

Mapping::Mapping(json::Value value, const std::vector<json::Member>& members) : value_(value) {
    for (const json::Member& member : members) {
        entries_.push_back(Entry{member.name.text(), member});
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
}

std::optional<json::Value> Mapping::find(std::string_view key) {
    keys_.push_back(key);
    const auto entry = std::lower_bound(
        entries_.begin(), entries_.end(), key,
        [](const Entry& candidate, std::string_view wanted) { return candidate.key < wanted; });
    if (entry == entries_.end() || entry->key != key) {
        return std::nullopt;
    }
    entry->asked_for = true;
    return entry->member.value;
}

Error Mapping::fail(std::string_view what) const {
    return value_.fail(Errc::configuration, what);
}

// A key that nothing asked for so far, and that is nearly this one, is the better news.
Error Mapping::missing(std::string_view key) const {
    const std::array<std::string_view, 1> wanted = {key};
    for (const Entry& entry : entries_) {
        if (!entry.asked_for && nearest(entry.key, wanted)) {
            return unknown(entry.member, key);
        }
    }
    return fail("the key " + quote(key) + " is missing");
}

// Of several unknown keys the one that stands first is named.
Outcome Mapping::done() const {
    const Entry* first = nullptr;
    for (const Entry& entry : entries_) {
        const bool earlier =
            first == nullptr || entry.member.name.offset() < first->member.name.offset();
        if (!entry.asked_for && earlier) {
            first = &entry;
        }
    }
    if (first != nullptr) {
        return unknown(first->member, nearest(first->key, keys_));
    }
    return Nothing{};
}

}  // namespace ceremony::config
