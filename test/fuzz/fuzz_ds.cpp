// SPDX-License-Identifier: BSD-3-Clause
//
// Accepted DS RDATA, written again, is the same; its digest has the size of its type.

#include <algorithm>

#include "dns/ds.hpp"
#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ceremony;
    const ByteView input = fuzz::octets(data, size);
    const auto ds = dns::read_ds(input);
    if (ds.ok()) {
        fuzz::hold(std::ranges::equal(dns::to_rdata(ds.value()), input), "RDATA survives");
        fuzz::hold(ds.value().digest.size() == dns::digest_size(ds.value().digest_type),
                   "the digest has its size");
    }
    return 0;
}
