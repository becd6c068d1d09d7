// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/status_text.hpp"

#include "support/printing.hpp"
#include "unit/keysets/samples.hpp"

using namespace ceremony;
using test::must;

namespace {

// Something on each of the first days of 2027, one letter each: of the machine or of an operator.
std::string next_lines(const std::string& who) {
    consumer::Outlook outlook;
    for (const char c : who) {
        const std::string day = std::to_string(101 + outlook.next.size());
        outlook.next.push_back({must(UtcTime::from_text("2027-01-" + day.substr(1))),
                                c == 'm' ? "machine" : "operator", "work"});
    }
    const std::string text = consumer::status_text(outlook, UtcTime());
    const auto next = text.find("  NEXT  ");
    return next == std::string::npos ? "" : text.substr(next);
}

keysets::Keyset some_set() {
    return test::keyset("2027-01-01", "2027-01-08", {test::ksk(1)}, {test::ksk(1)});
}

}  // namespace

TEST_CASE("status text: what the machine does later is counted where it would stand",
          "[consumer][status]") {
    const std::string first =
        "  NEXT  2027-01-01 00:00  machine: work\n"
        "        2027-01-02 00:00  machine: work\n"
        "        2027-01-03 00:00  operator: work\n"
        "        2027-01-04 00:00  machine: work\n"
        "        2027-01-05 00:00  machine: work\n"
        "        2027-01-06 00:00  machine: work\n"
        "        2027-01-07 00:00  machine: work\n"
        "        2027-01-08 00:00  machine: work\n";
    CHECK(next_lines("mmommmmm") == first);
    CHECK(next_lines("mmommmmmo") == first + "        2027-01-09 00:00  operator: work\n");
    CHECK(next_lines("mmommmmmm") ==
          first + "        ... 1 more until 2027-01-09 00:00; --json has all\n");
    CHECK(next_lines("mmommmmmmmomo") ==
          first +
              "        ... 2 more until 2027-01-10 00:00; --json has all\n"
              "        2027-01-11 00:00  operator: work\n"
              "        ... 1 more until 2027-01-12 00:00; --json has all\n"
              "        2027-01-13 00:00  operator: work\n");
    CHECK(next_lines("").empty());
}

TEST_CASE("status text: what is over is told as over", "[consumer][status]") {
    consumer::Outlook outlook;
    outlook.end = must(UtcTime::from_text("2027-03-06 22:45:36"));
    const auto end_at = [&outlook](const std::string& now) {
        const std::string text = consumer::status_text(outlook, must(UtcTime::from_text(now)));
        return text.substr(text.find("  END   "));
    };
    CHECK(end_at("2027-03-06 22:45:35") ==
          "  END   if nobody does anything, the zone goes bogus on 2027-03-06 22:45:36\n");
    CHECK(end_at("2027-03-06 22:45:36") == "  END   the zone is bogus since 2027-03-06 22:45:36\n");
    outlook.set = some_set();
    outlook.set->inception = must(UtcTime::from_text("2027-03-08"));
    CHECK(end_at("2027-03-07") ==
          "  END   no validator accepts what is published before 2027-03-08 00:00\n");
}

TEST_CASE("status text: of several ZSKs the one that signs is told", "[consumer][status]") {
    const auto zsk = [](std::uint8_t octet) {
        return dns::Dnskey{256, dns::Algorithm{13}, Bytes(64, octet)};
    };
    consumer::Outlook outlook;
    outlook.set = some_set();
    outlook.set->keys = {zsk(1), zsk(2)};
    const auto tag = [&zsk](std::uint8_t octet) {
        return "ZSK " + std::to_string(dns::key_tag(zsk(octet)));
    };
    const auto said = [&outlook] {
        return consumer::status_text(outlook, UtcTime());
    };
    CHECK_THAT(said(), Catch::Contains(tag(1) + ", " + tag(2) + "\n"));  // not known
    outlook.set->zone_signers = {{zsk(2), {}, false}};
    CHECK_THAT(said(), Catch::Contains(tag(1) + ", " + tag(2) + " (signs the zone)\n"));
    outlook.set->zone_signers = {{zsk(1), {}, false}, {zsk(2), {}, false}};
    CHECK_THAT(said(), Catch::Contains(tag(1) + ", " + tag(2) + "\n"));
}
