// SPDX-License-Identifier: BSD-3-Clause
//
// writer.hpp -- values, keys and members of a recipe to text, in the spelling of one
// version. For the writers in this folder, and for that of the plan.

#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "json/print.hpp"
#include "recipe/recipe.hpp"

namespace ceremony::recipe {

class Writer : public json::Printer {
public:
    explicit Writer(SpecVersion version) noexcept : version_(version) {}

    [[nodiscard]] bool is_v1_1() const noexcept { return version_ == SpecVersion::v1_1; }

    /// A value where the text stands.
    void put(std::integral auto value) {
        if constexpr (std::is_same_v<decltype(value), bool>) {
            boolean(value);
        } else {
            integer(value);
        }
    }
    void put(std::string_view value) { text(value); }
    void put(UtcTime time);
    void put(const Sha256& digest);  ///< in hexadecimal digits
    void put(const Bytes& octets);   ///< in base64
    void put(const dns::Name& value) { text(value.text()); }
    void put(const dns::Record& record);
    void put(const dns::Ds& ds);
    void put(dns::DigestType type) { integer(static_cast<std::uint8_t>(type)); }
    void put(OaepHash hash) { text(to_string(hash)); }
    void put(const Source& source);
    void put(const TagRule& rule);
    void put(const Publication& publish);
    void put(const Cds& cds);
    void put(const KeyReference& key);
    void put(const TransportKeyReference& key);
    void put(const DirectKey& key);
    void put(const KeysetKey& key);
    template <typename Value>
    void put(const std::vector<Value>& values) {
        begin_array();
        for (const Value& value : values) {
            put(value);
        }
        end();
    }

    /// A member of the open object; none for an optional value that is absent.
    void member(std::string_view name_of_it, std::string_view text) {
        name(name_of_it);
        put(text);
    }
    template <typename Value>
    requires(!std::is_array_v<Value>) void member(std::string_view name_of_it, const Value& value) {
        name(name_of_it);
        put(value);
    }
    template <typename Value>
    void member(std::string_view name_of_it, const std::optional<Value>& value) {
        if (value) {
            member(name_of_it, *value);
        }
    }
    /// The same, left out where it has its default value.
    template <typename Value>
    void member_unless(const Value& standard, std::string_view name_of_it, const Value& value) {
        if (value != standard) {
            member(name_of_it, value);
        }
    }
    /// The same, left out in v1.0, which does not know it.
    template <typename Value>
    void since_1_1(std::string_view name_of_it, const Value& value) {
        if (is_v1_1()) {
            member(name_of_it, value);
        }
    }
    /// An array of { "key": ... }.
    template <typename Key>
    void keys(std::string_view name_of_it, const std::vector<Key>& keys) {
        name(name_of_it);
        begin_array();
        for (const Key& key : keys) {
            begin_object();
            member("key", key);
            end();
        }
        end();
    }

    /// Opens the object of a zone's key, or of a transport key, of type "byRef" or "direct".
    void begin_key(std::string_view type, KeyKind kind);
    void begin_transport_key(std::string_view type);
    /// Its store, ID and label.
    void name_members(const KeyName& key);

private:
    SpecVersion version_;
};

}  // namespace ceremony::recipe
