// SPDX-License-Identifier: BSD-3-Clause
//
// fuzz.hpp -- what every fuzz target includes.
//
// A target is one file, fuzz_NAME.cpp, that defines LLVMFuzzerTestOneInput and
// states one property with `hold`. libFuzzer searches for an input that breaks
// it; replay_main.cpp runs the saved inputs of corpus/NAME in every build.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/bytes.hpp"

/// Runs the target on one input, whatever it holds. Returns 0, or not at all when the
/// property is broken.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it by this name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace ceremony::fuzz {

/// The input as octets. libFuzzer's `data` may be null when `size` is 0.
inline ByteView octets(const std::uint8_t* data, std::size_t size) {
    return {data, size};
}

/// The input as text.
inline std::string_view text(const std::uint8_t* data, std::size_t size) {
    return as_text(octets(data, size));
}

/// Ends the process, as a sanitizer would, when `property` is false.
inline void hold(bool property, const char* what) {
    if (!property) {
        static_cast<void>(std::fprintf(stderr, "property broken: %s\n", what));
        std::abort();
    }
}

}  // namespace ceremony::fuzz
