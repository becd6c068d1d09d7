// SPDX-License-Identifier: BSD-3-Clause
//
// write_file_rename_test.cpp -- renaming and removing files.

#include <cerrno>
#include <functional>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <tuple>
#include <unistd.h>
#include <vector>

#include "base/write_file.hpp"
#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"
#include "unit/base/file_checks.hpp"

using namespace ceremony;
using ceremony::test::check_unwritable;
using ceremony::test::in_child;
using ceremony::test::let_calls_fail;
using ceremony::test::Names;
using ceremony::test::slurp;
using ceremony::test::status_of;
using ceremony::test::TempFolder;

TEST_CASE("write_file: renaming moves a name and nothing else", "[base][file]") {
    const TempFolder folder;
    REQUIRE(::mkdir((folder / "sub").c_str(), 0700) == 0);
    const std::string from = folder.file("from", "text");
    const std::string to = folder / "sub/to";
    CHECK(rename_file(from, to, Existing::refuse).ok());
    CHECK(slurp(to) == "text");
    CHECK(folder.names() == Names{"sub"});
    std::ignore = folder.file("from", "other");
    CHECK(rename_file(from, to, Existing::refuse).error().code() == Errc::unwritable);
    CHECK(slurp(to) == "text");
    CHECK(rename_file(from, to, Existing::replace).ok());
    CHECK(slurp(to) == "other");
    CHECK(rename_file(from, to, Existing::replace).error().code() == Errc::not_found);
    CHECK(rename_file(from, to, Existing::refuse).error().code() == Errc::not_found);
    CHECK(rename_file(folder / "none/x", to, Existing::refuse).error().code() == Errc::not_found);
    CHECK(rename_file(to, folder / "none/x", Existing::refuse).error().code() == Errc::unwritable);
    CHECK(rename_file(to, folder / "sub", Existing::replace).error().code() == Errc::unwritable);
}

TEST_CASE("write_file: renaming over a link replaces the link", "[base][file]") {
    const TempFolder folder;
    const std::string target = folder.file("target", "target");
    const std::string from = folder.file("from", "text");
    REQUIRE(::symlink("target", (folder / "link").c_str()) == 0);
    CHECK(rename_file(from, folder / "link", Existing::replace).ok());
    CHECK(slurp(target) == "target");
    CHECK(S_ISREG(status_of(folder / "link").st_mode));
}

TEST_CASE("write_file: two names of one file are not renamed to each other", "[base][file]") {
    // rename(2) would succeed and leave both.
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    const std::string other = folder / "other";
    REQUIRE(::link(file.c_str(), other.c_str()) == 0);
    for (const std::string& to : {other, file}) {
        CAPTURE(to);
        check_unwritable(rename_file(file, to, Existing::replace), file,
                         "cannot be renamed to " + quote_path(to) + ": both are names of one file");
        CHECK(rename_file(file, to, Existing::refuse).error().code() == Errc::unwritable);
    }
    CHECK(folder.names() == Names{"file", "other"});
    CHECK(slurp(file) == "text");
}

TEST_CASE("write_file: renaming through a link takes it back when it fails", "[base][file]") {
    const TempFolder folder;
    const std::string from = folder.file("from", "text");
    const std::string to = folder / "to";
    const auto outcome = in_child([&] {
        // The old name cannot be removed; nor can the new one, here.
        let_calls_fail({{SYS_renameat2, EINVAL}, {SYS_unlinkat, EIO}});
        return rename_file(from, to, Existing::refuse);
    });
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(slurp(from) == "text");
}

TEST_CASE("write_file: removing removes a name", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    REQUIRE(::symlink("file", (folder / "link").c_str()) == 0);
    CHECK(remove_file(folder / "link").ok());
    CHECK(folder.names() == Names{"file"});
    CHECK(remove_file(file).ok());
    CHECK(folder.names().empty());
    CHECK(remove_file(file).error().code() == Errc::not_found);
    CHECK(remove_file(folder.path()).error().code() == Errc::unwritable);
    CHECK(remove_file(folder / "none/x").error().code() == Errc::not_found);
}

TEST_CASE("write_file: what may not last is told although it is done", "[base][file]") {
    const TempFolder folder;
    const std::string file = folder.file("file", "text");
    for (const auto& change : std::vector<std::function<Outcome()>>{
             [&] { return rename_file(file, folder / "new", Existing::refuse); },
             [&] {
                 return remove_file(folder / "new");
             }}) {
        const auto outcome = in_child([&change] {
            let_calls_fail({{SYS_fsync, EIO}});
            return change();
        });
        REQUIRE_FALSE(outcome.ok());
        CHECK(outcome.error().code() == Errc::unwritable);
        CHECK(outcome.error().message().ends_with("loss of power: Input/output error"));
    }
    CHECK(folder.names().empty());
}
