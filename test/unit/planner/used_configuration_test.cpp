// SPDX-License-Identifier: BSD-3-Clause

#include "planner/used_configuration.hpp"

#include <algorithm>

#include "encoding/hex.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::TempFolder;
using ceremony::test::Told;

TEST_CASE("used_configuration: which file it is stands beside its hash in words",
          "[planner][used_configuration]") {
    const TempFolder folder;
    const std::string path = folder.file("c.yaml", test::plain_configuration);
    Told told;
    CHECK(must(planner::use_configuration(path, told.program)).path == path);
    const std::string hash =
        encoding::encode_hex(must(crypto::sha256(as_bytes(test::plain_configuration))));
    CHECK_THAT(told.err, Catch::StartsWith("Configuration:\n" + hash + "  " + path + "\n  "));
    CHECK(std::count(told.err.begin(), told.err.end(), '\n') == 6);
}

TEST_CASE("used_configuration: what is doubtful in it is told", "[planner][used_configuration]") {
    const TempFolder folder;
    Told told;
    const std::string path = folder.file(
        "c.yaml",
        "version: 1\n"
        "repositories: { default: { module: /usr/lib/x.so, label: OKS, pin: 1234 } }\n");
    static_cast<void>(must(planner::use_configuration(path, told.program)));
    CHECK_THAT(told.err, Catch::Contains("planner: warning: "));
    CHECK_THAT(refusal(
                   [&]() -> Outcome {
                       TRY(planner::use_configuration(folder / "none.yaml", told.program));
                       return Nothing{};
                   }(),
                   Errc::not_found),
               Catch::Contains("none.yaml"));
}
