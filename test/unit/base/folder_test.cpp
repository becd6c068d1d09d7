// SPDX-License-Identifier: BSD-3-Clause

#include "base/folder.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <tuple>
#include <unistd.h>

#include "base/file_facts.hpp"
#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::become_unprivileged;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::must;
using ceremony::test::TempFolder;

TEST_CASE("folder: a new one belongs to its owner alone", "[base][file]") {
    const TempFolder folder;
    CHECK(create_folder(folder / "store").ok());
    struct stat status = {};
    REQUIRE(::stat((folder / "store").c_str(), &status) == 0);
    CHECK(status.st_mode == (S_IFDIR | 0700U));
    CHECK(create_folder(folder / "store").ok());
    CHECK(create_folder(folder / "other//").ok());
    CHECK(folder.names() == std::vector<std::string>{"other", "store"});
}

TEST_CASE("folder: one that cannot be made is refused", "[base][file]") {
    const TempFolder folder;
    std::ignore = folder.file("file", "");
    REQUIRE(::symlink("none", (folder / "nowhere").c_str()) == 0);
    CHECK(create_folder(folder / "file").error().code() == Errc::unwritable);
    CHECK(create_folder(folder / "file/x").error().code() == Errc::unwritable);
    CHECK(create_folder(folder / "none/x").error().code() == Errc::unwritable);
    CHECK_FALSE(create_folder(folder / "nowhere").ok());
    CHECK(create_folder("").error().code() == Errc::unwritable);
    CHECK(create_folder("/").error().code() == Errc::unwritable);
    const auto denied = in_child([] {
        become_unprivileged();
        return create_folder("/usr/none");
    });
    REQUIRE_FALSE(denied.ok());
    CHECK(denied.error().code() == Errc::unwritable);
    CHECK(denied.error().message() ==
          R"("/usr/none": the folder cannot be made: Permission denied)");
}

TEST_CASE("folder: a folder that may not last is told", "[base][file]") {
    const TempFolder folder;
    const auto outcome = in_child([&folder] {
        let_calls_fail({{SYS_fsync, EIO}});
        return create_folder(folder / "store");
    });
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message().find("may not survive a loss of power: Input/output error") !=
          std::string::npos);
}

TEST_CASE("folder: names are listed in the order of their octets", "[base][file]") {
    const TempFolder folder;
    CHECK(must(list_folder(folder.path(), 0)).empty());
    for (const char* name : {"b", "B", "a.b", "ab", ".hidden", "\xc3\xa4", "10", "9"}) {
        std::ignore = folder.file(name, "");
    }
    CHECK(must(list_folder(folder.path(), 8)) ==
          std::vector<std::string>{".hidden", "10", "9", "B", "a.b", "ab", "b", "\xc3\xa4"});
    const auto names = list_folder(folder.path(), 7);
    REQUIRE_FALSE(names.ok());
    CHECK(names.error().code() == Errc::limit);
}

TEST_CASE("folder: what is no folder cannot be listed", "[base][file]") {
    const TempFolder folder;
    CHECK(list_folder(folder / "none", 10).error().code() == Errc::not_found);
    CHECK_FALSE(list_folder(folder.file("file", ""), 10).ok());
    const auto broken = in_child([&folder]() -> Outcome {
        let_calls_fail({{SYS_getdents64, EIO}});
        TRY(list_folder(folder.path(), 10));
        return Nothing{};
    });
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().code() == Errc::unreadable);
    CHECK(broken.error().message() ==
          quote_path(folder.path()) + ": cannot be listed: Input/output error");
}

TEST_CASE("folder: listing leaves no descriptor open", "[base][file]") {
    const TempFolder folder;
    const auto lowest_free = [] {
        return must(open_path("/dev/null", O_RDONLY, Errc::unreadable)).number();
    };
    const int first = lowest_free();
    CHECK(list_folder(folder.path(), 10).ok());
    CHECK(lowest_free() == first);
    // fdopendir() asks fcntl() whether it may read.
    const auto broken = in_child([&]() -> Outcome {
        const int second = lowest_free();
        let_calls_fail({{SYS_fcntl, EIO}});
        const auto names = list_folder(folder.path(), 10);
        if (lowest_free() != second) {
            return Error{Errc::internal, "a descriptor is still open"};
        }
        TRY(names);
        return Nothing{};
    });
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().code() == Errc::unreadable);
    CHECK(broken.error().message() ==
          quote_path(folder.path()) + ": cannot be listed: Input/output error");
}

TEST_CASE("folder: a path is taken apart into folder and name", "[base][file]") {
    const TempFolder folder;
    const Entry entry = must(open_entry(folder / "name"));
    CHECK(entry.name == "name");
    CHECK(
        is_same_file(must(look_at(entry.folder, "")), must(look_at(folder.path(), Links::refuse))));
    CHECK(must(open_entry("name")).name == "name");
    CHECK(is_same_file(must(look_at(must(open_entry("name")).folder, "")),
                       must(look_at(".", Links::refuse))));
    CHECK(is_same_file(must(look_at(must(open_entry("/name")).folder, "")),
                       must(look_at("/", Links::refuse))));
    for (const std::string& path : {std::string(""), std::string("/"), folder / "", folder / ".",
                                    folder / "..", std::string("a\0b", 3)}) {
        CAPTURE(path);
        const auto none = open_entry(path);
        REQUIRE_FALSE(none.ok());
        CHECK(none.error().code() == Errc::unwritable);
    }
    CHECK(open_entry(folder / "none/name").error().code() == Errc::not_found);
    CHECK(open_new_entry(folder / "none/name").error().code() == Errc::unwritable);
    CHECK(must(open_new_entry(folder / "name")).name == "name");
}
