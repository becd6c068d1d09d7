// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/wrapped_size.hpp"

#include "support/printing.hpp"
#include "support/vectors.hpp"

using namespace ceremony;
using ceremony::cooked::check_wrapped_size;
using ceremony::cooked::WrappedKey;

namespace {

std::optional<std::size_t> number(const test::Vector& vector, const std::string& key) {
    return vector.has(key) ? std::optional<std::size_t>(std::stoul(vector.text(key)))
                           : std::nullopt;
}

}  // namespace

TEST_CASE("wrapped_size: what tokens and OpenSSL wrap has a plausible length",
          "[cooked][wrapped_size]") {
    for (const auto& vector : test::read_vectors(
             "cooked/wrapped_size.vec", {"algorithm", "bits", "transport", "size", "reason"})) {
        CAPTURE(vector.title());
        const WrappedKey key{test::must(dns::algorithm_from_text(vector.text("algorithm"))),
                             number(vector, "bits"), number(vector, "transport")};
        const Outcome outcome = check_wrapped_size(key, *number(vector, "size"));
        if (vector.expects_ok()) {
            test::must(outcome);
        } else {
            REQUIRE_FALSE(outcome.ok());
            CHECK(to_string(outcome.error().code()) == vector.expect());
            CHECK(outcome.error().message() == vector.text("reason"));
        }
    }
}

TEST_CASE("wrapped_size: each algorithm has its own bounds", "[cooked][wrapped_size]") {
    struct Row {
        dns::Algorithm algorithm;
        std::optional<std::size_t> bits;
        std::size_t least;
        std::size_t most;
    };
    // Under a transport key of 2048 bits: 256, 8, and PKCS#8 in whole blocks of 8.
    const auto row = GENERATE(values<Row>({
        {dns::Algorithm::rsasha256, 2048, 256 + 8 + 1024, 256 + 8 + 1416},
        {dns::Algorithm::rsasha512, 4096, 256 + 8 + 2048, 256 + 8 + 2696},
        {dns::Algorithm::rsasha256, std::nullopt, 256 + 8 + 512, 256 + 8 + 2696},
        {dns::Algorithm::ecdsap256sha256, std::nullopt, 256 + 8 + 72, 256 + 8 + 208},
        {dns::Algorithm::ecdsap384sha384, std::nullopt, 256 + 8 + 80, 256 + 8 + 264},
        {dns::Algorithm::ed25519, std::nullopt, 256 + 8 + 48, 256 + 8 + 136},
        {dns::Algorithm::ed448, std::nullopt, 256 + 8 + 80, 256 + 8 + 200},
    }));
    const WrappedKey key{row.algorithm, row.bits, 2048};
    CAPTURE(row.algorithm);
    CHECK(check_wrapped_size(key, row.least).ok());
    CHECK_FALSE(check_wrapped_size(key, row.least - 8).ok());
    CHECK(check_wrapped_size(key, row.most).ok());
    CHECK_FALSE(check_wrapped_size(key, row.most + 8).ok());
    CHECK_FALSE(check_wrapped_size(key, row.least + 4).ok());
}
