// SPDX-License-Identifier: BSD-3-Clause
//
// known_answers.hpp -- what others computed: the self-test must come to the same.

#pragma once

#include <array>
#include <string_view>

namespace ceremony::cooker {

/// An RRset that somebody else signed.
struct KnownSignature {
    std::string_view algorithm;
    std::string_view source;
    std::string_view records;  ///< one a line
    std::string_view rrsig;
    std::string_view dnskey;
};

inline constexpr std::array<KnownSignature, 6> known_signatures = {{
    {
        .algorithm = "8",
        .source = "BIND 9.18.49, dnssec-signzone",
        .records = "example. 3600 IN DNSKEY 256 3 8 AwEAAcdkUYzYjbrydDCWkNTobHuRoR+5in7xYPXKRpjaA0"
                   "YDs2agDIEK S4o2dlHEy9AgjJbKNVeLM/SP4czm6jVpyk9mYoWQ5W+mXlQMKgDfVVh5 RHn1R2G2QI"
                   "MjdrwmtxGOiFXe6a6V/ASjcCVigwHL/rkkuZ8jW3AKwds0 fk5PJd1CQ9UxmOtzq7Z6xvbidmnWTHG"
                   "ZAP3wh6dZQYeqT7KFlGdd9UhU aP1p/BQTicBUoZTWKyf0Y6FfyJubNCU130editDgEcQANAfIrREi"
                   "oE6X TghPh8ovoMR3v9eRdeYZJfeyPe8mFMZQcHnOzQNUKm7LWQoxZSP9gACF 0gUWyZL7i30=\n"
                   "example. 3600 IN DNSKEY 257 3 8 AwEAAZ8up0Z4n0+Zo9OWoSKuFsxAEWYa+jc3uVax8Uabme"
                   "u1Y3naoXcj SWGu/XLVP0Xer9ztEZGa2PByObThC3Pf1wW09A40x5bx+ASQIN4P1+By /3dUXhj+YI"
                   "io/ib7hDCHMv3B2pd4rdK3/GXxqdtugkJwW+euns0U/2Dg S93UkmYy4El8a0IY40uJX+iswJ2D0/H"
                   "xkCEpJBx5U80CNFE5bSMEBesl VGqJSLtiNIa1S+jDFaRU4+Hf6y1mt1HwwtaD33ECP+dbwOmijqQ3"
                   "8Y6D NRNnHDv9nx/ElJys7xEZUSTNZrwQ0wMx7Em7HkAKUnw0r7+2YcbWx8k5 +RRofFigCyM=\n",
        .rrsig = "example. 3600 IN RRSIG DNSKEY 8 1 3600 20270115000000 20270101000000 21680 exa"
                 "mple. Fh96U1eTsJpTtxXx/6GzjLTCHK1BwUMrkYJEnA58soojs+b/fKIFGUr5 +zE0wrx/kzzUgfK"
                 "I/rJpDY/pVU0Se7KI6smiWCw42G2CZXG/xrJSLfv6 iMk3pPOE//0RfbDVtKwssJALy5tUPSAlLjiH"
                 "4KNUyoH+u9IW6jDcg+08 eG9FV1OFAtIj6laC88TALUxWPyH9O25PjnsGs+YLI3uRpAfM7lnlSeHP "
                 "ZCe/jagADHV+8RX3vITkIQKaG/leLAex4V4ebP1dbTw2VPm+gK/dDHlz ox5Mrf5OcjwR3tCrwqt/H"
                 "u0S8YiwiNVH+kGY8TcEwO3uWx46g2WeXdbv 6GaVSQ==",
        .dnskey = "example. 3600 IN DNSKEY 257 3 8 AwEAAZ8up0Z4n0+Zo9OWoSKuFsxAEWYa+jc3uVax8Uabme"
                  "u1Y3naoXcj SWGu/XLVP0Xer9ztEZGa2PByObThC3Pf1wW09A40x5bx+ASQIN4P1+By /3dUXhj+YI"
                  "io/ib7hDCHMv3B2pd4rdK3/GXxqdtugkJwW+euns0U/2Dg S93UkmYy4El8a0IY40uJX+iswJ2D0/H"
                  "xkCEpJBx5U80CNFE5bSMEBesl VGqJSLtiNIa1S+jDFaRU4+Hf6y1mt1HwwtaD33ECP+dbwOmijqQ3"
                  "8Y6D NRNnHDv9nx/ElJys7xEZUSTNZrwQ0wMx7Em7HkAKUnw0r7+2YcbWx8k5 +RRofFigCyM=",
    },
    {
        .algorithm = "10",
        .source = "BIND 9.18.49, dnssec-signzone",
        .records = "bank.example. 3600 IN DNSKEY 256 3 10 AwEAAaH8lsZqcqXcliQaNCrSZ51c8DwW/XFDlk81"
                   "/7CmDpuMjNQuG8zf M+CmjAVH4ywkaiGEYIDOyB8B/y9F2yul8fASj6hFFiDg4hrLv7t3beiQ 9St1"
                   "DV96W65eTnwqdvJ0Insd/CEOAYwWlI6gzc/XF1OI9OrDQwD0jicF VzxvpHILfZMw9Ku6QijUhSdy6"
                   "8XZLXOzRbY9gan54n+aptjf86u6hEVc H9gCCNlJLw8MBoVgZvCrndO8kYQ3VTU74w623SsUaiaj+Y"
                   "j0/HKgBeBk k/G9GjrBwEt12diOzYgffxq1i5sv4q59btwC0JtxRb4DMA9cpkJ0sKPO AUU0jwl4E5"
                   "M=\n"
                   "bank.example. 3600 IN DNSKEY 257 3 10 AwEAAecnUioG83Q0fIiL0njnZFPCxXMjv43D15hP"
                   "vTWX/vTT+OXutBVM IcLMdDHVt01WYViBJw68iSLCdCZD6HwyeO/uVWmhrs/Zwrj0vMLazuJS l4gq"
                   "tKm3+lMA6kTitji0fVXxwGUnX4xDxvJuoo8FdwJYehb6jHP8JvI/ MIABs6eb+cM+Ph7XE18CBk/+v"
                   "yQTgClTdb26vAvZRBmM4PuNl1kyrNIw eFURGDetYvMqQhy4hOZBRJ0ONGD0l1VGjumghNnqd87Uls"
                   "+FIJe3CZNI MyiulFEp7+xfioHMNzIs+ROqGUE302mcWwJ4MW1d2ghlPG0+eEl8jcsc eLlSaUmJh/"
                   "0=\n",
        .rrsig = "bank.example. 3600 IN RRSIG DNSKEY 10 2 3600 20270115000000 20270101000000 861"
                 "9 bank.example. gxJFnMNlVH+JAW6xR8x/aoGDok31pM/oZVcQ8i/0b2VdI3FbzEF45ZOS QGWx3"
                 "BPOuomKqniD8JtCECCk6XQBw7AWv9xvS+Ze7svttPCAayc2nwnw aqx8/pHIwejfeeQWyrN/RfgMtT"
                 "5LnH5eQ51Jns1Ez8nY1binuGoJiTKB SYUWcjlFjdV2dVSNR5xdU2XKZXhk+NpQYmotkC5WhLL0bBs"
                 "UrmtA7r0X CzTIT4QQ6dPm/Silzqh1GW2nUsVo2STyq7yKYevqDN3iEJms6G88D2xw Zer6kMNm/3e"
                 "FeR6KYBvz2KnMkQsDsrALt1Uf6NAhj6xVpxT2G2W/L5mZ LmfbRw==",
        .dnskey = "bank.example. 3600 IN DNSKEY 257 3 10 AwEAAecnUioG83Q0fIiL0njnZFPCxXMjv43D15hP"
                  "vTWX/vTT+OXutBVM IcLMdDHVt01WYViBJw68iSLCdCZD6HwyeO/uVWmhrs/Zwrj0vMLazuJS l4gq"
                  "tKm3+lMA6kTitji0fVXxwGUnX4xDxvJuoo8FdwJYehb6jHP8JvI/ MIABs6eb+cM+Ph7XE18CBk/+v"
                  "yQTgClTdb26vAvZRBmM4PuNl1kyrNIw eFURGDetYvMqQhy4hOZBRJ0ONGD0l1VGjumghNnqd87Uls"
                  "+FIJe3CZNI MyiulFEp7+xfioHMNzIs+ROqGUE302mcWwJ4MW1d2ghlPG0+eEl8jcsc eLlSaUmJh/"
                  "0=",
    },
    {
        .algorithm = "13",
        .source = "RFC 6605, section 6.1",
        .records = "www.example.net. 3600 IN TYPE1 \\# 4 C0000201\n",
        .rrsig = "www.example.net. 3600 IN RRSIG A 13 3 3600 20100909100439 20100812100439 55648"
                 " example.net. qx6wLYqmh+l9oCKTN6qIc+bw6ya+KJ8oMz0YP107epXAyGmt+3SNruPFKG7tZoLB"
                 "LlUzGGus7ZwmwWep666VCw==",
        .dnskey = "example.net. 3600 IN DNSKEY 257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6"
                  "edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==",
    },
    {
        .algorithm = "14",
        .source = "RFC 6605, section 6.2",
        .records = "www.example.net. 3600 IN TYPE1 \\# 4 C0000201\n",
        .rrsig = "www.example.net. 3600 IN RRSIG A 14 3 3600 20100909102025 20100812102025 10771"
                 " example.net. /L5hDKIvGDyI1fcARX3z65qrmPsVz73QD1Mr5CEqOiLP95hxQouuroGCeZOvzFax"
                 "sT8Glr74hbavRKayJNuydCuzWTSSPdz7wnqXL5bdcJzusdnI0RSMROxxwGipWcJm",
        .dnskey = "example.net. 3600 IN DNSKEY 257 3 14 xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVS"
                  "um1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W"
                  "/qTI37m40",
    },
    {
        .algorithm = "15",
        .source = "RFC 8080, section 6.1, with the labels of erratum 4935",
        .records = "example.com. 3600 IN TYPE15 \\# 20 000A046D61696C076578616D706C6503636F6D00\n",
        .rrsig = "example.com. 3600 IN RRSIG MX 15 2 3600 1440021600 1438207200 3613 example.com"
                 ". oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9Vrbp"
                 "MngwcrqNAg==",
        .dnskey = "example.com. 3600 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJ"
                  "A4=",
    },
    {
        .algorithm = "16",
        .source = "RFC 8080, section 6.2, with the labels of erratum 4935",
        .records = "example.com. 3600 IN TYPE15 \\# 20 000A046D61696C076578616D706C6503636F6D00\n",
        .rrsig = "example.com. 3600 IN RRSIG MX 16 2 3600 1440021600 1438207200 9713 example.com"
                 ". 3cPAHkmlnxcDHMyg7vFC34l0blBhuG1qpwLmjInI8w1CMB29FkEAIJUA0amxWndkmnBZ6SKiwZSA"
                 "xGILn/NBtOXft0+Gj7FSvOKxE/07+4RQvE581N3Aj/JtIyaiYVdnYtyMWbSNyGEY2213WKsJlwEA",
        .dnskey = "example.com. 3600 IN DNSKEY 257 3 16 3kgROaDjrh0H2iuixWBrc8g2EpBBLCdGzHmn+G2Mp"
                  "TPhpj/OiBVHHSfPodx1FYYUcJKm1MDpJtIA",
    },
}};

/// A digest of the octets of a text.
struct KnownDigests {
    std::string_view text;
    std::string_view sha256;
    std::string_view sha384;
    std::string_view sha512;
};

// FIPS 180-4: the examples published by NIST for one block.
inline constexpr KnownDigests known_digests = {
    .text = "abc",
    .sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    .sha384 =
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7",
    .sha512 =
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
};

/// A DS record that refers to a DNSKEY.
struct KnownDs {
    std::string_view source;
    std::string_view dnskey;
    std::string_view ds;
};

inline constexpr std::array<KnownDs, 2> known_ds = {{
    {
        .source = "RFC 6605, section 6.1",
        .dnskey = "example.net. 3600 IN DNSKEY 257 3 13 "
                  "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9x"
                  "MWyQLc8NAA==",
        .ds = "55648 13 2 B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17",
    },
    {
        .source = "RFC 6605, section 6.2",
        .dnskey = "example.net. 3600 IN DNSKEY 257 3 14 "
                  "xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1w/egsXvSADtNJhyem5RCOpgQ6K8X1DRS"
                  "EkrbYQ+OB+v8/uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40",
        .ds = "10771 14 4 72D7B62976CE06438E9C0BF319013CF801F09ECC84B8D7E9495F27E305C6A9B0563A9B5F"
              "4D288405C3008A946DF983D6",
    },
}};

}  // namespace ceremony::cooker
