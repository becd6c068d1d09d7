// SPDX-License-Identifier: BSD-3-Clause
//
// template.hpp -- attribute templates that own their values.
//
// Tokens differ in what they assume for an attribute that is not stated, so
// everything that matters is stated. Some tokens refuse a template that states
// what they do not know: a repository may leave those attributes out, but none
// that protects a key.

#pragma once

#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "pkcs11/cryptoki.hpp"

namespace ceremony::pkcs11 {

/// Attributes that a repository leaves out of its templates.
class Omissions {
public:
    Omissions() = default;
    /// By name: "decrypt", "derive", "encrypt", "public-private" (CKA_PRIVATE of public
    /// keys), "sign-recover", "unwrap", "verify", "verify-recover", "wrap". Errc::configuration
    /// for any other.
    [[nodiscard]] static Result<Omissions> from_names(const std::vector<std::string>& names);

    [[nodiscard]] bool contain(CK_ATTRIBUTE_TYPE type) const { return types_.contains(type); }

private:
    std::set<CK_ATTRIBUTE_TYPE> types_;
};

enum class Flag : unsigned char {
    no,
    yes
};

class Template {
public:
    /// States `type` whatever a repository omits.
    void flag(CK_ATTRIBUTE_TYPE type, Flag value);
    /// States `type` unless `omissions` leave it out.
    void flag(CK_ATTRIBUTE_TYPE type, Flag value, const Omissions& omissions);
    void number(CK_ATTRIBUTE_TYPE type, CK_ULONG value);
    void octets(CK_ATTRIBUTE_TYPE type, ByteView value);

    /// For a call that takes a template; valid until the Template changes or ends.
    [[nodiscard]] CK_ATTRIBUTE* data() noexcept { return attributes_.data(); }
    [[nodiscard]] CK_ULONG size() const noexcept { return attributes_.size(); }

    Template() = default;
    Template(Template&&) noexcept = default;
    Template& operator=(Template&&) noexcept = default;
    // A copy would point into the values of the original.
    Template(const Template&) = delete;
    Template& operator=(const Template&) = delete;
    ~Template() = default;

private:
    std::deque<Bytes> values_;  // a deque, because it leaves its elements where they are
    std::vector<CK_ATTRIBUTE> attributes_;
};

}  // namespace ceremony::pkcs11
