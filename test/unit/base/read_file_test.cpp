// SPDX-License-Identifier: BSD-3-Clause

#include "base/read_file.hpp"

#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <tuple>
#include <unistd.h>

#include "base/secret_buffer.hpp"
#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::become_unprivileged;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

constexpr std::size_t plenty = 1000;

// The Outcome of a Result, for a child to report.
template <typename T>
Outcome outcome_of(Result<T> result) {
    TRY(std::move(result));
    return Nothing{};
}

}  // namespace

TEST_CASE("read_file: a file is read as it is", "[base][file]") {
    const TempFolder folder;
    const std::string text("a\0b\r\n\xff\x80", 7);
    CHECK(must(read_file(folder.file("file", text), plenty)) == text);
    CHECK(must(read_file(folder.file("empty", ""), plenty)).empty());
    CHECK(must(read_file(folder.file("empty", ""), 0)).empty());
    const std::string large(5'000'000, 'x');
    CHECK(must(read_file(folder.file("large", large), large.size())) == large);
}

TEST_CASE("read_file: the limit is the last size that is read", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "12345");
    CHECK(must(read_file(file, 5)) == "12345");
    const auto text = read_file(file, 4);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::limit);
    CHECK(text.error().message() ==
          quote_path(file) + ": has more than the 4 octets that are accepted");
}

TEST_CASE("read_file: a file that is far too large is refused without memory for it",
          "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    REQUIRE(::truncate(file.c_str(), off_t{1} << 40U) == 0);  // sparse: a tebibyte
    CHECK(read_file(file, plenty).error().code() == Errc::limit);
}

TEST_CASE("read_file: what is not a regular file is refused without waiting", "[base][file]") {
    const TempFolder folder;
    const std::string fifo = folder / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    for (const std::string& path : {folder.path(), fifo, std::string("/dev/zero")}) {
        CAPTURE(path);
        const auto text = read_file(path, plenty);
        REQUIRE_FALSE(text.ok());
        CHECK(text.error().code() == Errc::unreadable);
        CHECK(text.error().message() == quote_path(path) + ": is not a regular file");
    }
}

TEST_CASE("read_file: a missing file is not found", "[base][file]") {
    const TempFolder folder;
    const auto text = read_file(folder / "none", plenty);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::not_found);
    CHECK(text.error().message() ==
          quote_path(folder / "none") + ": cannot be opened: No such file or directory");
    CHECK(read_file(folder.file("file", "") + "/none", plenty).error().code() == Errc::not_found);
}

TEST_CASE("read_file: a symbolic link is followed only when asked", "[base][file]") {
    const TempFolder folder;
    std::ignore = folder.file("file", "text");
    const std::string link = folder / "link";
    REQUIRE(::symlink("file", link.c_str()) == 0);
    CHECK(read_file(link, plenty).error().code() == Errc::unreadable);
    CHECK(must(read_file(link, plenty, {Links::follow, Writer::anyone})) == "text");
    REQUIRE(::symlink("none", (folder / "nowhere").c_str()) == 0);
    CHECK(read_file(folder / "nowhere", plenty, {Links::follow, Writer::anyone}).error().code() ==
          Errc::not_found);
}

