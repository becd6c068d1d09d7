// SPDX-License-Identifier: BSD-3-Clause

#include "base/write_file.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <tuple>
#include <unistd.h>

#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "unit/base/file_checks.hpp"

using namespace ceremony;
using ceremony::test::become_unprivileged;
using ceremony::test::check_unwritable;
using ceremony::test::FailingCall;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::limit_file_size;
using ceremony::test::Names;
using ceremony::test::slurp;
using ceremony::test::status_of;
using ceremony::test::TempFolder;

namespace {

constexpr WriteRules replace = {Existing::replace, Links::refuse, 0600};
constexpr WriteRules follow = {Existing::replace, Links::follow, 0600};

void set_time(const std::string& path, std::time_t seconds) {
    const std::array<timespec, 2> times = {timespec{seconds, 0}, timespec{seconds, 0}};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times.data(), AT_SYMLINK_NOFOLLOW) == 0);
}

// Sets the umask and puts the former one back.
class Umask {
public:
    explicit Umask(mode_t mask) : former_(::umask(mask)) {}
    Umask(const Umask&) = delete;
    Umask(Umask&&) = delete;
    Umask& operator=(const Umask&) = delete;
    Umask& operator=(Umask&&) = delete;
    ~Umask() { ::umask(former_); }

private:
    mode_t former_;
};

}  // namespace

TEST_CASE("write_file: a new file holds exactly the text", "[base][file]") {
    const TempFolder folder;
    const std::string text("a\0b\r\n\xff", 6);
    CHECK(write_file(folder / "file", text).ok());
    CHECK(slurp(folder / "file") == text);
    CHECK(write_file(folder / "empty", "").ok());
    CHECK(slurp(folder / "empty").empty());
    CHECK(folder.names() == Names{"empty", "file"});
    CHECK(status_of(folder / "file").st_mode == (S_IFREG | 0600U));
    CHECK(status_of(folder / "file").st_nlink == 1);
}

TEST_CASE("write_file: the mode of a new file is what was asked less the umask", "[base][file]") {
    const TempFolder folder;
    {
        const Umask umask(022);
        CHECK(write_file(folder / "open", "x", {Existing::refuse, Links::refuse, 0666}).ok());
        CHECK(status_of(folder / "open").st_mode == (S_IFREG | 0644U));
    }
    const Umask umask(077);
    CHECK(write_file(folder / "closed", "x", {Existing::refuse, Links::refuse, 0666}).ok());
    CHECK(status_of(folder / "closed").st_mode == (S_IFREG | 0600U));
}

TEST_CASE("write_file: a path without a folder is in the working folder", "[base][file]") {
    const TempFolder folder;
    const auto outcome = in_child([&folder]() -> Outcome {
        if (::chdir(folder.path().c_str()) != 0) {
            return Error{Errc::internal, "chdir"};
        }
        return write_file("file", "text");
    });
    CHECK(outcome.ok());
    CHECK(slurp(folder / "file") == "text");
}

TEST_CASE("write_file: a file that exists is refused or replaced", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    check_unwritable(write_file(file, "after"), file, "exists already");
    CHECK(slurp(file) == "before");
    CHECK(write_file(file, "after", replace).ok());
    CHECK(slurp(file) == "after");
    CHECK(write_file(folder / "new", "text", replace).ok());
    CHECK(slurp(folder / "new") == "text");
    CHECK(folder.names() == Names{"file", "new"});
}

TEST_CASE("write_file: a file that is replaced keeps its mode and owner", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    const bool is_root = ::geteuid() == 0;
    REQUIRE((!is_root || ::chown(file.c_str(), 65534, 65534) == 0));
    REQUIRE(::chmod(file.c_str(), 0640) == 0);
    const auto before = status_of(file);
    const Umask umask(077);
    CHECK(write_file(file, "after", replace).ok());
    const auto after = status_of(file);
    CHECK(after.st_mode == before.st_mode);
    CHECK(after.st_uid == before.st_uid);
    CHECK(after.st_gid == before.st_gid);
    CHECK(after.st_ino != before.st_ino);
}

