// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/transport_key.hpp"

#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::refusal;
using ceremony::test::Workshop;

TEST_CASE("transport_key: it needs a key, a token and a module", "[planner][transport_key]") {
    const auto outcome = [](const std::string& lines) {
        Workshop workshop("version: 1\n" + lines);
        return planner::transport_key(workshop.options, workshop.told.program);
    };
    CHECK_THAT(refusal(outcome(""), Errc::configuration),
               Catch::EndsWith(": there is no transport key"));
    const std::string key = "transport: [ { label: k } ]\n";
    CHECK_THAT(refusal(outcome(key), Errc::configuration),
               Catch::EndsWith(": there is no repository called default"));
    const std::string token = "repositories: { default: { module: /none.so, label: x } }\n";
    static_cast<void>(refusal(outcome(key + token), Errc::configuration));
}
