// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/journal_line.hpp"

#include "support/printing.hpp"

namespace ceremony::cooker {
namespace {

TEST_CASE("journal_line: a value comes back as it was written, whatever octets it has",
          "[cooker][journal]") {
    std::string every;
    for (int octet = 0; octet < 256; ++octet) {
        every.push_back(static_cast<char>(octet));
    }
    JournalLine line("MADE");
    line.text("every", every).octets("id", Bytes{0x00, 0xff}).number("count", 18'446'744'073'709U);
    line.text("empty", "").text("plain", "a/b-C.9_:,+@");
    CHECK(line.content().find('\n') == std::string::npos);
    CHECK(line.content().ends_with(" id=00ff count=18446744073709 empty= plain=a/b-C.9_:,+@"));

    auto values = JournalValues::from_content(line.content());
    REQUIRE(values.ok());
    JournalValues& read = values.value();
    CHECK(read.word() == "MADE");
    CHECK(read.text("every").value() == every);
    CHECK(read.octets("id").value() == Bytes{0x00, 0xff});
    CHECK(read.number("count").value() == 18'446'744'073'709U);
    CHECK(read.text("empty").value().empty());
    CHECK_FALSE(read.expect_end().ok());
    CHECK(read.text("plain").value() == "a/b-C.9_:,+@");
    CHECK(read.expect_end().ok());
}

TEST_CASE("journal_line: a line that is not of this form is refused", "[cooker][journal]") {
    const auto content = GENERATE(as<std::string>{}, "READY part", "READY =00", "READY  part=00",
                                  "READY part=00 ", "READY Part=00", "READY p art=00");
    CAPTURE(content);
    const auto values = JournalValues::from_content(content);
    REQUIRE_FALSE(values.ok());
    CHECK(values.error().code() == Errc::syntax);
}

TEST_CASE("journal_line: a second spelling of a text is refused", "[cooker][journal]") {
    const auto spelling =
        GENERATE(as<std::string>{}, "%61", "%2F", "%2", "%", "%zz", "a%", "a\tb", "\"");
    CAPTURE(spelling);
    auto values = JournalValues::from_content("END ending=" + spelling);
    REQUIRE(values.ok());
    const auto text = values.value().text("ending");
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::syntax);
}

TEST_CASE("journal_line: values are taken in their order and with their types",
          "[cooker][journal]") {
    struct Row {
        std::string content;
        std::string reason;
    };
    const auto row = GENERATE(values<Row>({
        {"X other=00", "X has no hash in its place"},
        {"X", "X has no hash in its place"},
        {"X hash=0", "hash:"},
        {"X hash=00", "hash is not a SHA-256"},
        {"X hash=" + std::string(64, 'A'), "hash is not in lower case"},
    }));
    CAPTURE(row.content);
    auto values = JournalValues::from_content(row.content);
    REQUIRE(values.ok());
    const auto hash = values.value().sha256("hash");
    REQUIRE_FALSE(hash.ok());
    CHECK(hash.error().code() == Errc::syntax);
    CHECK(hash.error().message().starts_with(row.reason));

    auto number = JournalValues::from_content("X n=01");
    CHECK(number.value().number("n").error().code() == Errc::syntax);
}

TEST_CASE("journal_line: the check depends on the line and on the one before it",
          "[cooker][journal]") {
    // printf ' JOURNAL version=1' | sha256sum; printf '96898fbea91b472b END ending=done' likewise
    const std::string first = journal_check("", "JOURNAL version=1").value();
    CHECK(first == "96898fbea91b472b");
    CHECK(journal_check(first, "END ending=done").value() == "164fe2f34f6e3293");
    CHECK(journal_check("", "END ending=done").value() != "164fe2f34f6e3293");
}

TEST_CASE("journal_line: check and content are told apart", "[cooker][journal]") {
    const auto split = split_journal_line("0123456789abcdef END ending=done");
    REQUIRE(split.ok());
    CHECK(split.value().check == "0123456789abcdef");
    CHECK(split.value().content == "END ending=done");
    const auto line = GENERATE(as<std::string>{}, "", "0123456789abcdef", "0123456789abcdef ",
                               "0123456789abcde  END", "0123456789abcdeg END x=1");
    CAPTURE(line);
    CHECK_FALSE(split_journal_line(line).ok());
}

}  // namespace
}  // namespace ceremony::cooker
