// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/status.hpp"

#include <algorithm>
#include <filesystem>

#include "json/parse.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::refusal;
using test::Shop;

namespace {

// With ecdsa.json imported, and published on 2027-01-26: its second set, signed until 2027-03-01.
// Its last set is signed until 2027-04-01.
class Published : public Shop {
public:
    Published() {
        const std::string path = cooked("ecdsa", test::nothing_travels_in_ecdsa);
        import(path);
        publish();
    }

    std::string status() {
        told.out.clear();
        must(consumer::status(options, told.program));
        return told.out;
    }
    int nagios(const std::string& time) {
        at(time);
        told.out.clear();
        return consumer::nagios_status(options, told.program);
    }
};

}  // namespace

TEST_CASE("consumer status: people see what is, what comes and until when", "[consumer][status]") {
    Published shop;
    CHECK(
        shop.status() ==
        "example.\n"
        "  NOW   the set from 2027-01-25 00:00, ceremony 13, published 2027-01-26 00:00, signed "
        "until 2027-03-01 00:00\n"
        "        ZSK 61618, KSK 28594, KSK 18381\n"
        "  NEXT  2027-02-22 00:00  machine: KSK 28722 is revoked\n"
        "        2027-03-25 00:00  operator: the result of the next ceremony is imported by then\n"
        "  END   if nobody does anything, the zone goes bogus on 2027-04-01 00:00\n");
    shop.at("2027-02-23");
    CHECK_THAT(shop.status(), Catch::Contains("        another set is due: consumer publish\n"));
    CHECK_THAT(shop.told.out, Catch::Contains("goes bogus on 2027-03-01 00:00\n"));
    shop.at("2027-03-26");
    CHECK_THAT(shop.status(), Catch::Contains("no set is for this time"));
}

TEST_CASE("consumer status: nothing to say is said, too", "[consumer][status]") {
    Shop none("");
    must(consumer::status(none.options, none.told.program));
    CHECK_THAT(none.told.out, Catch::EndsWith("there is no store; consumer import makes it\n"));
    must(must(consumer::Store::open_or_make(none.folder / "store")).save({}));
    none.told.out.clear();
    must(consumer::status(none.options, none.told.program));
    CHECK(none.told.out == "There are no zones\n");
    Shop fresh;
    must(must(consumer::Store::open_or_make(fresh.folder / "store")).save({}));
    must(consumer::status(fresh.options, fresh.told.program));
    CHECK_THAT(fresh.told.out, Catch::Contains("  NOW   nothing was ever published\n"));
}

TEST_CASE("consumer status: a store that is missing is no store of which nothing was published",
          "[consumer][status]") {
    Shop shop;
    const std::string why =
        "\"" + (shop.folder / "store") + "\": there is no store; consumer import makes it";
    must(consumer::status(shop.options, shop.told.program));
    CHECK(shop.told.out == "example.\n  NOW   nothing is known of it\n        " + why + "\n");
    shop.told.out.clear();
    CHECK(consumer::nagios_status(shop.options, shop.told.program) == 3);
    CHECK(shop.told.out == "CEREMONY UNKNOWN - " + why + "\n");
    shop.options.prometheus = shop.folder / "metrics.prom";
    must(consumer::status(shop.options, shop.told.program));
    CHECK_THAT(test::slurp(*shop.options.prometheus),
               Catch::Contains("ceremony_alarm{zone=\"example.\"} 1\n"));
    CHECK_FALSE(std::filesystem::exists(shop.folder / "store"));
}

TEST_CASE("consumer status: machines read the same", "[consumer][status]") {
    Published shop;
    shop.options.json = true;
    const json::Document document = must(json::parse(shop.status(), "out"));
    const json::Value zone = *document.root().find("zones")->elements().begin();
    CHECK(zone.find("zone")->text() == "example.");
    CHECK(zone.find("published")->find("sequence")->integer() == 13);
    CHECK(zone.find("published")->find("from")->text() == "2027-01-25 00:00:00");
    CHECK(zone.find("end")->text() == "2027-04-01 00:00:00");
    CHECK_FALSE(zone.find("due")->boolean());
    CHECK_FALSE(zone.find("alarm"));
    CHECK(zone.find("next")->elements().size() == 2);
}

