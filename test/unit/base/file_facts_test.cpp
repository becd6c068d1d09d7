// SPDX-License-Identifier: BSD-3-Clause

#include "base/file_facts.hpp"

#include <array>
#include <chrono>
#include <fcntl.h>
#include <limits>
#include <sys/mman.h>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::become_unprivileged;
using ceremony::test::in_child;
using ceremony::test::must;
using ceremony::test::TempFolder;

TEST_CASE("file_facts: the kinds of files are told apart", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "abc");
    REQUIRE(::symlink("file", (folder / "link").c_str()) == 0);
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    CHECK(must(look_at(file, Links::refuse)).kind == FileKind::regular);
    CHECK(must(look_at(folder.path(), Links::refuse)).kind == FileKind::folder);
    CHECK(must(look_at(folder / "link", Links::refuse)).kind == FileKind::symbolic_link);
    CHECK(must(look_at(folder / "link", Links::follow)).kind == FileKind::regular);
    CHECK(must(look_at(folder / "fifo", Links::refuse)).kind == FileKind::other);
    CHECK(must(look_at("/dev/null", Links::refuse)).kind == FileKind::other);
    CHECK(look_at(folder / "none", Links::refuse).error().code() == Errc::not_found);
    REQUIRE(::symlink(".", (folder / "here").c_str()) == 0);
    CHECK(look_at(folder / "here/", Links::refuse).error().code() == Errc::not_found);
    CHECK(must(look_at(folder / "here/", Links::follow)).kind == FileKind::folder);
}

TEST_CASE("file_facts: size and time are those of the file", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "abc");
    const std::array<timespec, 2> times = {timespec{0, 0}, timespec{1'800'000'000, 5}};
    REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) == 0);
    const FileFacts facts = must(look_at(file, Links::refuse));
    CHECK(facts.size == 3);
    CHECK(facts.modified_ns == 1'800'000'000'000'000'005);
    CHECK(facts == must(look_at(file, Links::refuse)));
    std::ignore = folder.file("file", "abcd");
    CHECK_FALSE(facts == must(look_at(file, Links::refuse)));
    CHECK(is_same_file(facts, must(look_at(file, Links::refuse))));
}

TEST_CASE("file_facts: a time that does not fit is the nearest that does", "[base][file]") {
    constexpr std::int64_t in_a_second = 1'000'000'000;
    constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
    // A file in memory: that file system holds any time.
    const Descriptor file(::memfd_create("file", MFD_CLOEXEC));
    REQUIRE(file.number() >= 0);
    struct Row {
        std::string what;
        timespec time;
        std::int64_t nanoseconds;
    };
    const auto row = GENERATE(values<Row>({
        {"the last that fits", {last / in_a_second, last % in_a_second}, last},
        {"a nanosecond later", {last / in_a_second, last % in_a_second + 1}, last},
        {"a second later", {last / in_a_second + 1, 0}, last},
        {"the year 2300", {10'413'792'000, 0}, last},
        {"the first full second", {first / in_a_second, 0}, first / in_a_second * in_a_second},
        {"a second earlier", {first / in_a_second - 1, 0}, first},
        {"the year 1600", {-11'676'096'000, 0}, first},
    }));
    CAPTURE(row.what);
    const std::array<timespec, 2> times = {row.time, row.time};
    REQUIRE(::futimens(file.number(), times.data()) == 0);
    struct stat status = {};
    REQUIRE(::fstat(file.number(), &status) == 0);
    // One that cannot sets another, which fits.
    const timespec& kept = status.st_mtim;
    const bool is_kept = kept.tv_sec == row.time.tv_sec && kept.tv_nsec == row.time.tv_nsec;
    CHECK(must(look_at(file, "file")).modified_ns ==
          (is_kept ? row.nanoseconds : kept.tv_sec * in_a_second + kept.tv_nsec));
}

TEST_CASE("file_facts: a time that is set back does not hide a change", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    const std::array<timespec, 2> times = {timespec{0, 0}, timespec{1'800'000'000, 0}};
    REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) == 0);
    const FileFacts before = must(look_at(file, Links::refuse));
    // The clock of the file system may have to tick first.
    FileFacts after = before;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (after == before && std::chrono::steady_clock::now() < deadline) {
        std::ignore = folder.file("file", "after_");
        REQUIRE(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) == 0);
        after = must(look_at(file, Links::refuse));
    }
    CHECK(after.size == before.size);
    CHECK(after.modified_ns == before.modified_ns);
    CHECK(after.changed_ns > before.changed_ns);
}

TEST_CASE("file_facts: one file has many paths", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    const std::string other = folder.file("other", "");
    const FileFacts facts = must(look_at(file, Links::refuse));
    CHECK(is_same_file(facts, must(look_at(folder.path() + "/./file", Links::refuse))));
    CHECK_FALSE(is_same_file(facts, must(look_at(other, Links::refuse))));
}

TEST_CASE("file_facts: only the caller writes when owner and mode say so", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    const auto only_caller_writes = [&file](mode_t mode) {
        REQUIRE(::chmod(file.c_str(), mode) == 0);
        return must(look_at(file, Links::refuse)).only_caller_writes;
    };
    CHECK(only_caller_writes(0600));
    CHECK(only_caller_writes(0644));
    CHECK_FALSE(only_caller_writes(0660));
    CHECK_FALSE(only_caller_writes(0646));
    CHECK_FALSE(must(look_at("/dev/full", Links::refuse)).only_caller_writes);
}

TEST_CASE("file_facts: what belongs to another is not only the caller's", "[base][file]") {
    const auto outcome = in_child([]() -> Outcome {
        become_unprivileged();
        const FileFacts facts = TRY(look_at("/etc/passwd", Links::refuse));
        return facts.only_caller_writes || facts.is_callers
                   ? Outcome(Error{Errc::internal, "not mine"})
                   : Nothing{};
    });
    CHECK(outcome.ok());
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    REQUIRE(::chmod(file.c_str(), 0666) == 0);
    CHECK(must(look_at(file, Links::refuse)).is_callers);
}

TEST_CASE("file_facts: file systems have names", "[base][file]") {
    CHECK(must(file_system_of("/proc")) == "type 0x9fa0");  // PROC_SUPER_MAGIC, statfs(2)
    CHECK(must(file_system_of("/dev/shm")) == "tmpfs");
    CHECK_FALSE(must(file_system_of("/")).empty());
    CHECK(file_system_of("/none/at/all").error().code() == Errc::not_found);
}
