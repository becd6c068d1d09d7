// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/store.hpp"

#include <filesystem>

#include "base/folder.hpp"
#include "consumer/commands/import.hpp"
#include "keysets/admission.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using consumer::Store;
using test::must;
using test::refusal;
using test::Shop;

namespace {

// With rsa.json in its store.
std::string imported(Shop& shop) {
    const std::string path = shop.cooked("rsa");
    shop.options.files = {path};
    shop.options.expect = {Shop::hash_of(path)};
    must(consumer::import_results(shop.options, shop.told.program));
    return shop.folder / ("store/" + shop.store().state().files.front().name);
}

}  // namespace

TEST_CASE("store: one process at a time changes it", "[consumer][store]") {
    const test::TempFolder folder;
    const auto first = Store::open_or_make(folder / "store");
    REQUIRE(first.ok());
    const auto second = Store::open_or_make(folder / "store");
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code() == Errc::busy);
    CHECK(second.error().hint() == "try again in a minute");
    CHECK(Store::look_at(folder / "store").ok());
}

TEST_CASE("store: one that is missing is not made by who needs what is in it",
          "[consumer][store]") {
    const test::TempFolder folder;
    const std::string path = folder / "store";
    const std::string why = "\"" + path + "\": there is no store; consumer import makes it";
    // An empty folder is what is left where its disk is not mounted.
    SECTION("nothing") {}
    SECTION("an empty folder") {
        std::filesystem::create_directory(path);
    }
    SECTION("a file") {
        static_cast<void>(folder.file("store", ""));
    }
    const auto names = folder.names();
    CHECK(refusal(Store::open(path), Errc::refused) == why);
    const Store store = must(Store::look_at(path));
    CHECK(store.state() == keysets::State());
    CHECK(refusal(store.check_is_there(), Errc::refused) == why);
    CHECK(folder.names() == names);
    CHECK_FALSE(std::filesystem::exists(path + "/state.json"));
}

TEST_CASE("store: one that is missing is made by who begins it", "[consumer][store]") {
    const test::TempFolder folder;
    {
        // Only with something in it.
        Store store = must(Store::open_or_make(folder / "store"));
        CHECK_FALSE(store.check_is_there().ok());
        must(store.add({1}, "result"));
        must(store.check_is_there());
    }
    CHECK(folder.names() == std::vector<std::string>{"store"});
    must(must(Store::look_at(folder / "store")).check_is_there());
    must(Store::open(folder / "store"));
    CHECK(refusal(Store::open_or_make(folder / "no/store"), Errc::unwritable) ==
          "\"" + (folder / "no") + "\": cannot be opened: No such file or directory");
}

TEST_CASE("store: whoever only looks does not follow a link either", "[consumer][store]") {
    const test::TempFolder folder;
    must(Store::open_or_make(folder / "store"));
    std::filesystem::create_directory_symlink(folder / "store", folder / "link");
    for (const char* name : {"link", "link/"}) {
        const std::string path = folder / name;
        const std::string why = "\"" + path + "\": is a symbolic link, and links are not followed";
        CHECK(refusal(Store::look_at(path), Errc::unreadable) == why);
        CHECK(refusal(Store::open(path), Errc::unreadable) == why);
    }
}

TEST_CASE("store: what was saved is there again", "[consumer][store]") {
    const test::TempFolder folder;
    keysets::State state;
    state.last_clock = must(UtcTime::from_text("2027-01-01"));
    {
        Store store = must(Store::open_or_make(folder / "store"));
        must(store.save(state));
        CHECK(store.state() == state);
    }
    CHECK(must(Store::open(folder / "store")).state() == state);
}

TEST_CASE("store: what was kept in vain is removed", "[consumer][store]") {
    const test::TempFolder folder;
    auto store = must(Store::open_or_make(folder / "store"));
    must(store.add({1}, "in vain"));
    must(store.remove({1}));
    CHECK_FALSE(std::filesystem::exists(folder / ("store/" + keysets::store_name({1}))));
}

