// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/journal.hpp"

#include "base/write_file.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::cooker::journal_test {
namespace {

crypto::Sha256 digest_of(Byte octet) {
    crypto::Sha256 digest{};
    digest.fill(octet);
    return digest;
}

JournalBegin some_begin() {
    JournalBegin begin;
    begin.time = UtcTime::from_text("2026-12-01 10:00:00").value();
    begin.recipe = digest_of(1);
    begin.config = digest_of(2);
    begin.recipe_name = "recipe.json";
    begin.output_name = "out put\n.json";
    begin.transcript_name = "/var/log/transcript.txt";
    begin.attestation = Attestation::wanted;
    begin.tokens = {{"default", "Bunker", "12ab", {digest_of(3), digest_of(3), digest_of(4)}},
                    {"backup", "", "", {}}};
    return begin;
}

const JournalKey key_a{"default", {0x0a}, "a"};
const JournalKey key_b{"backup", {0x0b}, ""};

// Every record that a run writes, in order.
std::vector<JournalRecord> all_records() {
    return {
        Intent{Making::generate, key_a},
        Made{key_a, digest_of(5)},
        Intent{Making::import, key_b},
        Ready{digest_of(6)},
        Deleting{key_a, {digest_of(7), digest_of(8)}},
        Deleted{key_a, Deletion::succeeded},
        Deleting{key_b, {}},
        Deleted{key_b, Deletion::failed},
        Deleting{key_b, {}},
        Final{digest_of(9)},
        End{Ending::done},
    };
}

std::string write_whole_journal(const test::TempFolder& folder) {
    const std::string path = folder / "recipe.json.journal";
    auto journal = Journal::begin(path, some_begin());
    REQUIRE(journal.ok());
    for (const JournalRecord& record : all_records()) {
        REQUIRE(journal.value().append(record).ok());
    }
    return path;
}

TEST_CASE("journal: what was written is read", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string path = write_whole_journal(folder);
    const auto journal = read_journal(path);
    REQUIRE(journal.ok());
    CHECK(journal.value().contents.begin() == some_begin());
    CHECK(journal.value().contents.records() == all_records());
    CHECK(journal.value().contents.stage() == Stage::ended);
    CHECK(journal.value().contents.part() == digest_of(6));
    CHECK(journal.value().contents.final_file() == digest_of(9));
    CHECK(journal.value().torn == 0);
    CHECK(journal.value().text == test::slurp(path));
}

TEST_CASE("journal: it tells where a run stands", "[cooker][journal]") {
    const std::vector<JournalRecord> records = all_records();
    JournalContents contents(some_begin());
    std::vector<Stage> stages;
    for (const JournalRecord& record : records) {
        REQUIRE(contents.add(record).ok());
        stages.push_back(contents.stage());
    }
    using enum Stage;
    CHECK(stages == std::vector<Stage>{making, making, making, destroying, destroying, destroying,
                                       destroying, destroying, destroying, finishing, ended});
}

TEST_CASE("journal: a record that was cut off anywhere is as if it had never been begun",
          "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t head = text.find('\n', text.find(" BEGIN ")) + 1;
    const std::vector<JournalRecord> all = all_records();
    for (std::size_t size = head; size <= text.size(); ++size) {
        CAPTURE(size);
        const std::string cut = folder.file("cut", text.substr(0, size));
        const auto journal = read_journal(cut);
        REQUIRE(journal.ok());
        const auto lines = static_cast<std::size_t>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(head),
                       text.begin() + static_cast<std::ptrdiff_t>(size), '\n'));
        CHECK(journal.value().contents.records().size() == lines);
        CHECK(journal.value().text.size() + journal.value().torn == size);
        CHECK(journal.value().text.ends_with('\n'));
        CHECK(text.starts_with(journal.value().text));
        REQUIRE(remove_file(cut).ok());
    }
}

