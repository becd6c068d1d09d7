// SPDX-License-Identifier: BSD-3-Clause
//
// sample_keys.hpp -- one key of each algorithm with everything derived from it.
//
// No value here comes from this project. The keys were made by BIND 9.18.49, and
// no private half was kept:
//
//     dnssec-keygen -a ALGORITHM -f KSK example       (RSA: -b 2048)
//
// and the values derived from them by
//
//     rdata               ldns-read-zone 1.8.3 -u DNSKEY
//     tag                 dnssec-keygen, in the name of the key file
//     revoked_tag         dnssec-revoke -f, in the name of the key file
//     ds_sha256           dnssec-dsfromkey -a SHA-256, and ldns-key2ds -n -2 agrees
//     ds_sha384           dnssec-dsfromkey -a SHA-384, and ldns-key2ds -n -4 agrees
//     pem                 openssl 3.0 pkey -pubout, from the private key that BIND wrote

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ceremony::test {

struct SampleKey {
    std::string_view algorithm_name;
    std::uint8_t algorithm = 0;
    /// The DNSKEY record, as dns/print.hpp writes it.
    std::string_view dnskey;
    /// Its RDATA, in hexadecimal digits.
    std::string_view rdata;
    std::uint16_t tag = 0;
    /// The tag with the REVOKE flag set.
    std::uint16_t revoked_tag = 0;
    /// The RDATA of the DS records for the owner "example.".
    std::string_view ds_sha256;
    std::string_view ds_sha384;
    /// The public key as a SubjectPublicKeyInfo, with a line end behind the last line.
    std::string_view pem;
};

inline constexpr std::array<SampleKey, 6> sample_keys = {{
    {
        .algorithm_name = "RSASHA256",
        .algorithm = 8,
        .dnskey = "example. 3600 IN DNSKEY 257 3 8 AwEAAaAwJYU1SsfXgajidWDBEvLaXnvGN5Qc5vfsAj5S"
                  "ZRf3Nx2SitGIo4ZY5l34CAV5k1qw/mXxx9oMo0hlc6BRjcQLcVrM2GbH6WJRw9x0p2S0PojVjNVy"
                  "K6ATfpWlhSfn2eSPvRw+bTYUShkcyffnKJ2Rs65LJbgN34yYA4fOk4LQADveoXjbsKsXajUL1pOG"
                  "ATppQw0eKPm1o3xhqZjEw9QX+VJ0qDj/9+1KgUDaZERJS7myu4LPqVsoMi2Pmqa/emPq/ZJDdijI"
                  "9bRtgdaWN6d0l5NwTdE+vHTVwjUCeGHTbviLf4GXMM5Y2oyoaMvXliUamtLqX1T15yNOuBVUGfs=",
        .rdata = "0101030803010001a0302585354ac7d781a8e27560c112f2da5e7bc637941ce6f7ec023e5265"
                 "17f7371d928ad188a38658e65df8080579935ab0fe65f1c7da0ca3486573a0518dc40b715acc"
                 "d866c7e96251c3dc74a764b43e88d58cd5722ba0137e95a58527e7d9e48fbd1c3e6d36144a19"
                 "1cc9f7e7289d91b3ae4b25b80ddf8c980387ce9382d0003bdea178dbb0ab176a350bd6938601"
                 "3a69430d1e28f9b5a37c61a998c4c3d417f95274a838fff7ed4a8140da6444494bb9b2bb82cf"
                 "a95b28322d8f9aa6bf7a63eafd92437628c8f5b46d81d69637a7749793704dd13ebc74d5c235"
                 "027861d36ef88b7f819730ce58da8ca868cbd796251a9ad2ea5f54f5e7234eb8155419fb",
        .tag = 28934,
        .revoked_tag = 29062,
        .ds_sha256 = "28934 8 2 402F06D9E40BD6C7AB7E641BF5D6E673FEBE677127B0B7770539D03F32D940D3",
        .ds_sha384 = "28934 8 4 3B08DD0C13848320476D8B27BD73F4B15E09DCF33BC266F82884A74033CF82DEBF"
                     "A1E38A3B7EBC5C64C62FCD48BB10F8",
        .pem = "-----BEGIN PUBLIC KEY-----\n"
               "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoDAlhTVKx9eBqOJ1YMES\n"
               "8tpee8Y3lBzm9+wCPlJlF/c3HZKK0YijhljmXfgIBXmTWrD+ZfHH2gyjSGVzoFGN\n"
               "xAtxWszYZsfpYlHD3HSnZLQ+iNWM1XIroBN+laWFJ+fZ5I+9HD5tNhRKGRzJ9+co\n"
               "nZGzrksluA3fjJgDh86TgtAAO96heNuwqxdqNQvWk4YBOmlDDR4o+bWjfGGpmMTD\n"
               "1Bf5UnSoOP/37UqBQNpkRElLubK7gs+pWygyLY+apr96Y+r9kkN2KMj1tG2B1pY3\n"
               "p3SXk3BN0T68dNXCNQJ4YdNu+It/gZcwzljajKhoy9eWJRqa0upfVPXnI064FVQZ\n"
               "+wIDAQAB\n"
               "-----END PUBLIC KEY-----\n",
    },
    {
        .algorithm_name = "RSASHA512",
        .algorithm = 10,
        .dnskey = "example. 3600 IN DNSKEY 257 3 10 AwEAAdO9+K8/6ZDDgHf/Id7abZuI109NXAKz1+P6EKS"
                  "T7IV3+aHV/m4Ppz68g/Clqkbw1ZDoF5wx9gR3Rt6etbT/K/YtC/yZjUaCXUiI3tSMsFkzuf3tdpO"
                  "4YksRz0njbzH9riTyzIQwlGVH1GLPJ9bhP/tffY1c9JFp4o+x/1zFXVukylR3gKpBvhp2/EUrIr7"
                  "rZ+LXR5RfvlFH1Z0Zwva9BlGHTAshtLTC8x+AgOiSA61nV90Op5epuFlmq4IpUO1yjHaLNY0G3gv"
                  "abjp+S7acQIILkUqEx01ZqoTRN9B8Kn6joe+nThZe8+Z503sicDJ6Gn3sO+LtBiLgcMqAxUrypPc"
                  "=",
        .rdata = "0101030a03010001d3bdf8af3fe990c38077ff21deda6d9b88d74f4d5c02b3d7e3fa10a493ec"
                 "8577f9a1d5fe6e0fa73ebc83f0a5aa46f0d590e8179c31f6047746de9eb5b4ff2bf62d0bfc99"
                 "8d46825d4888ded48cb05933b9fded7693b8624b11cf49e36f31fdae24f2cc8430946547d462"
                 "cf27d6e13ffb5f7d8d5cf49169e28fb1ff5cc55d5ba4ca547780aa41be1a76fc452b22beeb67"
                 "e2d747945fbe5147d59d19c2f6bd0651874c0b21b4b4c2f31f8080e89203ad6757dd0ea797a9"
                 "b85966ab822950ed728c768b358d06de0bda6e3a7e4bb69c40820b914a84c74d59aa84d137d0"
                 "7c2a7ea3a1efa74e165ef3e679d37b2270327a1a7dec3be2ed0622e070ca80c54af2a4f7",
        .tag = 23202,
        .revoked_tag = 23330,
        .ds_sha256 = "23202 10 2 401334F4B71FC3A595A2F5D9EA9C3F5AD57E5C133019C2CE9F467014B08F17DD",
        .ds_sha384 = "23202 10 4 C8D182F2ED015819446D080880559D5C043E2835E1F38065C13DA28BA56D79A11"
                     "F9E5427926D91BAF1E448C91151F932",
        .pem = "-----BEGIN PUBLIC KEY-----\n"
               "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0734rz/pkMOAd/8h3tpt\n"
               "m4jXT01cArPX4/oQpJPshXf5odX+bg+nPryD8KWqRvDVkOgXnDH2BHdG3p61tP8r\n"
               "9i0L/JmNRoJdSIje1IywWTO5/e12k7hiSxHPSeNvMf2uJPLMhDCUZUfUYs8n1uE/\n"
               "+199jVz0kWnij7H/XMVdW6TKVHeAqkG+Gnb8RSsivutn4tdHlF++UUfVnRnC9r0G\n"
               "UYdMCyG0tMLzH4CA6JIDrWdX3Q6nl6m4WWargilQ7XKMdos1jQbeC9puOn5LtpxA\n"
               "gguRSoTHTVmqhNE30HwqfqOh76dOFl7z5nnTeyJwMnoafew74u0GIuBwyoDFSvKk\n"
               "9wIDAQAB\n"
               "-----END PUBLIC KEY-----\n",
    },
    {
        .algorithm_name = "ECDSAP256SHA256",
        .algorithm = 13,
        .dnskey = "example. 3600 IN DNSKEY 257 3 13 /q3njdnzzhKOKtSab3SCqJWyqJxiOzXtKquemTuAVXQ"
                  "G6fSwp/MAbLeNGasH82dfGXFnmbeyRDxwoLkK/i9FQg==",
        .rdata = "0101030dfeade78dd9f3ce128e2ad49a6f7482a895b2a89c623b35ed2aab9e993b80557406e9"
                 "f4b0a7f3006cb78d19ab07f3675f19716799b7b2443c70a0b90afe2f4542",
        .tag = 59007,
        .revoked_tag = 59135,
        .ds_sha256 = "59007 13 2 3B74668EC53F6417C9943781F00940D4D0A569997C64752C4FBD17C872641A83",
        .ds_sha384 = "59007 13 4 A3DD5FE39D595D8BCADE19F6ABBD14C38D43A8FBA15B9B66B6A795E222ACE7037"
                     "381E79CB74543B7C4A668B55ECC8F81",
        .pem = "-----BEGIN PUBLIC KEY-----\n"
               "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/q3njdnzzhKOKtSab3SCqJWyqJxi\n"
               "OzXtKquemTuAVXQG6fSwp/MAbLeNGasH82dfGXFnmbeyRDxwoLkK/i9FQg==\n"
               "-----END PUBLIC KEY-----\n",
    },
    {
        .algorithm_name = "ECDSAP384SHA384",
        .algorithm = 14,
        .dnskey = "example. 3600 IN DNSKEY 257 3 14 perheuFxomwxGkYNqMKFqgXActLned8v018/uB5X3Gm"
                  "ORxfQgBYrfQHR+Jkkz7hxkb+wonLh0YppFlWIg3HOXtaj7CQAs068Y3mXNnwUy6WRaKt1etYkElP"
                  "HF2H+pLi5",
        .rdata = "0101030ea5eae17ae171a26c311a460da8c285aa05c072d2e779df2fd35f3fb81e57dc698e47"
                 "17d080162b7d01d1f89924cfb87191bfb0a272e1d18a691655888371ce5ed6a3ec2400b34ebc"
                 "637997367c14cba59168ab757ad6241253c71761fea4b8b9",
        .tag = 5506,
        .revoked_tag = 5634,
        .ds_sha256 = "5506 14 2 25338EFCDB418F8F2717F3FA27EB69997813460DB5704ECD7DA761EAC4229A8A",
        .ds_sha384 = "5506 14 4 7037A1C2A1D9ACC7EE9BFE8B9AB5F8CB1F15D1209753F8A0794AD18F7762E61219"
                     "A6E734C1EC301F208A1A716921B66A",
        .pem = "-----BEGIN PUBLIC KEY-----\n"
               "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEperheuFxomwxGkYNqMKFqgXActLned8v\n"
               "018/uB5X3GmORxfQgBYrfQHR+Jkkz7hxkb+wonLh0YppFlWIg3HOXtaj7CQAs068\n"
               "Y3mXNnwUy6WRaKt1etYkElPHF2H+pLi5\n"
               "-----END PUBLIC KEY-----\n",
    },
    {
        .algorithm_name = "ED25519",
        .algorithm = 15,
        .dnskey = "example. 3600 IN DNSKEY 257 3 15 /JAsGARc8kwvYf+OiwrBJZAi94/4zCFxRrbUDcEyU3Y"
                  "=",
        .rdata = "0101030ffc902c18045cf24c2f61ff8e8b0ac1259022f78ff8cc217146b6d40dc1325376",
        .tag = 28640,
        .revoked_tag = 28768,
        .ds_sha256 = "28640 15 2 3F87C2924F9AEE4832542FE9BB01ABE8C9DFD0E996E3960374E98592E05BC88B",
        .ds_sha384 = "28640 15 4 8360D94643708B90D45134D45A6A2A6334EA5774FA1A6F2A97D2EBB6D97102AA4"
                     "669DB3501824490343622087AE53807",
        .pem = "-----BEGIN PUBLIC KEY-----\n"
               "MCowBQYDK2VwAyEA/JAsGARc8kwvYf+OiwrBJZAi94/4zCFxRrbUDcEyU3Y=\n"
               "-----END PUBLIC KEY-----\n",
    },
    {
        .algorithm_name = "ED448",
        .algorithm = 16,
        .dnskey = "example. 3600 IN DNSKEY 257 3 16 dD09jAjWbrnvHQnn7SESzNdKSmwLMQqKvWn3Xk9aqCG"
                  "D0wPjLWFskZ9U/UfqXsrHFQpA2CNEt+oA",
        .rdata = "01010310743d3d8c08d66eb9ef1d09e7ed2112ccd74a4a6c0b310a8abd69f75e4f5aa82183d3"
                 "03e32d616c919f54fd47ea5ecac7150a40d82344b7ea00",
        .tag = 44689,
        .revoked_tag = 44817,
        .ds_sha256 = "44689 16 2 01430FA80C9CF4960A8678DE88450DE613D822F071E3BBBE7727F40FDB9CE42D",
        .ds_sha384 = "44689 16 4 26296D1AC7740FD88518318A3B06153FC484992677DAC2920975726DC16B9697D"
                     "9839229517F2EB296D936B5250E478D",
        .pem = "-----BEGIN PUBLIC KEY-----\n"
               "MEMwBQYDK2VxAzoAdD09jAjWbrnvHQnn7SESzNdKSmwLMQqKvWn3Xk9aqCGD0wPj\n"
               "LWFskZ9U/UfqXsrHFQpA2CNEt+oA\n"
               "-----END PUBLIC KEY-----\n",
    },
}};

}  // namespace ceremony::test