TEST_CASE("store: a state that is damaged is refused", "[consumer][store]") {
    const test::TempFolder folder;
    must(must(Store::open_or_make(folder / "store")).save({}));
    static_cast<void>(folder.file("store/state.json", "{"));
    const auto store = Store::look_at(folder / "store");
    REQUIRE_FALSE(store.ok());
    CHECK(store.error().code() == Errc::syntax);
    CHECK(store.error().hint() ==
          "restore it from a backup; what is published stays as it is until then");
}

TEST_CASE("store: a run that was killed before its first result was listed is made good",
          "[consumer][store]") {
    const test::TempFolder folder;
    {
        Store store = must(Store::open_or_make(folder / "store"));
        must(store.add(crypto::Sha256{1}, "{}"));
    }
    CHECK(must(Store::open(folder / "store")).state() == keysets::State());
}

TEST_CASE("store: what a person has put there to import it is no result of the store",
          "[consumer][store]") {
    const test::TempFolder folder;
    REQUIRE(create_folder(folder / "store").ok());
    static_cast<void>(folder.file("store/recipe.json", "{}"));
    must(must(Store::open_or_make(folder / "store")).save({}));
    std::filesystem::remove(folder / "store/state.json");
    static_cast<void>(folder.file("store/" + keysets::store_name({1}), "{}"));
    CHECK_FALSE(Store::open_or_make(folder / "store").ok());
}

TEST_CASE("store: one that has lost its state is no new one", "[consumer][store]") {
    Shop shop;
    static_cast<void>(imported(shop));
    std::filesystem::remove(shop.folder / "store/state.json");
    const auto store = Store::open_or_make(shop.folder / "store");
    REQUIRE_FALSE(store.ok());
    CHECK(store.error().code() == Errc::refused);
    CHECK_THAT(store.error().message(),
               Catch::EndsWith("there are results in it, but no state.json"));
    CHECK_FALSE(Store::look_at(shop.folder / "store").ok());
}

TEST_CASE("store: files that matter are read, others are left alone", "[consumer][store]") {
    Shop shop;
    const std::string path = imported(shop);
    const auto at = [&shop](const char* time) {
        return shop.store().contents_at(must(UtcTime::from_text(time))).zones.size();
    };
    CHECK(at("2027-01-15") == 1);
    CHECK(at("2027-01-15 00:00:01") == 0);
    shop.at("2027-01-03");
    shop.publish();
    CHECK(at("2028-01-01") == 1);
}

TEST_CASE("store: a file that is another one is refused, for its zones alone",
          "[consumer][store]") {
    Shop shop;
    const std::string path = imported(shop);
    const std::string text = test::slurp(path);
    static_cast<void>(shop.folder.file(path.substr(shop.folder.path().size() + 1), text + "\n"));
    const consumer::Stock stock = shop.store().contents_at(must(UtcTime::from_text("2027-01-02")));
    CHECK(stock.zones.empty());
    const auto sets = stock.sets_of(must(dns::Name::from_text("example.")));
    REQUIRE_FALSE(sets.ok());
    CHECK(sets.error().code() == Errc::refused);
    CHECK_THAT(sets.error().message(), Catch::EndsWith("not the file that was imported"));
    CHECK(sets.error().hint() == "import that file again to put it back");
    CHECK(must(stock.sets_of(must(dns::Name::from_text("nl."))))->sets.empty());
}

TEST_CASE("store: a file that has nothing of the zones that are asked for is not read",
          "[consumer][store]") {
    Shop shop;
    const std::string path = imported(shop);
    static_cast<void>(shop.folder.file(path.substr(shop.folder.path().size() + 1), "{"));
    const auto asked_for = [&shop](const char* zone) {
        return shop.store().contents_at(must(UtcTime::from_text("2027-01-02")),
                                        {must(dns::Name::from_text(zone))});
    };
    CHECK(asked_for("nl.").lost.empty());
    const consumer::Stock stock = asked_for("example.");
    REQUIRE(stock.lost.size() == 1);
    CHECK(stock.lost.begin()->second.why.code() == Errc::syntax);
}
