// SPDX-License-Identifier: BSD-3-Clause
//
// publisher_store_test.cpp -- what a run says and does when the store is not what it was.

#include <filesystem>
#include <fstream>

#include "consumer/publisher.hpp"
#include "unit/consumer/publishing.hpp"

using namespace ceremony;
using test::must;
using test::Publishing;
using test::refusal;
using test::slurp;

TEST_CASE("publisher: a file that was lost from the store is put back by importing it again",
          "[consumer][publisher]") {
    Publishing shop;
    const std::string path = shop.folder / ("store/" + shop.store().state().files.front().name);
    std::filesystem::remove(path);
    CHECK_THAT(refusal(shop.run(), Errc::refused),
               Catch::StartsWith("example.: \"" + path + "\": ") &&
                   Catch::EndsWith("; nothing was ever published"));
    consumer::Options again = shop.options;
    again.files = {shop.cooked("v1_0", test::nothing_travels_in_v1_0)};
    must(consumer::import_results(again, shop.told.program));
    CHECK_THAT(shop.told.out, Catch::Contains("Imported already: put back into the store"));
    must(shop.run());
    CHECK(shop.expiration_in_target() == "2027-02-01 00:00:00");
}

TEST_CASE("publisher: a store that is missing is not made, and the targets stay",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    const std::string published = slurp(shop.target());
    std::filesystem::remove_all(shop.folder / "store");
    CHECK(refusal(shop.run(), Errc::refused) ==
          "\"" + (shop.folder / "store") + "\": there is no store; consumer import makes it");
    CHECK_FALSE(std::filesystem::exists(shop.folder / "store"));
    CHECK(slurp(shop.target()) == published);
}

TEST_CASE("publisher: a store that is damaged is told when nothing is due, too",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    const std::string name = "store/" + shop.store().state().files.front().name;
    const std::string path = shop.folder / name;
    const std::string text = slurp(path);
    const std::string published = slurp(shop.target());
    const std::string stays =
        "; what is published since 2027-01-02 00:00:00 stays, it is signed until 2027-02-01 "
        "00:00:00";
    shop.at("2027-01-03");
    must(shop.run());
    REQUIRE_FALSE(shop.store().state().files.front().stamp.empty());
    SECTION("gone") {
        std::filesystem::remove(path);
        CHECK_THAT(refusal(shop.run(), Errc::refused),
                   Catch::StartsWith("example.: \"" + path + "\": ") && Catch::EndsWith(stays));
    }
    SECTION("longer") {
        static_cast<void>(shop.folder.file(name, text + "\n"));
        CHECK(refusal(shop.run(), Errc::refused) ==
              "example.: \"" + path + "\": not the file that was imported" + stays);
    }
    SECTION("as long as before") {
        static_cast<void>(shop.folder.file(name, text.substr(0, text.size() - 1) + " "));
        CHECK(refusal(shop.run(), Errc::refused) ==
              "example.: \"" + path + "\": not the file that was imported" + stays);
    }
    CHECK(slurp(shop.target()) == published);
    CHECK(shop.told.out.empty());
    CHECK(shop.told.err.empty());
    CHECK(shop.hooks_run() == 1);
    CHECK(shop.store().state().last_success->text() == "2027-01-03 00:00:00");
    // It is put back.
    static_cast<void>(shop.folder.file(name, text));
    must(shop.run());
}

TEST_CASE("publisher: a file that lies in the store as before is not read again",
          "[consumer][publisher]") {
    Publishing shop;
    must(shop.run());
    const std::string path = shop.folder / ("store/" + shop.store().state().files.front().name);
    const std::string stamp = shop.store().state().files.front().stamp;
    const std::string text = slurp(path);
    // Copied to another place, as from a backup: it is read, and is the same.
    std::filesystem::remove(path);
    std::ofstream(path) << text;
    must(shop.run());
    CHECK(shop.store().state().files.front().stamp != stamp);
    // A stamp that is right stands for the hash.
    auto store = must(consumer::Store::open(shop.folder / "store"));
    keysets::StoredFile file = store.state().files.front();
    file.sha256 = {};
    must(store.check(file));
    file.stamp.clear();
    CHECK(refusal(store.check(file), Errc::refused) ==
          "\"" + path + "\": not the file that was imported");
    CHECK(file.stamp.empty());
}

TEST_CASE("publisher: a stored file that was changed is not believed", "[consumer][publisher]") {
    Publishing shop;
    const std::string name = shop.store().state().files.front().name;
    const std::string path = shop.folder / ("store/" + name);
    std::string text = slurp(path);
    text.insert(text.size() - 1, " ");
    static_cast<void>(shop.folder.file("store/" + name, text));
    CHECK_THAT(refusal(shop.run(), Errc::refused),
               Catch::EndsWith("not the file that was imported; nothing was ever published"));
    CHECK_FALSE(std::filesystem::exists(shop.target()));
}
