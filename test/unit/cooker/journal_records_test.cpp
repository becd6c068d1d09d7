// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/journal_records.hpp"

#include <array>

#include "cooker/journal_line.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::cooker {
namespace {

// A journal with right checks, of these contents.
std::string journal_of(const std::vector<std::string>& contents) {
    std::string text;
    std::string check;
    for (const std::string& content : contents) {
        check = journal_check(check, content).value();
        text.append(check).append(" ").append(content).append("\n");
    }
    return text;
}

const std::string zeros(64, '0');
const std::string begin_line = "BEGIN time=2026-12-01T10:00:00Z recipe=" + zeros +
                               " config=" + zeros +
                               " recipe-name=r output-name=o transcript-name=t attestation=none";

TEST_CASE("journal_records: the form of each record stands still", "[cooker][journal]") {
    JournalBegin begin;
    begin.time = UtcTime::from_text("2026-12-01 10:00:00").value();
    begin.recipe_name = "r";
    begin.output_name = "o";
    begin.transcript_name = "t";
    begin.tokens = {{"default", "Bunker 1", "12ab", {crypto::Sha256{}}}};
    const JournalKey key{"default", {0x0a, 0x0b}, "KSK 1"};
    const std::vector<JournalRecord> records = {
        Intent{Making::generate, key},
        Made{key, {}},
        Ready{},
        Deleting{key, {crypto::Sha256{}}},
        Deleted{key, Deletion::succeeded},
        Deleting{key, {}},
        Deleted{key, Deletion::failed},
        Final{},
        End{Ending::done},
    };
    const std::string named = "repository=default id=0a0b label=KSK%201";
    const std::string expected = journal_of({
        "JOURNAL version=1",
        "TOKEN repository=default label=Bunker%201 serial=12ab",
        "OBJECT fingerprint=" + zeros,
        begin_line,
        "INTENT what=generate " + named,
        "MADE " + named + " public-key=" + zeros,
        "READY part=" + zeros,
        "DELETING " + named + " objects=" + zeros,
        "DELETED " + named + " deletion=succeeded",
        "DELETING " + named + " objects=",
        "DELETED " + named + " deletion=failed",
        "FINAL file=" + zeros,
        "END ending=done",
    });
    auto text = write_head(begin);
    REQUIRE(text.ok());
    std::string whole = text.value().text;
    std::string check = text.value().last_check;
    for (const JournalRecord& record : records) {
        const auto line = write_record(record, check);
        REQUIRE(line.ok());
        whole += line.value().text;
        check = line.value().last_check;
    }
    CHECK(whole == expected);

    const test::TempFolder folder;
    const auto journal = read_journal(folder.file("j", whole));
    REQUIRE(journal.ok());
    CHECK(journal.value().contents.begin() == begin);
    CHECK(journal.value().contents.records() == records);
    CHECK(journal.value().last_check == check);
}

TEST_CASE("journal_records: a line with the right check but the wrong content is refused",
          "[cooker][journal]") {
    struct Row {
        std::vector<std::string> contents;
        std::size_t line;
        std::string reason;
    };
    const std::string head = "JOURNAL version=1";
    const std::string key = "repository=default id=0a label=";
    const auto row = GENERATE_COPY(values<Row>({
        {{"JOURNAL version=2", begin_line}, 1, "not a journal of this version"},
        {{"TOKEN repository=a label= serial=", begin_line}, 1, "not a journal of this version"},
        {{head, "OBJECT fingerprint=" + zeros, begin_line}, 2, "\"OBJECT\" cannot stand here"},
        {{head, "READY part=" + zeros, begin_line}, 2, "\"READY\" cannot stand here"},
        {{head, begin_line, "TOKEN repository=a label= serial="}, 3, "\"TOKEN\" is not a record"},
        {{head, begin_line, begin_line}, 3, "\"BEGIN\" is not a record"},
        {{head, begin_line, "RED part=" + zeros}, 3, "\"RED\" is not a record"},
        {{head, begin_line, "READY part=" + zeros + " more=1"}, 3, "READY has more values"},
        {{head, begin_line, "READY part=00"}, 3, "part is not a SHA-256"},
        {{head, begin_line, "INTENT what=steal " + key}, 3, "\"steal\" is not known here"},
        {{head, begin_line, "INTENT " + key}, 3, "INTENT has no what in its place"},
        {{head, begin_line, "END ending=done"}, 3, "END cannot stand here"},
        {{head, begin_line, "READY part=" + zeros, "DELETING " + key + " objects=0011"},
         4,
         "objects are not fingerprints"},
        {{head, begin_line + " x=1"}, 2, "BEGIN has more values"},
    }));
    CAPTURE(row.contents.back());
    const test::TempFolder folder;
    const auto journal = read_journal(folder.file("j", journal_of(row.contents)));
    REQUIRE_FALSE(journal.ok());
    CHECK(journal.error().code() == Errc::syntax);
    CHECK(journal.error().place() == Place{row.line, 1});
    CAPTURE(journal.error().message());
    CHECK(journal.error().message().find(row.reason) != std::string::npos);
}

TEST_CASE("journal_records: only names that a run writes are names of files", "[cooker][journal]") {
    const auto number = GENERATE(as<std::size_t>{}, 0, 1, 2);
    const auto read_with = [number](const std::string& name) {
        std::array<std::string, 3> names = {"r", "o", "t"};
        names[number] = name;
        const test::TempFolder folder;
        return read_journal(folder.file(
            "j", journal_of({"JOURNAL version=1",
                             "BEGIN time=2026-12-01T10:00:00Z recipe=" + zeros + " config=" +
                                 zeros + " recipe-name=" + names[0] + " output-name=" + names[1] +
                                 " transcript-name=" + names[2] + " attestation=none"})));
    };
    for (const char* name : {"x", "...", ".x", "/x", "/a/b/x", "/a/..b/.x"}) {
        CAPTURE(name);
        CHECK(read_with(name).ok());
    }
    for (const char* name : {"", ".", "..", "a/x", "./x", "../x", "x/", "/", "//x", "/a//x", "/a/",
                             "/..", "/../x", "/a/../x", "/a/./x", "/a/."}) {
        CAPTURE(name);
        const auto journal = read_with(name);
        REQUIRE_FALSE(journal.ok());
        CHECK(journal.error().code() == Errc::syntax);
        CHECK(journal.error().place() == Place{2, 1});
        CHECK_THAT(journal.error().message(),
                   Catch::Contains("-name is not the name of a file in this folder"));
    }
}

}  // namespace
}  // namespace ceremony::cooker
