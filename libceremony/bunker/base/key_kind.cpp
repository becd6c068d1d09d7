// SPDX-License-Identifier: BSD-3-Clause

#include "base/key_kind.hpp"

namespace ceremony {

std::string_view to_string(KeyKind kind) noexcept {
    switch (kind) {
        case KeyKind::rsa:
            return "RSA";
        case KeyKind::p256:
            return "P-256";
        case KeyKind::p384:
            return "P-384";
        case KeyKind::ed25519:
            return "Ed25519";
        case KeyKind::ed448:
            return "Ed448";
    }
    return "unknown";
}

std::size_t point_size(KeyKind kind) noexcept {
    switch (kind) {
        case KeyKind::rsa:
            return 0;
        case KeyKind::p256:
            return 64;
        case KeyKind::p384:
            return 96;
        case KeyKind::ed25519:
            return 32;  // RFC 8032, section 5.1.5
        case KeyKind::ed448:
            return 57;  // RFC 8032, section 5.2.5
    }
    return 0;
}

}  // namespace ceremony
