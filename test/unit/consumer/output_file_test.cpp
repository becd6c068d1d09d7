// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/output_file.hpp"

#include <filesystem>

#include "consumer/commands/status.hpp"
#include "consumer/site.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;
using test::slurp;

namespace {

Outcome check(const Shop& shop, const std::string& path) {
    return consumer::check_output_file(must(consumer::configuration_of(shop.options)), path);
}

}  // namespace

TEST_CASE("output file: nothing is written into the store or a target, by any name",
          "[consumer][output_file]") {
    Shop shop("publish: [ { zone: example., format: zone, file: FOLDER/target } ]\n");
    std::filesystem::create_directories(shop.folder / "store/inside");
    std::filesystem::create_directory_symlink(shop.folder / "store", shop.folder / "link");
    static_cast<void>(shop.folder.file("target", ""));
    for (const char* name : {"store/state.json", "store/new", "store/inside/new", "link/new",
                             "./store/../store/new"}) {
        CAPTURE(name);
        CHECK_THAT(refusal(check(shop, shop.folder / name), Errc::refused),
                   Catch::Contains(": in the store, where nobody else writes: "));
    }
    for (const char* name : {"target", "./target", "store/../target"}) {
        CAPTURE(name);
        CHECK_THAT(refusal(check(shop, shop.folder / name), Errc::refused),
                   Catch::Contains(": a configured target "));
    }
    for (const char* name : {"new", "store-2", "store/../new", "none/new"}) {
        CAPTURE(name);
        must(check(shop, shop.folder / name));
    }
}

TEST_CASE("consumer status: metrics do not go into the store", "[consumer][status]") {
    Shop shop;
    shop.import(shop.cooked("ecdsa", test::nothing_travels_in_ecdsa));
    const std::string state = shop.folder / "store/state.json";
    const std::string before = slurp(state);
    shop.options.prometheus = state;
    CHECK_THAT(refusal(consumer::status(shop.options, shop.told.program), Errc::refused),
               Catch::Contains(": in the store"));
    CHECK(slurp(state) == before);
}
