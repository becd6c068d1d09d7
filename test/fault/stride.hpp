// SPDX-License-Identifier: BSD-3-Clause
//
// stride.hpp -- how many calls are passed over between two that get a fault.

#pragma once

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace ceremony::test {

/// What the environment variable CEREMONY_FAULT_STRIDE says, or else `usual`.
[[nodiscard]] inline std::size_t stride(std::size_t usual) {
    const char* const text = std::getenv("CEREMONY_FAULT_STRIDE");
    std::size_t number = usual;
    if (text != nullptr) {
        const std::string_view digits(text);
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    }
    return number;
}

}  // namespace ceremony::test