TEST_CASE("read_file: a file without permission is unreadable", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
    REQUIRE(::chmod(file.c_str(), 0) == 0);
    const auto outcome = in_child([&file] {
        become_unprivileged();
        return outcome_of(read_file(file, plenty));
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unreadable);
    CHECK(outcome.error().message() == quote_path(file) + ": cannot be opened: Permission denied");
}

TEST_CASE("read_file: what others may have written is refused when asked", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    constexpr ReadRules rules = {Links::refuse, Writer::only_caller};
    REQUIRE(::chmod(file.c_str(), 0644) == 0);
    CHECK(must(read_file(file, plenty, rules)) == "text");
    REQUIRE(::chmod(file.c_str(), 0664) == 0);
    CHECK(read_file(file, plenty, rules).error().code() == Errc::refused);
    CHECK(must(read_file(file, plenty)) == "text");
}

TEST_CASE("read_file: an error while reading is told", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    const auto outcome = in_child([&file] {
        let_calls_fail({{SYS_read, EIO}});
        return outcome_of(read_file(file, plenty));
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unreadable);
    CHECK(outcome.error().message() == quote_path(file) + ": cannot be read: Input/output error");
}

TEST_CASE("read_file: a file that does not have its size has changed", "[base][file]") {
    // The size of a file in /proc is 0, and yet there is something to read: to the reader
    // it looks like a file that grew after it was looked at.
    const auto text = read_file("/proc/version", plenty);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::unreadable);
    CHECK(text.error().message() == R"("/proc/version": changed while it was read)");
    // And where reading ends at once, the file looks as if it had been cut off.
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    const auto shrunk = in_child([&file] {
        let_calls_fail({{SYS_read, 0}});
        return outcome_of(read_file(file, plenty));
    });
    REQUIRE_FALSE(shrunk.ok());
    CHECK(shrunk.error().code() == Errc::unreadable);
    CHECK(shrunk.error().message() == quote_path(file) + ": changed while it was read");
}

TEST_CASE("read_file: a file that is written to meanwhile has changed", "[base][file]") {
    // Its size stays, and so does what is read of it: only its times tell.
    const TempFolder folder;
    const std::string file = folder.file("file", std::string(8'000'000, 'x'));
    const Descriptor writable = must(open_path(file, O_WRONLY, Errc::unwritable));
    const std::jthread writer([&writable](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::ignore = ::pwrite(writable.number(), "x", 1, 0);
        }
    });
    // The writer may have to wait for its turn, and the clock of the file system ticks only
    // every few milliseconds: one reading may well be shorter.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    auto text = read_file(file, 10'000'000);
    while (text.ok() && std::chrono::steady_clock::now() < deadline) {
        text = read_file(file, 10'000'000);
    }
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().code() == Errc::unreadable);
    CHECK(text.error().message() == quote_path(file) + ": changed while it was read");
}

TEST_CASE("read_file: a secret is one line without its end", "[base][file][secret]") {
    const TempFolder folder;
    struct Row {
        std::string text;
        std::string secret;
    };
    const auto row = GENERATE(values<Row>({
        {"1234", "1234"},
        {"1234\n", "1234"},
        {"1234\r\n", "1234"},
        {"1234\r", "1234\r"},
        {" 12 34 \n", " 12 34 "},
        {"", ""},
        {"\n", ""},
        {std::string(secret_limit, 'x'), std::string(secret_limit, 'x')},
        {std::string(secret_limit, 'x') + "\r\n", std::string(secret_limit, 'x')},
    }));
    CAPTURE(row.text);
    const Secret secret = must(read_secret_file(folder.file("pin", row.text)));
    CHECK(as_text(secret.reveal()) == row.secret);
}

TEST_CASE("read_file: what is not one short line is no secret", "[base][file][secret]") {
    const TempFolder folder;
    CHECK(read_secret_file(folder.file("pin", "1\n2")).error().code() == Errc::syntax);
    CHECK(read_secret_file(folder.file("pin", "1234\n\n")).error().code() == Errc::syntax);
    const std::string longer(secret_limit + 1, 'x');
    CHECK(read_secret_file(folder.file("pin", longer)).error().code() == Errc::limit);
    CHECK(read_secret_file(folder.file("pin", longer + "\n")).error().code() == Errc::limit);
    CHECK(read_secret_file(folder.file("pin", longer + "\r\n")).error().code() == Errc::limit);
    CHECK(read_secret_file(folder.path()).error().code() == Errc::unreadable);
    CHECK(read_secret_file(folder / "none").error().code() == Errc::not_found);
}

TEST_CASE("read_file: refusing a secret does not show it", "[base][file][secret]") {
    const TempFolder folder;
    const auto secret = read_secret_file(folder.file("pin", "PINPINPIN\nPINPINPIN"));
    REQUIRE_FALSE(secret.ok());
    CHECK(secret.error().message().find("PINPIN") == std::string::npos);
}

TEST_CASE("read_file: a file compares with what was written to it", "[base][file]") {
    const TempFolder folder;
    constexpr std::size_t piece = std::size_t{1} << 20U;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1}) {
        CAPTURE(size);
        const std::string text(size, 'x');
        const std::string file = folder.file("file", text);
        CHECK(compare_with_medium(file, text).ok());
        CHECK(compare_with_medium(file, text + "x").error().code() == Errc::unwritable);
        CHECK(compare_with_medium(folder.file("longer", text + "x"), text).error().code() ==
              Errc::unwritable);
        std::string other = text + "x";
        other[size / 2] = 'y';
        CHECK(compare_with_medium(folder.file("other", text + "x"), other).error().code() ==
              Errc::unwritable);
    }
    CHECK(compare_with_medium(folder / "none", "").error().code() == Errc::not_found);
}
