// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/store_check.hpp"

#include <filesystem>

#include "unit/consumer/shop.hpp"

namespace store_check_test {

using namespace ceremony;
using test::must;

TEST_CASE("store_check: what is lost is found, of the zones that are asked for, while it matters",
          "[consumer][store_check]") {
    test::Shop shop;
    shop.import(shop.cooked("v1_0", test::nothing_travels_in_v1_0));
    const consumer::Store store = shop.store();
    keysets::State state = store.state();
    const std::string path = shop.folder / ("store/" + state.files.front().name);
    const dns::Name zone = must(dns::Name::from_text("example."));
    const UtcTime time = must(UtcTime::from_text("2027-01-02"));
    CHECK(consumer::lost_files(store, state, {zone}, time).empty());

    std::filesystem::remove(path);
    const auto lost = consumer::lost_files(store, state, {zone}, time);
    REQUIRE(lost.size() == 1);
    CHECK(lost.front().file == state.files.front().sha256);
    CHECK(lost.front().zone == zone);
    CHECK_THAT(lost.front().why.message(), Catch::StartsWith("\"" + path + "\": "));
    CHECK(consumer::lost_files(store, state, {must(dns::Name::from_text("nl."))}, time).empty());
    CHECK(
        consumer::lost_files(store, state, {zone}, must(UtcTime::from_text("2030-01-01"))).empty());

    // Each file that is lost is, also of one zone.
    state.files.push_back(state.files.front());
    state.files.back().sha256.fill(1);
    state.files.back().name = "0101.json";
    CHECK(consumer::lost_files(store, state, {zone}, time).size() == 2);
}

}  // namespace store_check_test
