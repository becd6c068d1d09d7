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

TEST_CASE("output file: what the configuration is read from, and what it names, is not replaced",
          "[consumer][output_file]") {
    Shop shop(
        "repositories:\n"
        "  default: { module: FOLDER/module, label: OKS, pin: file, pin-file: FOLDER/pin }\n"
        "transport: [ { label: recipekey, public-key: transport.pub } ]\n"
        "attest: [ attest.pub ]\n"
        "publish:\n"
        "  - { zone: example., format: signconf, file: FOLDER/target, template: FOLDER/frame, "
        "after: [sh, FOLDER/hook] }\n");
    const auto [name, what] = GENERATE(table<std::string, std::string>({
        {"ceremony.yaml", "the configuration"},
        {"module", "the module of a repository"},
        {"pin", "the PIN of a repository"},
        {"transport.pub", "a key under transport:"},
        {"attest.pub", "a key under attest:"},
        {"frame", "a template under publish:"},
        {"hook", "named in a hook under publish:"},
    }));
    const std::string path = shop.folder / name;
    const std::string end = ": is " + what + ", and no place to write to";
    // Also when it is not there yet.
    CHECK(refusal(check(shop, path), Errc::refused) == "\"" + path + "\"" + end);
    if (!std::filesystem::exists(path)) {
        static_cast<void>(shop.folder.file(name, "kept"));
    }
    std::filesystem::create_symlink(path, shop.folder / "link");
    for (const std::string& other : {"./" + name, std::string("link")}) {
        CAPTURE(other);
        CHECK_THAT(refusal(check(shop, shop.folder / other), Errc::refused), Catch::EndsWith(end));
    }
    must(check(shop, path + ".prom"));
}

TEST_CASE("output file: a target in the store is refused with the configuration",
          "[consumer][output_file]") {
    Shop shop;
    const auto refused = [&shop](const std::string& file) {
        shop.configure("publish: [ { zone: example., format: zone, symlink: follow, file: FOLDER/" +
                       file + " } ]\n");
        const auto configuration = consumer::configuration_of(shop.options);
        REQUIRE_FALSE(configuration.ok());
        CHECK(configuration.error().code() == Errc::configuration);
        CHECK(configuration.error().hint() == "name a file in another folder");
        return configuration.error().message();
    };
    const std::string end =
        "\": in the store, where nobody else writes: \"" + (shop.folder / "store") + "\"";
    // It does not have to be there yet.
    CHECK(refused("store/state.json") == (shop.folder / "ceremony.yaml") + ": publish: \"" +
                                             (shop.folder / "store/state.json") + end);
    std::filesystem::create_directories(shop.folder / "store/inside");
    static_cast<void>(shop.folder.file("store/state.json", ""));
    std::filesystem::create_directory_symlink(shop.folder / "store", shop.folder / "link");
    std::filesystem::create_symlink(shop.folder / "store/state.json", shop.folder / "other");
    for (const char* file :
         {"store/new", "store/inside/new", "link/new", "./store/../store/new", "other"}) {
        CAPTURE(file);
        CHECK_THAT(refused(file), Catch::EndsWith(std::string(file) + end));
    }
    for (const char* file : {"new", "store-2", "store.xml"}) {
        CAPTURE(file);
        shop.configure("publish: [ { zone: example., format: zone, file: FOLDER/" +
                       std::string(file) + " } ]\n");
        must(consumer::configuration_of(shop.options));
    }
}

TEST_CASE("consumer status: metrics do not take the place of the configuration",
          "[consumer][status]") {
    Shop shop;
    const std::string before = slurp(*shop.options.config);
    shop.options.prometheus = shop.options.config;
    CHECK_THAT(refusal(consumer::status(shop.options, shop.told.program), Errc::refused),
               Catch::EndsWith(": is the configuration, and no place to write to"));
    CHECK(slurp(*shop.options.config) == before);
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
