// SPDX-License-Identifier: BSD-3-Clause
//
// Accepted DNSKEY RDATA, written again, is the same, and its key tag is what a second way
// of computing it yields.

#include <algorithm>

#include "dns/dnskey.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace ceremony;

// RFC 4034, appendix B, with the high and the low octets of the words summed apart.
std::uint16_t tag_by_halves(ByteView rdata) {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    for (std::size_t i = 0; i < rdata.size(); ++i) {
        (i % 2 == 0 ? high : low) += rdata[i];
    }
    const std::uint64_t sum = high * 256 + low;
    return static_cast<std::uint16_t>((sum % 65536 + sum / 65536) % 65536);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input = fuzz::octets(data, size);
    const auto key = dns::read_dnskey(input);
    if (key.ok()) {
        fuzz::hold(std::ranges::equal(dns::to_rdata(key.value()), input), "RDATA survives");
        fuzz::hold(dns::key_tag(key.value()) == tag_by_halves(input), "the key tag");
    }
    return 0;
}
