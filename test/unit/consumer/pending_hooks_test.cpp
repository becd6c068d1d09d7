// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/pending_hooks.hpp"

#include "consumer/site.hpp"
#include "unit/consumer/shop.hpp"
#include "unit/keysets/samples.hpp"

namespace pending_hooks_test {

using namespace ceremony;
using consumer::pending_hooks;
using test::must;
using test::slurp;
using Files = std::set<std::string>;

// Three targets of one zone, each with a hook of its own that writes its name.
class Hooked : public test::Shop {
public:
    Hooked() {
        configure(
            "publish:\n"
            "  - { zone: example., format: zone, file: /one, after: [sh, -c, \"echo 1 >> "
            "FOLDER/ran\"] }\n"
            "  - { zone: example., format: zone, file: /two, after: [sh, -c, \"echo 2 >> "
            "FOLDER/ran; exit 1\"] }\n"
            "  - { zone: example., format: ds, file: /three, after: [sh, -c, \"echo 3 >> "
            "FOLDER/ran\"] }\n"
            "  - { zone: example., format: ds, file: /four }\n");
        configuration = must(consumer::configuration_of(options));
        keysets::ZoneState& zone = state.zones[must(dns::Name::from_text("example."))];
        const keysets::Keyset set =
            test::keyset("2027-01-01", "2027-02-01", {test::ksk(1)}, {test::ksk(1)});
        for (const std::string file : {"/one", "/two", "/three", "/four"}) {
            zone.targets.push_back({file, keysets::name_of(set), policy::Format::zone, {}, true});
        }
    }

    // The hooks that ran, in order.
    std::string run(const Files& owed,
                    const consumer::PublishRules& rules = {},
                    UtcTime now = must(UtcTime::from_text("2027-01-26"))) {
        consumer::LazyToken token(configuration, told.program);
        consumer::Troubles troubles(told.program);
        consumer::Round round{configuration, rules, told.program, token, troubles, now, {}};
        consumer::run_pending_hooks(round, state, owed);
        outcome = troubles.outcome();
        return slurp(folder / "ran");
    }

    policy::Configuration configuration;
    keysets::State state;
    Outcome outcome = Nothing{};
};

TEST_CASE("pending_hooks: what fails stays pending, and what no hook has is done",
          "[consumer][pending_hooks]") {
    Hooked shop;
    REQUIRE(pending_hooks(shop.state) == Files{"/one", "/two", "/three", "/four"});
    CHECK(shop.run({}) == "1\n2\n3\n");
    CHECK(pending_hooks(shop.state) == Files{"/two"});
    CHECK_THAT(test::refusal(shop.outcome, Errc::left_over), Catch::StartsWith("example.: "));
    CHECK(shop.told.out.empty());
}

TEST_CASE("pending_hooks: what an earlier run owes comes last, and is told when it is done",
          "[consumer][pending_hooks]") {
    Hooked shop;
    CHECK(shop.run({"/one"}) == "2\n3\n1\n");
    CHECK(shop.told.out ==
          "example.: zone /one: the hook that an earlier run owes has succeeded\n");
}

TEST_CASE(
    "pending_hooks: however far apart runs are, each of those that are owed is once the first",
    "[consumer][pending_hooks]") {
    const std::int64_t distance = GENERATE(60, 900, 3600, 86400, 604800);
    Files first;
    for (int run = 0; run < 60; ++run) {
        Hooked shop;
        const auto now = UtcTime::from_seconds(1'800'000'000 + run * distance);
        first.insert(shop.run({"/one", "/two", "/three"}, {}, must(now)).substr(0, 1));
    }
    CHECK(first == Files{"1", "2", "3"});
}

TEST_CASE("pending_hooks: those of targets that are not meant wait", "[consumer][pending_hooks]") {
    Hooked shop;
    consumer::PublishRules rules;
    rules.format = policy::Format::ds;
    CHECK(shop.run({}, rules) == "3\n");
    CHECK(pending_hooks(shop.state) == Files{"/one", "/two"});
}

}  // namespace pending_hooks_test
