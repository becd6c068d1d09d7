// SPDX-License-Identifier: BSD-3-Clause

#include "base/descriptor.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

bool is_open(int number) {
    return ::fcntl(number, F_GETFD) != -1;
}

}  // namespace

TEST_CASE("descriptor: it is closed once, by its last owner", "[base][file]") {
    int number = -1;
    {
        Descriptor first = must(open_path("/dev/null", O_RDONLY, Errc::unreadable));
        number = first.number();
        const Descriptor second(std::move(first));
        CHECK(second.number() == number);
        // NOLINTNEXTLINE(bugprone-use-after-move,clang-analyzer-cplusplus.Move): emptied on purpose
        CHECK(first.number() == -1);
        CHECK(is_open(number));
    }
    CHECK_FALSE(is_open(number));
}

TEST_CASE("descriptor: what is given away is not closed", "[base][file]") {
    int number = -1;
    {
        Descriptor first = must(open_path("/dev/null", O_RDONLY, Errc::unreadable));
        number = first.number();
        first.give_away();
        CHECK(first.number() == -1);
    }
    CHECK(is_open(number));
    const Descriptor second(number);
}

TEST_CASE("descriptor: it does not pass to another program", "[base][file]") {
    const Descriptor file = must(open_path("/dev/null", O_RDONLY, Errc::unreadable));
    CHECK(::fcntl(file.number(), F_GETFD) == FD_CLOEXEC);
}

TEST_CASE("descriptor: failures are told in words with the path", "[base][file]") {
    const auto error = system_error(Errc::unreadable, "a\nb", "cannot be opened", EACCES);
    CHECK(error.code() == Errc::unreadable);
    CHECK(error.message() == R"("a\nb": cannot be opened: Permission denied)");
    CHECK(system_error(Errc::unreadable, "a", "b", 99999).message() == R"("a": b: error 99999)");
    CHECK(quote_path(std::string(300, 'x')) == "\"" + std::string(300, 'x') + "\"");
}

TEST_CASE("descriptor: opening tells what is missing from what is refused", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    CHECK(open_path(folder / "none", O_RDONLY, Errc::unwritable).error().code() == Errc::not_found);
    CHECK(open_path(file + "/x", O_RDONLY, Errc::unwritable).error().code() == Errc::not_found);
    CHECK(open_path("", O_RDONLY, Errc::unwritable).error().code() == Errc::not_found);
    CHECK(open_path(folder.path(), O_WRONLY, Errc::unwritable).error().code() == Errc::unwritable);
    REQUIRE(::symlink("file", (folder / "link").c_str()) == 0);
    const auto link = open_path(folder / "link", O_RDONLY | O_NOFOLLOW, Errc::unreadable);
    REQUIRE_FALSE(link.ok());
    CHECK(link.error().code() == Errc::unreadable);
    CHECK(link.error().message().find("is a symbolic link") != std::string::npos);
    CHECK(open_path(folder / "link", O_RDONLY, Errc::unreadable).ok());
    REQUIRE(::symlink("loop", (folder / "loop").c_str()) == 0);
    CHECK(open_path(folder / "loop", O_RDONLY, Errc::unreadable)
              .error()
              .message()
              .find("Too many levels of symbolic links") != std::string::npos);
}

TEST_CASE("descriptor: a slash behind a path means a folder and no more", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    const std::string link = folder / "link";
    REQUIRE(::symlink(".", link.c_str()) == 0);
    REQUIRE(::symlink("file", (folder / "other").c_str()) == 0);
    const auto opened = [](const std::string& path, int flags) {
        const auto result = open_path(path, flags, Errc::unreadable);
        return result.ok() ? "ok" : std::string(to_string(result.error().code()));
    };
    for (const std::string& slashes : {std::string("/"), std::string("//")}) {
        CAPTURE(slashes);
        CHECK(opened(folder.path() + slashes, O_RDONLY | O_NOFOLLOW) == "ok");
        CHECK(opened(file + slashes, O_RDONLY) == "not_found");
        CHECK(opened(file + slashes, O_RDONLY | O_NOFOLLOW) == "not_found");
        CHECK(opened(link + slashes, O_RDONLY) == "ok");
        CHECK(opened(link + slashes, O_RDONLY | O_NOFOLLOW) == "unreadable");
        CHECK(opened(link + slashes, O_PATH | O_NOFOLLOW) == "not_found");
        CHECK(opened(folder / "other" + slashes, O_RDONLY) == "not_found");
        CHECK(opened(slashes, O_RDONLY | O_NOFOLLOW) == "ok");
    }
}

TEST_CASE("descriptor: a path ends nowhere but at its end", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    const auto opened = open_path(file + std::string("\0.txt", 5), O_RDONLY, Errc::unreadable);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code() == Errc::not_found);
}

TEST_CASE("descriptor: reading stops at the end of a buffer or of a file", "[base][file]") {
    const TempFolder folder;
    const std::string path = folder.file("file", "abcde");
    const Descriptor file = must(open_path(path, O_RDONLY, Errc::unreadable));
    std::array<char, 3> buffer = {};
    CHECK(must(read_some(file, buffer)) == 3);
    CHECK(must(read_some(file, buffer)) == 2);
    CHECK(must(read_some(file, buffer)) == 0);
    CHECK(std::string(buffer.data(), 2) == "de");
    const Descriptor none(-1);
    CHECK(read_some(none, buffer).error().message() == "cannot be read: Bad file descriptor");
}

TEST_CASE("descriptor: all is written or there is a reason", "[base][file]") {
    const TempFolder folder;
    const std::string path = folder.file("file", "");
    {
        const Descriptor file = must(open_path(path, O_WRONLY, Errc::unwritable));
        CHECK(write_all(file, "") == 0);
        CHECK(write_all(file, "abc") == 0);
    }
    CHECK(ceremony::test::slurp(path) == "abc");
    const Descriptor full = must(open_path("/dev/full", O_WRONLY, Errc::unwritable));
    CHECK(write_all(full, "abc") == ENOSPC);
}

TEST_CASE("descriptor: a call that a signal interrupts is made again", "[base][file]") {
    int calls = 0;
    CHECK(retry([&] {
              errno = EINTR;
              return ++calls < 3 ? -1 : 7;
          }) == 7);
    CHECK(calls == 3);
    CHECK(retry([&] {
              errno = EIO;
              return -1;
          }) == -1);
}
