// SPDX-License-Identifier: BSD-3-Clause
//
// printing.hpp -- how Catch2 shows our types when a check fails.
//
// Every test file that compares octets includes it, so that one type is printed
// in one way throughout a program.

#pragma once

#include <string>

#include <catch2/catch.hpp>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "encoding/hex.hpp"

namespace Catch {

template <>
struct StringMaker<ceremony::Bytes> {
    static std::string convert(const ceremony::Bytes& octets) {
        return "hex " + ceremony::encoding::encode_hex(octets);
    }
};

template <>
struct StringMaker<ceremony::Errc> {
    static std::string convert(ceremony::Errc code) {
        return std::string(ceremony::to_string(code));
    }
};

template <>
struct StringMaker<ceremony::Place> {
    static std::string convert(const ceremony::Place& place) {
        return std::to_string(place.line) + ":" + std::to_string(place.column);
    }
};

}  // namespace Catch

namespace ceremony::test {

/// The value of `result`, or a failed test that shows its error.
template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        FAIL("unexpected error: " << to_string(result.error().code()) << ": "
                                  << result.error().message());
    }
    return std::move(result).value();
}

}  // namespace ceremony::test
