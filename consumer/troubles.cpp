// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/troubles.hpp"

#include <utility>

namespace ceremony::consumer {

void Troubles::add(Error error) {
    if (!messages_.insert(error.message()).second) {
        return;
    }
    if (!worst_) {
        worst_ = std::move(error);
        return;
    }
    if (worst_->code() == Errc::busy) {
        std::swap(*worst_, error);
    }
    program::tell(program_, error);
}

Outcome Troubles::outcome() const {
    if (worst_) {
        return *worst_;
    }
    return Nothing{};
}

}  // namespace ceremony::consumer