TEST_CASE("write_file: a file that is replaced gets a later second", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    set_time(file, 1'000'000'000);
    const std::time_t now = std::time(nullptr);
    CHECK(write_file(file, "after", replace).ok());
    CHECK(status_of(file).st_mtim.tv_sec >= now - 1);
    // Twice within a second, and over a file from the future.
    const std::time_t first = status_of(file).st_mtim.tv_sec;
    CHECK(write_file(file, "again", replace).ok());
    CHECK(status_of(file).st_mtim.tv_sec > first);
    set_time(file, 4'000'000'000);
    CHECK(write_file(file, "future", replace).ok());
    CHECK(status_of(file).st_mtim.tv_sec == 4'000'000'001);
}

TEST_CASE("write_file: another name of a replaced file keeps its content", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    REQUIRE(::link(file.c_str(), (folder / "other").c_str()) == 0);
    CHECK(write_file(file, "after", replace).ok());
    CHECK(slurp(folder / "other") == "before");
}

TEST_CASE("write_file: a symbolic link is followed only when asked", "[base][file]") {
    const TempFolder folder;
    REQUIRE(::mkdir((folder / "sub").c_str(), 0700) == 0);
    const std::string file = folder.file("sub/file", "before");
    const std::string link = folder / "link";
    REQUIRE(::symlink("sub/file", link.c_str()) == 0);
    for (const WriteRules& rules : {WriteRules{}, replace}) {
        check_unwritable(write_file(link, "after", rules), link,
                         "is a symbolic link, and links are not followed");
    }
    CHECK(slurp(file) == "before");
    CHECK(write_file(link, "after", follow).ok());
    CHECK(slurp(file) == "after");
    CHECK(S_ISLNK(status_of(link).st_mode));
    CHECK(folder.names() == Names{"link", "sub"});
    CHECK(write_file(folder / "plain", "text", follow).ok());
}

TEST_CASE("write_file: a symbolic link that leads nowhere is never written through",
          "[base][file]") {
    const TempFolder folder;
    const std::string link = folder / "link";
    REQUIRE(::symlink("none", link.c_str()) == 0);
    CHECK(write_file(link, "text").error().code() == Errc::unwritable);
    CHECK(write_file(link, "text", replace).error().code() == Errc::unwritable);
    CHECK(write_file(link, "text", follow).error().code() == Errc::unwritable);
    CHECK(folder.names() == Names{"link"});
}

TEST_CASE("write_file: what is not a regular file is never replaced", "[base][file]") {
    const TempFolder folder;
    REQUIRE(::mkdir((folder / "folder").c_str(), 0700) == 0);
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    for (const std::string& path : {folder / "folder", folder / "fifo", std::string("/dev/null")}) {
        CAPTURE(path);
        check_unwritable(write_file(path, "text", replace), path,
                         "exists and is not a regular file");
    }
    CHECK(folder.names() == Names{"fifo", "folder"});
}

TEST_CASE("write_file: without a folder to write to there is no file", "[base][file]") {
    const TempFolder folder;
    CHECK(write_file(folder / "none/file", "text").error().code() == Errc::unwritable);
    CHECK(write_file(folder.file("file", "") + "/x", "text").error().code() == Errc::unwritable);
    CHECK(write_file("", "text").error().code() == Errc::unwritable);
    CHECK(write_file(folder / "", "text").error().code() == Errc::unwritable);
    CHECK(write_file(folder / std::string(255, 'x'), "text").error().code() == Errc::unwritable);
    CHECK(write_file(folder / std::string(256, 'x'), "text").error().code() == Errc::unwritable);
    REQUIRE(::chmod(folder.path().c_str(), 0555) == 0);
    const auto denied = in_child([&folder] {
        become_unprivileged();
        return write_file(folder / "denied", "text");
    });
    REQUIRE(::chmod(folder.path().c_str(), 0700) == 0);
    check_unwritable(denied, folder / "denied",
                     "a temporary file beside it cannot be made: Permission denied");
}

TEST_CASE("write_file: temporary files of others are left alone", "[base][file]") {
    const TempFolder folder;
    const auto outcome = in_child([&folder]() -> Outcome {
        const std::string base = "file." + std::to_string(::getpid()) + "-";
        REQUIRE(::symlink("elsewhere", (folder / (base + "0.tmp")).c_str()) == 0);
        std::ignore = folder.file(base + "1.tmp", "left over");
        TRY(write_file(folder / "file", "text"));
        for (int i = 2; i < 100; ++i) {
            std::ignore = folder.file(base + std::to_string(i) + ".tmp", "left over");
        }
        return write_file(folder / "second", "text");
    });
    CHECK(outcome.ok());
    CHECK(slurp(folder / "file") == "text");
    CHECK(folder.names().size() == 102);
}

TEST_CASE("write_file: too many left-over temporary files are an error", "[base][file]") {
    const TempFolder folder;
    const auto outcome = in_child([&folder] {
        for (int i = 0; i < 100; ++i) {
            std::ignore = folder.file(
                "file." + std::to_string(::getpid()) + "-" + std::to_string(i) + ".tmp", "x");
        }
        return write_file(folder / "file", "text");
    });
    check_unwritable(outcome, folder / "file",
                     "a temporary file beside it cannot be made: File exists");
    CHECK(folder.names().size() == 100);
}

TEST_CASE("write_file: any failure leaves everything as it was", "[base][file]") {
    struct Row {
        std::string what;
        FailingCall call;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"sync", {SYS_fsync, EIO}, "cannot be synced: Input/output error"},
        {"rename", {SYS_renameat, EIO}, "cannot be given its name: Input/output error"},
        {"mode", {SYS_fchmod, EPERM}, "its mode cannot be kept: Operation not permitted"},
        {"time", {SYS_utimensat, EPERM}, "its time cannot be set: Operation not permitted"},
    }));
    CAPTURE(row.what);
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    REQUIRE(::chmod(file.c_str(), 0640) == 0);
    set_time(file, 4'000'000'000);
    const auto outcome = in_child([&] {
        let_calls_fail({row.call});
        return write_file(file, "after", replace);
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message().starts_with(quote_path(file) + ": "));
    CHECK(outcome.error().message().ends_with(row.message));
    CHECK(slurp(file) == "before");
    CHECK(folder.names() == Names{"file"});
}

TEST_CASE("write_file: a full disk leaves everything as it was", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    for (const std::string& path : {file, folder / "new"}) {
        const auto full = in_child([&path] {
            limit_file_size(1000);
            return write_file(path, std::string(1001, 'x'), replace);
        });
        check_unwritable(full, path, "cannot be written: File too large");
    }
    CHECK(slurp(file) == "before");
    CHECK(folder.names() == Names{"file"});
}

TEST_CASE("write_file: a new file that gets no name is removed", "[base][file]") {
    const TempFolder folder;
    const auto unnamed = in_child([&folder] {
        let_calls_fail({{SYS_renameat2, EIO}});
        return write_file(folder / "file", "text");
    });
    check_unwritable(unnamed, folder / "file", "cannot be given its name: Input/output error");
    CHECK(folder.names().empty());
}

TEST_CASE("write_file: a file system that cannot rename without replacing gets a link",
          "[base][file]") {
    const TempFolder folder;
    for (const int reason : {EINVAL, ENOSYS}) {
        const auto linked = in_child([&folder, reason] {
            let_calls_fail({{SYS_renameat2, reason}});
            return write_file(folder / std::to_string(reason), "text");
        });
        CHECK(linked.ok());
        CHECK(slurp(folder / std::to_string(reason)) == "text");
        CHECK(status_of(folder / std::to_string(reason)).st_nlink == 1);
    }
    const auto neither = in_child([&folder] {
        let_calls_fail({{SYS_renameat2, EINVAL}, {SYS_linkat, EPERM}});
        return write_file(folder / "neither", "text");
    });
    check_unwritable(neither, folder / "neither",
                     "cannot be given its name: Operation not permitted");
    CHECK(folder.names() == Names{std::to_string(EINVAL), std::to_string(ENOSYS)});
}

TEST_CASE("write_file: a name that appears meanwhile is not lost", "[base][file]") {
    // With a check that sees nothing the file looks as if it had appeared after the check.
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    for (const int reason : {0, EINVAL}) {
        const auto outcome = in_child([&file, reason] {
            if (reason != 0) {
                let_calls_fail({{SYS_newfstatat, ENOENT}, {SYS_renameat2, reason}});
            } else {
                let_calls_fail({{SYS_newfstatat, ENOENT}});
            }
            return write_file(file, "after");
        });
        check_unwritable(outcome, file, "cannot be given its name: File exists");
        CHECK(slurp(file) == "before");
        CHECK(folder.names() == Names{"file"});
    }
}
