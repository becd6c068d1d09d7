// SPDX-License-Identifier: BSD-3-Clause
//
// reader.hpp -- a bounds-checked cursor over borrowed octets, big-endian.
//
// Reading past the end is Errc::syntax and moves nothing. The octets must
// outlive the Reader.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace ceremony::encoding {

class Reader {
public:
    explicit Reader(ByteView octets) noexcept : octets_(octets) {}

    [[nodiscard]] Result<std::uint8_t> u8() {
        const ByteView octets = TRY(take(1));
        return octets[0];
    }

    [[nodiscard]] Result<std::uint16_t> u16() {
        const ByteView octets = TRY(take(2));
        return static_cast<std::uint16_t>(octets[0] << 8U | octets[1]);
    }

    [[nodiscard]] Result<std::uint32_t> u32() {
        const ByteView octets = TRY(take(4));
        return std::uint32_t{octets[0]} << 24U | std::uint32_t{octets[1]} << 16U |
               std::uint32_t{octets[2]} << 8U | std::uint32_t{octets[3]};
    }

    /// The next `count` octets, borrowed.
    [[nodiscard]] Result<ByteView> take(std::size_t count) {
        if (count > octets_.size()) {
            return Error{Errc::syntax, "cut short: " + std::to_string(count) +
                                           " more octets expected, " +
                                           std::to_string(octets_.size()) + " left"};
        }
        const ByteView taken = octets_.first(count);
        octets_ = octets_.subspan(count);
        return taken;
    }

    /// All that is left, borrowed; may be empty.
    [[nodiscard]] ByteView rest() noexcept {
        const ByteView taken = octets_;
        octets_ = {};
        return taken;
    }

    [[nodiscard]] bool at_end() const noexcept { return octets_.empty(); }
    /// Errc::syntax when octets are left over.
    [[nodiscard]] Outcome expect_end() const {
        if (!octets_.empty()) {
            return Error{Errc::syntax, std::to_string(octets_.size()) + " octets left over"};
        }
        return Nothing{};
    }

private:
    ByteView octets_;
};

}  // namespace ceremony::encoding
