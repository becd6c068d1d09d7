// SPDX-License-Identifier: BSD-3-Clause
//
// Accepted RRSIG RDATA, written again, is the same but for the signer, which is then in
// lower case; what is signed of it is all but the signature.

#include <algorithm>

#include "dns/ascii.hpp"
#include "dns/rrsig.hpp"
#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ceremony;
    const ByteView input = fuzz::octets(data, size);
    const auto read = dns::read_rrsig(input);
    if (!read.ok()) {
        return 0;
    }
    const dns::Rrsig& rrsig = read.value();
    constexpr std::size_t before_signer = 18;  // RFC 4034, section 3.1
    Bytes expected(input.begin(), input.end());
    const auto signer = std::span(expected).subspan(before_signer, rrsig.signer.wire().size());
    std::ranges::transform(signer, signer.begin(), dns::lower_case);
    fuzz::hold(dns::to_rdata(rrsig) == expected, "RDATA survives");

    Bytes joined = dns::to_rdata_without_signature(rrsig);
    fuzz::hold(joined.size() == before_signer + signer.size(), "nothing of the signature");
    append(joined, rrsig.signature);
    fuzz::hold(joined == expected, "the signature comes last");

    const auto again = dns::read_rrsig(expected);
    fuzz::hold(again.ok() && again.value() == rrsig, "the fields survive");
    return 0;
}
