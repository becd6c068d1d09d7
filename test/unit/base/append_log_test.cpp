// SPDX-License-Identifier: BSD-3-Clause

#include "base/append_log.hpp"

#include <cerrno>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::limit_file_size;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

TEST_CASE("append_log: records stand one after the other", "[base][file]") {
    const TempFolder folder;
    AppendLog log = must(AppendLog::create(folder / "log"));
    CHECK(slurp(folder / "log").empty());
    CHECK(log.append("one\n").ok());
    CHECK(slurp(folder / "log") == "one\n");
    CHECK(log.append("").ok());
    CHECK(log.append(std::string("t\0o\n", 4)).ok());
    CHECK(slurp(folder / "log") == std::string("one\nt\0o\n", 8));
    CHECK(log.size() == 8);
    CHECK(log.path() == folder / "log");
    struct stat status = {};
    REQUIRE(::stat((folder / "log").c_str(), &status) == 0);
    CHECK(status.st_mode == (S_IFREG | 0600U));
}

TEST_CASE("append_log: a new log takes the place of nothing", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    REQUIRE(::symlink("none", (folder / "link").c_str()) == 0);
    CHECK(AppendLog::create(file).error().code() == Errc::unwritable);
    CHECK(AppendLog::create(file).error().message() ==
          quote_path(file) + ": cannot be created: File exists");
    CHECK(AppendLog::create(folder / "link").error().code() == Errc::unwritable);
    CHECK(AppendLog::create(folder / "none/log").error().code() == Errc::unwritable);
    CHECK(AppendLog::create("").error().code() == Errc::unwritable);
    CHECK(slurp(file) == "text");
    CHECK(folder.names() == std::vector<std::string>{"file", "link"});
}

TEST_CASE("append_log: a log that cannot be made to last is not made", "[base][file]") {
    const TempFolder folder;
    const auto outcome = in_child([&folder]() -> Outcome {
        let_calls_fail({{SYS_fsync, EIO}});
        TRY(AppendLog::create(folder / "log"));
        return Nothing{};
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message() ==
          quote_path(folder / "log") + ": cannot be synced: Input/output error");
    CHECK(folder.names().empty());
}

TEST_CASE("append_log: a log is continued after its whole records", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("log", "one\ntw");
    {
        AppendLog log = must(AppendLog::resume(file, 4));
        CHECK(slurp(file) == "one\n");
        CHECK(log.size() == 4);
        CHECK(log.append("three\n").ok());
    }
    CHECK(slurp(file) == "one\nthree\n");
    AppendLog log = must(AppendLog::resume(file, 10));
    CHECK(slurp(file) == "one\nthree\n");
    CHECK(log.append("four\n").ok());
    CHECK(slurp(file) == "one\nthree\nfour\n");
}

TEST_CASE("append_log: what is not the log that was read is not continued", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("log", "one\n");
    REQUIRE(::symlink("log", (folder / "link").c_str()) == 0);
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    CHECK(AppendLog::resume(file, 5).error().code() == Errc::unwritable);
    CHECK(AppendLog::resume(file, 5).error().message() ==
          quote_path(file) + ": is shorter than what was read of it");
    CHECK(AppendLog::resume(folder / "none", 0).error().code() == Errc::not_found);
    CHECK(AppendLog::resume(folder / "link", 0).error().code() == Errc::unwritable);
    CHECK(AppendLog::resume(folder / "fifo", 0).error().code() == Errc::unwritable);
    CHECK(AppendLog::resume(folder.path(), 0).error().code() == Errc::unwritable);
    CHECK(AppendLog::resume("/dev/null", 0).error().message() ==
          R"("/dev/null": is not a regular file)");
    const auto stuck = in_child([&file]() -> Outcome {
        let_calls_fail({{SYS_ftruncate, EIO}});
        TRY(AppendLog::resume(file, 2));
        return Nothing{};
    });
    CHECK(stuck.error().code() == Errc::unwritable);
    CHECK(slurp(file) == "one\n");
}

TEST_CASE("append_log: a log is continued only when its name lasts", "[base][file]") {
    // It may be the name of a log whose creation was interrupted.
    const TempFolder folder;
    const std::string file = folder.file("log", "one\ntw");
    const auto outcome = in_child([&file]() -> Outcome {
        let_calls_fail({{SYS_fsync, EIO}});
        TRY(AppendLog::resume(file, 4));
        return Nothing{};
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message() ==
          quote_path(file) +
              ": its folder cannot be synced, so it may not survive a loss of power: "
              "Input/output error");
    CHECK(slurp(file) == "one\ntw");
}

TEST_CASE("append_log: a record that does not fit leaves no part of it", "[base][file]") {
    const TempFolder folder;
    const auto outcome = in_child([&folder]() -> Outcome {
        AppendLog log = TRY(AppendLog::create(folder / "log"));
        TRY(log.append("one\n"));
        limit_file_size(10);
        const auto refused = log.append("too long a record\n");
        if (refused.ok() || refused.error().code() != Errc::unwritable || log.size() != 4 ||
            slurp(folder / "log") != "one\n") {
            return Error{Errc::internal, "the record was not refused cleanly"};
        }
        // There is room for a shorter one.
        return log.append("two\n");
    });
    CHECK(outcome.ok());
    CHECK(slurp(folder / "log") == "one\ntwo\n");
}

TEST_CASE("append_log: after a doubtful record there are no more", "[base][file]") {
    struct Row {
        std::string what;
        long call;
    };
    const auto row = GENERATE(values<Row>({{"sync", SYS_fsync}, {"cut off", SYS_ftruncate}}));
    CAPTURE(row.what);
    const TempFolder folder;
    const auto outcome = in_child([&]() -> Outcome {
        AppendLog log = TRY(AppendLog::create(folder / "log"));
        TRY(log.append("one\n"));
        limit_file_size(10);
        let_calls_fail({{row.call, EIO}});
        const auto first = log.append(row.what == "sync" ? "two\n" : "too long a record\n");
        if (first.ok()) {
            return Error{Errc::internal, "the failure was not seen"};
        }
        return log.append("x\n");
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message() ==
          quote_path(folder / "log") + ": an earlier record could not be written safely");
    CHECK(slurp(folder / "log").starts_with("one\n"));
}
