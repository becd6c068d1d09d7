// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/findings.hpp"

namespace ceremony::cooker {

Outcome Findings::refuse_unless(Outcome outcome, const recipe::KeyUse& use) {
    if (outcome.ok()) {
        return outcome;
    }
    switch (outcome.error().code()) {
        case Errc::refused:
        case Errc::not_found:
        case Errc::semantics:
        case Errc::crypto:
        case Errc::syntax:
            refuse(use, outcome.error().message());
            return Nothing{};
        case Errc::usage:
        case Errc::limit:
        case Errc::unreadable:
        case Errc::unwritable:
        case Errc::token:
        case Errc::unavailable:
        case Errc::configuration:
        case Errc::busy:
        case Errc::left_over:
        case Errc::undo_failed:
        case Errc::internal:
            break;
    }
    return outcome;
}

}  // namespace ceremony::cooker