TEST_CASE("journal: a last line of other octets was never synced and counts as torn",
          "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string path = write_whole_journal(folder);
    const std::string text = test::slurp(path);
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    std::string rest(text.size() - last, '\0');
    SECTION("zeros") {}
    SECTION("zeros with the end of the line") {
        rest.back() = '\n';
    }
    SECTION("a flipped bit") {
        rest = text.substr(last);
        rest[20] = static_cast<char>(rest[20] ^ 1);
    }
    const auto journal = read_journal(folder.file("damaged", text.substr(0, last) + rest));
    REQUIRE(journal.ok());
    CHECK(journal.value().contents.stage() == Stage::finishing);
    CHECK(journal.value().torn == rest.size());
}

TEST_CASE("journal: a torn record that may have been READY is told", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t ready = text.rfind('\n', text.find(" READY ")) + 1;
    const std::size_t next = text.find('\n', ready) + 1;
    const std::size_t behind = text.find('\n', next) + 1;
    std::string flipped = text.substr(0, next);
    flipped[ready + 20] = static_cast<char>(flipped[ready + 20] ^ 1);
    struct Row {
        std::string what;
        std::string text;
        bool may_have_been;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"a flipped bit", flipped, true},
        {"zeros", text.substr(0, ready) + std::string(next - ready, '\0'), true},
        {"all but its end", text.substr(0, next - 1), false},
        {"nothing", text.substr(0, ready), false},
        {"where it cannot stand", text.substr(0, behind - 1), false},
    }));
    CAPTURE(row.what);
    const auto journal = read_journal(folder.file("torn", row.text));
    REQUIRE(journal.ok());
    CHECK(journal.value().may_have_been_ready == row.may_have_been);
}

TEST_CASE("journal: a change anywhere before the last line is found", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    // Without the LF before the last line it and the one before it are one line, which is torn.
    for (std::size_t i = 0; i + 1 < last; i += 3) {
        CAPTURE(i);
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const std::string path = folder.file("changed", changed);
        const auto journal = read_journal(path);
        REQUIRE_FALSE(journal.ok());
        CHECK(journal.error().code() == Errc::syntax);
        CHECK(journal.error().place().has_value());
        REQUIRE(remove_file(path).ok());
    }
}

TEST_CASE("journal: a line that is missing, doubled or moved is found", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t made = text.rfind('\n', text.find(" MADE ")) + 1;
    const std::size_t next = text.find('\n', made) + 1;
    const std::string line = text.substr(made, next - made);
    const auto changed = GENERATE_COPY(values<std::string>({
        text.substr(0, made) + text.substr(next),
        text.substr(0, next) + line + text.substr(next),
        line + text,
    }));
    const auto journal = read_journal(folder.file("changed", changed));
    REQUIRE_FALSE(journal.ok());
    CHECK(journal.error().code() == Errc::syntax);
}

TEST_CASE("journal: what has no head is no journal", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t begin = text.rfind('\n', text.find(" BEGIN ")) + 1;
    const auto content =
        GENERATE_COPY(values<std::string>({"", "hello\n", "hello\nworld\n", text.substr(0, begin),
                                           text.substr(0, begin + 30), text.substr(begin)}));
    CAPTURE(content);
    const auto journal = read_journal(folder.file("changed", content));
    REQUIRE_FALSE(journal.ok());
    CHECK(journal.error().code() == Errc::syntax);
}

