// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/preview.hpp"

#include <filesystem>

#include "consumer/commands/trust.hpp"
#include "consumer/site.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using consumer::Preview;
using test::must;
using test::refusal;
using test::Shop;
using test::slurp;

namespace {

class Looking : public Shop {
public:
    Looking() {
        configure("publish: [ { zone: example., format: zone, file: FOLDER/target } ]\n");
        import(cooked("v1_0", test::nothing_travels_in_v1_0));
        at("2027-01-02");
    }

    Outcome difference() {
        told.out.clear();
        return consumer::show_difference(must(consumer::configuration_of(options)), preview,
                                         told.program);
    }
    Outcome write(const std::string& output) {
        told.out.clear();
        return consumer::write_planned(must(consumer::configuration_of(options)), preview, output,
                                       told.program);
    }
    void at_time(const std::string& time) { preview.time = must(UtcTime::from_text(time)); }

    Preview preview;
};

}  // namespace

TEST_CASE("preview: what keeps all targets of a zone waiting is told once", "[consumer][preview]") {
    Looking shop;
    shop.configure(
        "publish:\n"
        "  - { zone: nl., format: zone, file: FOLDER/one }\n"
        "  - { zone: nl., format: ds, file: FOLDER/two }\n"
        "  - { zone: org., format: zone, file: FOLDER/three }\n");
    shop.told.err.clear();
    CHECK(refusal(shop.difference(), Errc::refused) ==
          "nl.: no result that was imported has sets of it");
    CHECK(shop.told.err == "consumer: org.: no result that was imported has sets of it\n");
    CHECK(shop.told.out.empty());
}

TEST_CASE("preview: the difference is told, and nothing is done", "[consumer][preview]") {
    Looking shop;
    const std::string before = slurp(shop.folder / "store/state.json");
    must(shop.difference());
    CHECK_THAT(shop.told.out, Catch::StartsWith("example.: zone " + (shop.folder / "target") +
                                                ": the set from 2027-01-01 00:00 until 2027-02-01 "
                                                "00:00 would change it:\n+example. "));
    CHECK_FALSE(std::filesystem::exists(shop.folder / "target"));
    CHECK(slurp(shop.folder / "store/state.json") == before);
    shop.at_time("2027-02-02");
    must(shop.difference());
    CHECK_THAT(shop.told.out, Catch::Contains("the set from 2027-02-01 00:00"));
    shop.at_time("2028-01-01");
    CHECK(refusal(shop.difference(), Errc::refused) ==
          "example.: there is no set for 2028-01-01 00:00: there are sets from 2027-01-01 00:00 "
          "until 2027-04-01 00:00");
    shop.at_time("2026-12-01");
    CHECK(refusal(shop.difference(), Errc::refused) ==
          "example.: there is no set for 2026-12-01 00:00: there are sets from 2027-01-01 00:00 "
          "until 2027-04-01 00:00");
}

TEST_CASE("preview: nothing is shown to be published at first that nobody trusts",
          "[consumer][preview]") {
    Looking shop;
    must(shop.difference());
    // dnssec-dsfromkey -2 -f - example.; the KSK that signs all sets.
    consumer::Options remove = shop.options;
    remove.arguments = {
        "remove", "example.",
        "2613 13 2 02EA1209426525A614125623588DEBD518E6971602FB8C38F305601984331851"};
    must(consumer::trust(remove, shop.told.program));
    CHECK_THAT(refusal(shop.difference(), Errc::refused),
               Catch::StartsWith("example.: the set from 2027-01-01 00:00:00 is signed by no key "
                                 "that is trusted; KSK 2613 was taken out") &&
                   Catch::EndsWith("; nothing was ever published"));
    // What the plan has for another time can be looked at all the same.
    shop.at_time("2027-02-02");
    must(shop.difference());
}

TEST_CASE("preview: without a zone it is the only one that there is", "[consumer][preview]") {
    Looking shop;
    shop.preview.rules.format = policy::Format::ds;
    must(shop.write("-"));
    CHECK_THAT(shop.told.out, Catch::Contains(" 2613 13 2 "));
    // Of several none is guessed, nor where a file is lost.
    consumer::Store store = must(consumer::Store::open(shop.folder / "store"));
    keysets::State state = store.state();
    state.files.front().zones.push_back(must(dns::Name::from_text("nl.")));
    const std::string path = shop.folder / ("store/" + state.files.front().name);
    std::filesystem::remove(path);
    must(store.save(state));
    CHECK(refusal(shop.write("-"), Errc::usage) ==
          "there are 2 zones: --zone says which one is meant");
}

TEST_CASE("preview: where nothing is imported, or all is over, that is told",
          "[consumer][preview]") {
    Looking shop;
    shop.preview.rules.format = policy::Format::ds;
    shop.at_time("2028-01-01");
    const Outcome over = shop.write("-");
    CHECK(refusal(over, Errc::refused) ==
          "no result was imported that has a set which is not over");
    CHECK(over.error().hint() == "consumer import brings one");
    std::filesystem::remove_all(shop.folder / "store");
    const std::string none =
        "\"" + (shop.folder / "store") + "\": there is no store; consumer import makes it";
    CHECK(refusal(shop.write("-"), Errc::refused) == none);
    CHECK(refusal(shop.difference(), Errc::refused) == none);
}

