// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/key_names.hpp"

#include "support/printing.hpp"

namespace ceremony {
namespace {

TEST_CASE("key_names: KSKs and ZSKs are counted by themselves", "[timeline][key_names]") {
    timeline::ZonePlan plan;
    CHECK(key_names(plan).empty());
    plan.keys.resize(4);
    plan.keys[0].role = recipe::KeyRole::ksk;
    plan.keys[1].role = recipe::KeyRole::zsk;
    plan.keys[2].role = recipe::KeyRole::zsk;
    plan.keys[3].role = recipe::KeyRole::ksk;
    CHECK(key_names(plan) == std::vector<std::string>{"K1", "Z1", "Z2", "K2"});
}

}  // namespace
}  // namespace ceremony
