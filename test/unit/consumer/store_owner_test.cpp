// SPDX-License-Identifier: BSD-3-Clause

#include <unistd.h>

#include "base/folder.hpp"
#include "base/quote.hpp"
#include "consumer/store.hpp"
#include "unit/consumer/shop.hpp"

namespace store_owner_test {

using namespace ceremony;
using consumer::Store;
using test::must;

// Only root can give files away: this has an entry of its own in ctest, which is skipped for
// others.
TEST_CASE("store: root writes nothing into the store of another user", "[consumer][store][.root]") {
    REQUIRE(::geteuid() == 0);
    constexpr uid_t other = 65534;
    const test::TempFolder folder;
    const std::string store = folder / "store";
    const auto check_refused = [&store] {
        const auto opened = Store::open_or_make(store);
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().code() == Errc::refused);
        CHECK(opened.error().message() == quote(store) +
                                              ": belongs to another user, who could not "
                                              "read what is written there");
        CHECK_THAT(opened.error().hint(), Catch::Contains("runuser"));
        CHECK_FALSE(Store::open(store).ok());
        CHECK(Store::look_at(store).ok());
    };
    // One that is new and empty, as systemd makes it.
    REQUIRE(create_folder(store).ok());
    REQUIRE(::chown(store.c_str(), other, other) == 0);
    check_refused();
    REQUIRE(::chown(store.c_str(), 0, 0) == 0);
    static_cast<void>(must(Store::open_or_make(store)));
    // One in which that user has worked.
    must(must(Store::open_or_make(store)).save({}));
    const std::string state = store + "/state.json";
    REQUIRE(::chown(state.c_str(), other, other) == 0);
    REQUIRE(::chown(store.c_str(), other, other) == 0);
    check_refused();
    // What another user has put back.
    REQUIRE(::chown(store.c_str(), 0, 0) == 0);
    const auto opened = Store::open(store);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().message() ==
          quote(state) + ": belongs to another user than the store, which is yours");
    CHECK(opened.error().hint() == "chown --reference=" + store + " " + state);
}

}  // namespace store_owner_test
