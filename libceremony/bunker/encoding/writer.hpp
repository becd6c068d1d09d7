// SPDX-License-Identifier: BSD-3-Clause
//
// writer.hpp -- octets appended one after another, big-endian.

#pragma once

#include <cstdint>
#include <utility>

#include "base/bytes.hpp"
#include "base/checked.hpp"
#include "base/result.hpp"

namespace ceremony::encoding {

class Writer {
public:
    void u8(std::uint8_t value) { octets_.push_back(value); }

    void u16(std::uint16_t value) {
        u8(static_cast<std::uint8_t>(value >> 8U));
        u8(static_cast<std::uint8_t>(value & 0xffU));
    }

    void u32(std::uint32_t value) {
        u16(static_cast<std::uint16_t>(value >> 16U));
        u16(static_cast<std::uint16_t>(value & 0xffffU));
    }

    void octets(ByteView more) { append(octets_, more); }

    /// `more` behind its length as 16 bits, as RDATA stands in a record (RFC 1035,
    /// section 3.2.1). Errc::limit when it is longer than 65535 octets.
    [[nodiscard]] Outcome octets_with_length16(ByteView more) {
        u16(TRY(narrow<std::uint16_t>(more.size())));
        octets(more);
        return Nothing{};
    }

    /// What was written; the Writer is empty after it.
    [[nodiscard]] Bytes take() noexcept { return std::exchange(octets_, {}); }

private:
    Bytes octets_;
};

}  // namespace ceremony::encoding
