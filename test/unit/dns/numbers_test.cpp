// SPDX-License-Identifier: BSD-3-Clause

#include "dns/numbers.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::dns;
using ceremony::test::must;

namespace {

struct Row {
    unsigned number;
    std::string mnemonic;
};

}  // namespace

TEST_CASE("numbers: record types have the numbers of the IANA registry", "[dns][numbers]") {
    const auto row = GENERATE(values<Row>({
        {1, "A"},
        {2, "NS"},
        {6, "SOA"},
        {15, "MX"},
        {16, "TXT"},
        {28, "AAAA"},
        {43, "DS"},
        {46, "RRSIG"},
        {47, "NSEC"},
        {48, "DNSKEY"},
        {50, "NSEC3"},
        {59, "CDS"},
        {62, "CSYNC"},
        {60, "CDNSKEY"},
        {51, "NSEC3PARAM"},
        {63, "ZONEMD"},
    }));
    CAPTURE(row.mnemonic);
    const auto type = static_cast<RrType>(row.number);
    CHECK(to_string(type) == row.mnemonic);
    CHECK(must(rr_type_from_text(row.mnemonic)) == type);
    CHECK(must(rr_type_from_text("TYPE" + std::to_string(row.number))) == type);
}

TEST_CASE("numbers: a type without a mnemonic is written as RFC 3597 has it", "[dns][numbers]") {
    CHECK(to_string(static_cast<RrType>(65535)) == "TYPE65535");
    CHECK(must(rr_type_from_text("type65535")) == static_cast<RrType>(65535));
    CHECK(must(rr_type_from_text("dnsKey")) == RrType::dnskey);
}

TEST_CASE("numbers: what is no record type is refused", "[dns][numbers]") {
    const auto* const text =
        GENERATE("", "48", "TYPE", "TYPE65536", "TYPE-1", "TYPE048", "TYP48", "DNSKEYS", "CH");
    CAPTURE(text);
    const auto type = rr_type_from_text(text);
    REQUIRE_FALSE(type.ok());
    CHECK(type.error().code() == Errc::syntax);
    CHECK(type.error().message() == "\"" + std::string(text) + "\" is not a known record type");
}

TEST_CASE("numbers: algorithms have the numbers of the IANA registry", "[dns][numbers]") {
    const auto row = GENERATE(values<Row>({
        {8, "RSASHA256"},
        {10, "RSASHA512"},
        {13, "ECDSAP256SHA256"},
        {14, "ECDSAP384SHA384"},
        {15, "ED25519"},
        {16, "ED448"},
    }));
    CAPTURE(row.mnemonic);
    const Algorithm algorithm = must(known_algorithm(static_cast<std::uint8_t>(row.number)));
    CHECK(static_cast<unsigned>(algorithm) == row.number);
    CHECK(to_string(algorithm) == row.mnemonic);
    CHECK(must(algorithm_from_text(row.mnemonic)) == algorithm);
    CHECK(must(algorithm_from_text(std::to_string(row.number))) == algorithm);
}

TEST_CASE("numbers: exactly six algorithms are accepted", "[dns][numbers]") {
    std::size_t accepted = 0;
    for (unsigned number = 0; number < 256; ++number) {
        const auto algorithm = known_algorithm(static_cast<std::uint8_t>(number));
        if (algorithm.ok()) {
            ++accepted;
        } else {
            CHECK(algorithm.error().code() == Errc::semantics);
            CHECK(algorithm_from_text(std::to_string(number)).error().message() ==
                  algorithm.error().message());
        }
    }
    CHECK(accepted == algorithms.size());
    CHECK(accepted == 6);
}

