// SPDX-License-Identifier: BSD-3-Clause

#include "base/secret_buffer.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "support/printing.hpp"

using namespace ceremony;

TEST_CASE("secret_buffer: it is empty at first and wiped at the end", "[base][secret]") {
    // Built in memory that outlives it, so that what it leaves behind can be seen.
    alignas(SecretBuffer) std::array<unsigned char, sizeof(SecretBuffer)> memory = {};
    auto* const buffer = new (memory.data()) SecretBuffer;
    CHECK(std::all_of(memory.begin(), memory.end(), [](auto octet) { return octet == 0; }));
    std::fill(buffer->text().begin(), buffer->text().end(), 'P');
    CHECK(std::count(memory.begin(), memory.end(), 'P') ==
          static_cast<std::ptrdiff_t>(secret_limit + 2));
    std::destroy_at(buffer);
    CHECK(std::all_of(memory.begin(), memory.end(), [](auto octet) { return octet == 0; }));
}
