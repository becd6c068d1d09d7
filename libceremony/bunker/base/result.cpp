// SPDX-License-Identifier: BSD-3-Clause

#include "base/result.hpp"

namespace ceremony {

std::string_view to_string(Errc code) noexcept {
    switch (code) {
        case Errc::usage:
            return "usage";
        case Errc::syntax:
            return "syntax";
        case Errc::semantics:
            return "semantics";
        case Errc::limit:
            return "limit";
        case Errc::not_found:
            return "not_found";
        case Errc::unreadable:
            return "unreadable";
        case Errc::unwritable:
            return "unwritable";
        case Errc::token:
            return "token";
        case Errc::unavailable:
            return "unavailable";
        case Errc::crypto:
            return "crypto";
        case Errc::refused:
            return "refused";
        case Errc::configuration:
            return "configuration";
        case Errc::busy:
            return "busy";
        case Errc::left_over:
            return "left_over";
        case Errc::undo_failed:
            return "undo_failed";
        case Errc::internal:
            return "internal";
    }
    return "unknown";
}

// 1, 2 and 3 are this project's own; 64 and above are those of sysexits.h.
int exit_status(Errc code) noexcept {
    switch (code) {
        case Errc::crypto:
        case Errc::refused:
            return 1;
        case Errc::left_over:
            return 2;
        case Errc::undo_failed:
            return 3;
        case Errc::usage:
            return 64;
        case Errc::syntax:
        case Errc::semantics:
        case Errc::limit:
            return 65;
        case Errc::not_found:
        case Errc::unreadable:
            return 66;
        case Errc::token:
        case Errc::unavailable:
            return 69;
        case Errc::internal:
            return 70;
        case Errc::unwritable:
            return 73;
        case Errc::busy:
            return 75;
        case Errc::configuration:
            return 78;
    }
    return 70;
}

Error Error::in(std::string_view context) && {
    message_.insert(0, ": ").insert(0, context);
    return std::move(*this);
}

Error Error::at(std::string_view name, Place place) && {
    place_ = place;
    const std::string where =
        std::to_string(place.line).append(":").append(std::to_string(place.column));
    return std::move(*this).in(std::string(name).append(":").append(where));
}

Error Error::with_hint(std::string hint) && {
    hint_ = std::move(hint);
    return std::move(*this);
}

Error Error::as(Errc code) && {
    code_ = code;
    return std::move(*this);
}

}  // namespace ceremony