TEST_CASE("preview: when something else is published than what is written, that is told",
          "[consumer][preview]") {
    Looking shop;
    shop.preview.rules.format = policy::Format::ds;
    shop.publish();
    must(shop.write("-"));
    CHECK_THAT(shop.told.err, !Catch::Contains("what is published"));
    shop.at("2027-02-02");
    must(shop.write("-"));
    CHECK_THAT(shop.told.err,
               Catch::EndsWith("warning: example.: what is published is another set, from "
                               "2027-01-01 00:00\n"));
}

TEST_CASE("preview: a set of any time goes into a file of its own", "[consumer][preview]") {
    Looking shop;
    static_cast<void>(refusal(shop.write("-"), Errc::usage));
    shop.preview.rules.format = policy::Format::zone;
    shop.at_time("2027-03-02");
    must(shop.write("-"));
    const std::string text = shop.told.out;
    CHECK_THAT(text, Catch::Contains(" RRSIG DNSKEY 13 1 3600 20270401000000 20270301000000 "));
    const std::string file = shop.folder / "march";
    must(shop.write(file));
    CHECK(shop.told.out == file + ": written\n");
    CHECK(slurp(file) == text);
    must(shop.write(file));
    CHECK(shop.told.out == file + ": as it was\n");
}

TEST_CASE("preview: what is no file cannot be written", "[consumer][preview]") {
    Looking shop;
    shop.preview.rules.format = policy::Format::zone;
    for (const std::string& output : {shop.folder.path(), std::string("/dev/full")}) {
        CHECK(refusal(shop.write(output), Errc::unwritable) ==
              "\"" + output + "\": is not a regular file");
    }
    const std::string file = shop.folder.file("file", "kept\n");
    std::filesystem::create_symlink(file, shop.folder / "link");
    const Outcome link = shop.write(shop.folder / "link");
    CHECK_THAT(refusal(link, Errc::unwritable), Catch::Contains("is a symbolic link"));
    CHECK(link.error().hint() == "name the file that it leads to");
    CHECK(slurp(file) == "kept\n");
}

TEST_CASE("preview: a configured target is never given what is not for now",
          "[consumer][preview]") {
    Looking shop;
    shop.preview.rules.format = policy::Format::zone;
    const std::string target = shop.folder.file("target", "kept\n");
    CHECK_THAT(refusal(shop.write(target), Errc::refused),
               Catch::EndsWith("a configured target is never given anything but what is valid "
                               "now"));
    CHECK_THAT(refusal(shop.write(shop.folder / "./target"), Errc::refused),
               Catch::EndsWith("valid now"));
    CHECK(slurp(target) == "kept\n");
    const std::string state = shop.folder / "store/state.json";
    const std::string before = slurp(state);
    CHECK_THAT(refusal(shop.write(state), Errc::refused), Catch::Contains(": in the store"));
    CHECK(slurp(state) == before);
}

TEST_CASE("preview: a signer configuration wants one that the keys go into",
          "[consumer][preview]") {
    Looking shop;
    shop.preview.rules.format = policy::Format::signconf;
    shop.preview.rules.zsk = Bytes{0xa1};
    const std::string file = shop.folder / "mine";
    for (const std::string& output : {std::string("-"), file}) {
        CHECK(refusal(shop.write(output), Errc::usage) ==
              (shop.folder / "ceremony.yaml") +
                  ": publish: names no target with format: signconf of the zone example., whose "
                  "file or template would be taken");
    }
    static_cast<void>(shop.folder.file("mine", test::read_vector_file("signers/frame.xml")));
    must(shop.write(file));
    CHECK(shop.told.out == file + ": written\n");
}

TEST_CASE("preview: a signer configuration wants to know who signs the zone",
          "[consumer][preview]") {
    Looking shop;
    shop.configure("publish: [ { zone: example., format: signconf, file: FOLDER/target } ]\n");
    shop.preview.rules.format = policy::Format::signconf;
    static_cast<void>(shop.folder.file("target", test::read_vector_file("signers/frame.xml")));
    CHECK_THAT(refusal(shop.write("-"), Errc::semantics), Catch::Contains("signs the zone"));
    // There is one ZSK, and this is its ID.
    shop.preview.rules.zsk = Bytes{0xa1};
    must(shop.write("-"));
    const auto key = shop.told.out.find("<Flags>256</Flags>");
    REQUIRE(key != std::string::npos);
    CHECK_THAT(shop.told.out.substr(key, shop.told.out.find("</Key>", key) - key),
               Catch::Contains("<Locator>a1</Locator>") && Catch::Contains("<ZSK/>"));
}
