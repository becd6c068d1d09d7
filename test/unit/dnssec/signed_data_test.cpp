// SPDX-License-Identifier: BSD-3-Clause

#include "dnssec/signed_data.hpp"

#include "dns/scan.hpp"
#include "encoding/hex.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::dnssec;
using ceremony::encoding::encode_hex;
using ceremony::test::must;

// Put together by hand from RFC 4034, sections 3.1 and 3.1.8.1, for the set of RFC 6605,
// section 6.1, with a second address.
TEST_CASE("signed_data: it is the RRSIG without signature and the set in canonical order",
          "[dnssec][signed_data]") {
    const auto set = must(dns::Rrset::from_records(
        must(dns::scan_records("WWW.Example.NET. 60 IN TYPE1 \\# 4 C0000202\n"
                               "www.example.net. 60 IN TYPE1 \\# 4 C0000201\n",
                               "set"))));
    const auto record = must(
        dns::scan_record("www.example.net. 60 IN RRSIG A 13 3 3600 20100909100439 20100812100439 "
                         "55648 Example.NET. AAAA",
                         "rrsig"));
    const auto rrsig = must(dns::read_rrsig(record.rdata()));
    const std::string owner = "03777777076578616d706c65036e657400";
    CHECK(encode_hex(signed_data(rrsig, set)) ==
          "0001"                                                              // type covered: A
          "0d"                                                                // algorithm
          "03"                                                                // labels
          "00000e10"                                                          // original TTL: 3600
          "4c88b137"                                                          // expiration
          "4c63c737"                                                          // inception
          "d960"                                                              // key tag
          "076578616d706c65036e657400"                                        // signer
              + owner + "0001" + "0001" + "00000e10" + "0004" + "c0000201" +  //
              owner + "0001" + "0001" + "00000e10" + "0004" + "c0000202");
}
