// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/status_text.hpp"

#include "support/printing.hpp"

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
    const std::string text = consumer::status_text(outlook);
    const auto next = text.find("  NEXT  ");
    return next == std::string::npos ? "" : text.substr(next);
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