TEST_CASE("consumer status: Prometheus gets absolute times, and nothing that is not known",
          "[consumer][status]") {
    Published shop;
    shop.options.prometheus = shop.folder / "metrics.prom";
    CHECK(shop.status().empty());
    // 2027-03-01 and 2027-04-01 by date(1).
    CHECK(test::slurp(shop.folder / "metrics.prom") ==
          "# HELP ceremony_published_expiration_timestamp_seconds When the signatures of the "
          "published key set end.\n"
          "# TYPE ceremony_published_expiration_timestamp_seconds gauge\n"
          "ceremony_published_expiration_timestamp_seconds{zone=\"example.\"} 1803859200\n"
          "# HELP ceremony_end_timestamp_seconds When the zone goes bogus if nobody does "
          "anything.\n"
          "# TYPE ceremony_end_timestamp_seconds gauge\n"
          "ceremony_end_timestamp_seconds{zone=\"example.\"} 1806537600\n"
          "# HELP ceremony_published_sequence The ceremony that made the published key set.\n"
          "# TYPE ceremony_published_sequence gauge\n"
          "ceremony_published_sequence{zone=\"example.\"} 13\n"
          "# HELP ceremony_alarm 1 when people have to know something.\n"
          "# TYPE ceremony_alarm gauge\n"
          "ceremony_alarm{zone=\"example.\"} 0\n");
    shop.options.prometheus = shop.folder / "none/metrics.prom";
    static_cast<void>(refusal(consumer::status(shop.options, shop.told.program), Errc::unwritable));
}

TEST_CASE("consumer status: a plugin says all is well, and how long", "[consumer][status]") {
    Published shop;
    CHECK(shop.nagios("2027-01-26") == 0);
    CHECK(shop.told.out ==
          "CEREMONY OK - 1 zone is as planned | 'example.'=5616000s;1209600:;259200:\n");
}

TEST_CASE("consumer status: a plugin warns of what is late and of what ends",
          "[consumer][status]") {
    Published shop;
    CHECK(shop.nagios("2027-02-23") == 1);
    // Without it, what is published is all there will be.
    CHECK_THAT(shop.told.out,
               Catch::StartsWith("CEREMONY WARNING - example. ends in 6d: a set is due |"));
    CHECK(shop.nagios("2027-02-26 00:00:01") == 2);
    CHECK_THAT(shop.told.out,
               Catch::StartsWith("CEREMONY CRITICAL - example. ends in 2d 23h: a set is due |"));
    CHECK(shop.nagios("2027-03-01") == 2);
    CHECK_THAT(shop.told.out,
               Catch::StartsWith("CEREMONY CRITICAL - example. expired 2027-03-01 00:00 |"));
    shop.at("2027-02-23");
    shop.publish();
    CHECK(shop.nagios("2027-03-18 00:00:00") == 0);
    CHECK(shop.nagios("2027-03-18 00:00:01") == 1);
    CHECK_THAT(shop.told.out, Catch::StartsWith("CEREMONY WARNING - example. ends in 13d 23h |"));
    CHECK(shop.nagios("2027-03-29 00:00:01") == 2);
    CHECK_THAT(shop.told.out, Catch::StartsWith("CEREMONY CRITICAL - example. ends in 2d 23h: no "
                                                "set is for this time"));
    shop.options.warning = "P1D";
    shop.options.critical = "PT1H";
    CHECK(shop.nagios("2027-03-29 00:00:01") == 1);
    CHECK_THAT(shop.told.out, Catch::Contains("no set is for this time"));
}