TEST_CASE("numbers: an algorithm that must not be used is refused with the reason",
          "[dns][numbers]") {
    struct Refusal {
        unsigned number;
        std::string mnemonic;
        std::string message;
    };
    const auto row = GENERATE(values<Refusal>({
        {1, "RSAMD5", "algorithm 1 (RSAMD5) is refused: RFC 9904 forbids signing with it"},
        {3, "DSA", "algorithm 3 (DSA) is refused: RFC 9904 forbids signing with it"},
        {5, "rsasha1", "algorithm 5 (RSASHA1) is refused: RFC 9905 forbids SHA-1 signatures"},
        {6, "DSA-NSEC3-SHA1",
         "algorithm 6 (DSA-NSEC3-SHA1) is refused: RFC 9904 forbids signing with it"},
        {7, "RSASHA1-NSEC3-SHA1",
         "algorithm 7 (RSASHA1-NSEC3-SHA1) is refused: RFC 9905 forbids SHA-1 signatures"},
        {12, "ECC-GOST", "algorithm 12 (ECC-GOST) is refused: RFC 9906 forbids signing with it"},
    }));
    CAPTURE(row.mnemonic);
    for (const auto& text : {row.mnemonic, std::to_string(row.number)}) {
        const auto algorithm = algorithm_from_text(text);
        REQUIRE_FALSE(algorithm.ok());
        CHECK(algorithm.error().code() == Errc::semantics);
        CHECK(algorithm.error().message() == row.message);
    }
}

TEST_CASE("numbers: what is no algorithm is refused", "[dns][numbers]") {
    CHECK(known_algorithm(17).error().message() == "algorithm 17 is not supported");
    CHECK(algorithm_from_text("256").error().code() == Errc::limit);
    CHECK(algorithm_from_text("256").error().message() ==
          R"(algorithm: the number "256" is out of range)");
    CHECK(algorithm_from_text("08").error().code() == Errc::syntax);
    CHECK(algorithm_from_text("8 ").error().code() == Errc::syntax);
    CHECK(algorithm_from_text("-8").error().code() == Errc::syntax);
    CHECK(algorithm_from_text("").error().code() == Errc::syntax);
    CHECK(algorithm_from_text("RSASHA384").error().message() ==
          R"("RSASHA384" is not a known algorithm)");
    CHECK(algorithm_from_text("RSA").error().code() == Errc::syntax);
}

TEST_CASE("numbers: digest types are SHA-256 and SHA-384", "[dns][numbers]") {
    CHECK(must(known_digest_type(2)) == DigestType::sha256);
    CHECK(must(known_digest_type(4)) == DigestType::sha384);
    CHECK(must(digest_type_from_text("2")) == DigestType::sha256);
    CHECK(must(digest_type_from_text("sha-384")) == DigestType::sha384);
    CHECK(to_string(DigestType::sha256) == "SHA-256");
    CHECK(to_string(DigestType::sha384) == "SHA-384");
    CHECK(digest_size(DigestType::sha256) == 32);
    CHECK(digest_size(DigestType::sha384) == 48);
    std::size_t accepted = 0;
    for (unsigned number = 0; number < 256; ++number) {
        const auto type = known_digest_type(static_cast<std::uint8_t>(number));
        accepted += type.ok() ? 1U : 0U;
        CHECK((type.ok() || type.error().code() == Errc::semantics));
    }
    CHECK(accepted == digest_types.size());
}

TEST_CASE("numbers: other digest types are refused with the reason", "[dns][numbers]") {
    CHECK(digest_type_from_text("1").error().message() ==
          "digest type 1 (SHA-1) is refused: RFC 9905 forbids SHA-1 in DS records");
    CHECK(digest_type_from_text("SHA-1").error().code() == Errc::semantics);
    CHECK(known_digest_type(3).error().message() ==
          "digest type 3 (GOST R 34.11-94) is refused: RFC 9906 forbids it in DS records");
    CHECK(known_digest_type(0).error().message() == "digest type 0 is not supported");
    CHECK(digest_type_from_text("999").error().code() == Errc::limit);
    CHECK(digest_type_from_text("SHA").error().message() == R"("SHA" is not a known digest type)");
}

TEST_CASE("numbers: a value that was never set has no mnemonic", "[dns][numbers]") {
    CHECK(to_string(Algorithm{}) == "none");
    CHECK(to_string(DigestType{}) == "none");
    CHECK(digest_size(DigestType{}) == 0);
}
