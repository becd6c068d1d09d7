// SPDX-License-Identifier: BSD-3-Clause

#include "base/file_lock.hpp"

#include <cerrno>
#include <optional>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::must;
using ceremony::test::TempFolder;

namespace {

Outcome lock_and_let_go(const std::string& path) {
    TRY(FileLock::take(path));
    return Nothing{};
}

}  // namespace

TEST_CASE("file_lock: one holder at a time in this process and in others", "[base][file]") {
    const TempFolder folder;
    for (const std::string& path : {folder.file("file", ""), folder.path()}) {
        CAPTURE(path);
        {
            const FileLock lock = must(FileLock::take(path));
            const auto second = FileLock::take(path);
            REQUIRE_FALSE(second.ok());
            CHECK(second.error().code() == Errc::busy);
            CHECK(second.error().message() == quote_path(path) + ": is in use by another process");
            CHECK(in_child([&path] { return lock_and_let_go(path); }).error().code() == Errc::busy);
        }
        CHECK(in_child([&path] { return lock_and_let_go(path); }).ok());
        CHECK(FileLock::take(path).ok());
    }
}

TEST_CASE("file_lock: the lock moves with its owner", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    std::optional<FileLock> holder;
    {
        FileLock lock = must(FileLock::take(file));
        holder.emplace(std::move(lock));
    }
    CHECK(FileLock::take(file).error().code() == Errc::busy);
    holder.reset();
    CHECK(FileLock::take(file).ok());
}

TEST_CASE("file_lock: a process that dies gives its lock back", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    CHECK(in_child([&file]() -> Outcome {
              // Never destroyed: the child ends with it.
              static_cast<void>(new FileLock(TRY(FileLock::take(file))));
              return Nothing{};
          }).ok());
    CHECK(FileLock::take(file).ok());
}

TEST_CASE("file_lock: what cannot be locked is refused", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "");
    REQUIRE(::symlink("file", (folder / "link").c_str()) == 0);
    CHECK(FileLock::take(folder / "none").error().code() == Errc::not_found);
    CHECK(FileLock::take(folder / "link").error().code() == Errc::unreadable);
    REQUIRE(::symlink(".", (folder / "here").c_str()) == 0);
    CHECK(FileLock::take(folder / "here/").error().code() == Errc::unreadable);
    CHECK(FileLock::take(folder.path() + "/").ok());
    const auto broken = in_child([&file] {
        let_calls_fail({{SYS_flock, ENOLCK}});
        return lock_and_let_go(file);
    });
    CHECK(broken.error().code() == Errc::unreadable);
    CHECK(broken.error().message() == quote_path(file) + ": cannot be locked: No locks available");
}