TEST_CASE("consumer status: a plugin that knows nothing says so", "[consumer][status]") {
    Shop none("");
    must(must(consumer::Store::open_or_make(none.folder / "store")).save({}));
    CHECK(consumer::nagios_status(none.options, none.told.program) == 3);
    CHECK(none.told.out == "CEREMONY UNKNOWN - there are no zones\n");
    Published shop;
    shop.options.warning = "soon";
    CHECK(shop.nagios("2027-01-26") == 3);
    CHECK_THAT(shop.told.out, Catch::StartsWith("CEREMONY UNKNOWN - --warning: "));
    shop.options.warning = "P1M";
    CHECK(shop.nagios("2027-01-26") == 3);
    shop.options.warning = "P1D";
    shop.options.critical = "P2D";
    CHECK(shop.nagios("2027-01-26") == 3);
    CHECK_THAT(shop.told.out, Catch::Contains("--critical is more than --warning"));
    Shop fresh;
    must(must(consumer::Store::open_or_make(fresh.folder / "store")).save({}));
    CHECK(consumer::nagios_status(fresh.options, fresh.told.program) == 1);
    CHECK_THAT(fresh.told.out, Catch::Contains("example. was never published"));
}

TEST_CASE("consumer status: whoever reads it learns that nobody is at work", "[consumer][status]") {
    Published shop;
    shop.configure("publish: [ { zone: example., format: zone, file: FOLDER/target } ]\n");
    keysets::State state = shop.store().state();
    state.last_clock = must(UtcTime::from_text("2027-01-26"));
    must(must(consumer::Store::open(shop.folder / "store")).save(state));
    const std::string alarm = "consumer publish has not run since 2027-01-26 00:00";
    shop.at("2027-01-27 00:00:01");
    CHECK_THAT(shop.status(), Catch::StartsWith(alarm + "\nexample.\n"));
    CHECK_THAT(shop.told.out, Catch::Contains("target\" was never written\n"));
    CHECK_THAT(shop.told.out, Catch::Contains("goes bogus on 2027-03-01 00:00\n"));
    CHECK(shop.nagios("2027-01-27 00:00:01") == 1);
    CHECK_THAT(shop.told.out, Catch::StartsWith("CEREMONY WARNING - " + alarm + "; example.: \""));
    shop.options.json = true;
    const json::Document document = must(json::parse(shop.status(), "out"));
    CHECK(document.root().find("alarm")->text() == alarm);
    CHECK(document.root().find("lastRun")->text() == "2027-01-26 00:00:00");
    shop.options.json = false;
    shop.options.prometheus = shop.folder / "metrics.prom";
    static_cast<void>(shop.status());
    const std::string metrics = test::slurp(shop.folder / "metrics.prom");
    CHECK_THAT(metrics, Catch::Contains("ceremony_alarm{zone=\"example.\"} 1\n"));
    // 2027-01-26 by date(1).
    CHECK_THAT(metrics, Catch::Contains("\nceremony_last_run_timestamp_seconds 1800921600\n"));
}

TEST_CASE("consumer status: a plugin judges the zones that the host publishes",
          "[consumer][status]") {
    Published shop;
    // other. is for another host, say, and example. is without a target.
    shop.configure(
        "zones: [ { name: example. }, { name: other. }, { name: \"o'b|x.\" } ]\n"
        "publish: [ { zone: \"o'b|x.\", format: zone, file: \"FOLDER/a|b\" } ]\n");
    CHECK(shop.nagios("2027-01-26") == 1);
    CHECK(shop.told.out ==
          "CEREMONY WARNING - o'b\\124x. was never published: no result that was imported has "
          "sets of it\n");
}

TEST_CASE("consumer status: names do not end the text of a plugin", "[consumer][status]") {
    Published shop;
    shop.configure("publish: [ { zone: example., format: zone, file: \"FOLDER/a|b\" } ]\n");
    CHECK(shop.nagios("2027-01-26") == 1);
    CHECK(std::count(shop.told.out.begin(), shop.told.out.end(), '|') == 1);
    CHECK_THAT(shop.told.out, Catch::Contains("/a\\124b\" was never written |"));
}
