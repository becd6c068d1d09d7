// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/template.hpp"

#include <array>
#include <cstring>

#include "base/quote.hpp"

namespace ceremony::pkcs11 {
namespace {

struct Omissible {
    std::string_view name;
    CK_ATTRIBUTE_TYPE type;
};

// What may be left out: uses that a token may assume allowed, and CKA_PRIVATE of
// public keys. CKA_SENSITIVE, CKA_EXTRACTABLE, CKA_TOKEN and CKA_SIGN may not.
constexpr std::array omissible = {
    Omissible{"decrypt", CKA_DECRYPT},
    Omissible{"derive", CKA_DERIVE},
    Omissible{"encrypt", CKA_ENCRYPT},
    Omissible{"public-private", CKA_PRIVATE},
    Omissible{"sign-recover", CKA_SIGN_RECOVER},
    Omissible{"unwrap", CKA_UNWRAP},
    Omissible{"verify", CKA_VERIFY},
    Omissible{"verify-recover", CKA_VERIFY_RECOVER},
    Omissible{"wrap", CKA_WRAP},
};

}  // namespace

Result<Omissions> Omissions::from_names(const std::vector<std::string>& names) {
    Omissions omissions;
    for (const std::string& name : names) {
        std::string known;
        bool found = false;
        for (const Omissible& candidate : omissible) {
            known += (known.empty() ? "" : ", ") + std::string(candidate.name);
            if (candidate.name == name) {
                omissions.types_.insert(candidate.type);
                found = true;
            }
        }
        if (!found) {
            return Error{Errc::configuration,
                         quote(name) + " cannot be omitted; what can be is: " + known};
        }
    }
    return omissions;
}

void Template::octets(CK_ATTRIBUTE_TYPE type, ByteView value) {
    Bytes& owned = values_.emplace_back(value.begin(), value.end());
    attributes_.push_back(CK_ATTRIBUTE{type, owned.data(), owned.size()});
}

void Template::number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
    std::array<Byte, sizeof value> octets_of_value{};
    std::memcpy(octets_of_value.data(), &value, sizeof value);
    octets(type, octets_of_value);
}

void Template::flag(CK_ATTRIBUTE_TYPE type, Flag value) {
    octets(type, std::array<Byte, 1>{value == Flag::yes ? Byte{CK_TRUE} : Byte{CK_FALSE}});
}

void Template::flag(CK_ATTRIBUTE_TYPE type, Flag value, const Omissions& omissions) {
    if (!omissions.contain(type)) {
        flag(type, value);
    }
}

}  // namespace ceremony::pkcs11