TEST_CASE("journal: only the order in which a run writes is accepted", "[cooker][journal]") {
    using Records = std::vector<JournalRecord>;
    struct Row {
        std::string what;
        Records before;
        JournalRecord record;
    };
    const Intent intent{Making::generate, key_a};
    const Made made{key_a, digest_of(5)};
    const Ready ready{digest_of(6)};
    const Deleting deleting{key_a, {}};
    const Deleted deleted{key_a, Deletion::succeeded};
    const Final last{digest_of(9)};
    const auto row = GENERATE_COPY(values<Row>({
        {"made without intent", {}, made},
        {"made of another key", {Intent{Making::generate, key_b}}, made},
        {"made twice", {intent, made}, made},
        {"made after the commit point", {intent, ready}, made},
        {"intent after the commit point", {ready}, intent},
        {"ready twice", {ready}, ready},
        {"deleting before the commit point", {intent, made}, deleting},
        {"deleted without deleting", {ready}, deleted},
        {"deleted another key", {ready, Deleting{key_b, {}}}, deleted},
        {"final without the commit point", {intent, made}, last},
        {"deleting after final", {ready, last}, deleting},
        {"final twice", {ready, last}, last},
        {"done without final", {ready}, End{Ending::done}},
        {"undone after the commit point", {ready}, End{Ending::undone}},
        {"undone after final", {ready, last}, End{Ending::undone}},
        {"done before the commit point", {intent, made}, End{Ending::done}},
        {"anything after the end", {End{Ending::undone}}, intent},
        {"an end after the end", {ready, last, End{Ending::done}}, End{Ending::done}},
    }));
    CAPTURE(row.what);
    const test::TempFolder folder;
    auto journal = Journal::begin(folder / "j", some_begin());
    REQUIRE(journal.ok());
    for (const JournalRecord& record : row.before) {
        REQUIRE(journal.value().append(record).ok());
    }
    const std::string before = test::slurp(folder / "j");
    const auto refused = journal.value().append(row.record);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code() == Errc::internal);
    CHECK(test::slurp(folder / "j") == before);
    CHECK(journal.value().contents().records() == row.before);
}

TEST_CASE("journal: one that exists is not begun anew", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string path = folder.file("j", "precious");
    const auto journal = Journal::begin(path, some_begin());
    REQUIRE_FALSE(journal.ok());
    CHECK(journal.error().code() == Errc::unwritable);
    CHECK(test::slurp(path) == "precious");
}

TEST_CASE("journal: one that was interrupted is continued behind its whole records",
          "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t ready = text.find('\n', text.find(" READY ")) + 1;
    const std::string path = folder.file("j", text.substr(0, ready) + "0123torn");
    auto read = read_journal(path);
    REQUIRE(read.ok());
    CHECK(read.value().torn == 8);
    auto journal = Journal::resume(path, std::move(read).value());
    REQUIRE(journal.ok());
    const std::vector<JournalRecord> all = all_records();
    for (auto it = all.begin() + 4; it != all.end(); ++it) {
        REQUIRE(journal.value().append(*it).ok());
    }
    CHECK(test::slurp(path) == text);
}

TEST_CASE("journal: what is continued is written anew and not believed to be on the medium",
          "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string text = test::slurp(write_whole_journal(folder));
    const std::size_t ready = text.find('\n', text.find(" READY ")) + 1;
    const std::string path = folder.file("j", text.substr(0, ready));
    auto read = read_journal(path);
    REQUIRE(read.ok());
    const auto before = look_at(path, Links::refuse).value();
    REQUIRE(Journal::resume(path, std::move(read).value()).ok());
    CHECK_FALSE(is_same_file(look_at(path, Links::refuse).value(), before));
    CHECK(test::slurp(path) == text.substr(0, ready));
}

TEST_CASE("journal: a finished one gets a free name", "[cooker][journal]") {
    const test::TempFolder folder;
    const std::string path = folder / "o.journal";
    for (const char* name : {"o.journal.done", "o.journal.2.done", "o.journal.3.done"}) {
        static_cast<void>(folder.file("o.journal", name));
        const auto retired = retire_journal(path);
        REQUIRE(retired.ok());
        CHECK(retired.value() == folder / name);
        CHECK(test::slurp(folder / name) == name);
    }
    CHECK(retire_journal(path).error().code() == Errc::not_found);
}

TEST_CASE("journal: those in a folder are found by their names", "[cooker][journal]") {
    const test::TempFolder folder;
    CHECK(journals_in(folder.path()).value().empty());
    for (const char* name : {"b.journal", "a.journal", "a.journal.done", "journal", "x.json"}) {
        static_cast<void>(folder.file(name, ""));
    }
    CHECK(journals_in(folder.path()).value() ==
          std::vector<std::string>{folder / "a.journal", folder / "b.journal"});
    CHECK(journals_in(folder / "none").error().code() == Errc::not_found);
    const test::CurrentFolder current(folder.path());
    CHECK(journals_in(".").value() == std::vector<std::string>{"a.journal", "b.journal"});
}

}  // namespace
}  // namespace ceremony::cooker::journal_test
