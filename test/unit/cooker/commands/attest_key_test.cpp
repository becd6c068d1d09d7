// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/attest_key.hpp"

#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::TempFolder;

namespace {

Outcome run_with(const std::string& configuration) {
    const TempFolder folder;
    Options options;
    options.config = folder.file("c.yaml", configuration);
    Program program;
    program.out = [](std::string_view) -> Outcome {
        return Nothing{};
    };
    program.err = program.out;
    return attest_key(options, program);
}

const std::string repositories =
    "version: 1\n"
    "repositories:\n"
    "  default: { module: /no/such/module.so, label: Bunker }\n";

}  // namespace

// That a key is made and found again, test/cli shows on a token.

TEST_CASE("attest_key: without a name in the configuration there is no key",
          "[cooker][attest_key]") {
    const Outcome outcome = run_with(repositories);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::configuration);
    CHECK_THAT(outcome.error().message(), Catch::EndsWith(": no attestation key is configured"));
    CHECK_THAT(outcome.error().hint(), Catch::Contains(" attest: {"));
}

TEST_CASE("attest_key: without its token there is no key", "[cooker][attest_key]") {
    const Outcome outcome =
        run_with(repositories + "attest: { keyStore: default, keyLabel: ceremony attest }\n");
    REQUIRE_FALSE(outcome.ok());
    CHECK_THAT(outcome.error().message(), Catch::Contains("/no/such/module.so"));
    CHECK(run_with("version: 2\n").error().code() == Errc::configuration);
}
