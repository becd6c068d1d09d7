// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/target.hpp"

#include <filesystem>
#include <sys/stat.h>

#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::consumer::read_target;
using ceremony::consumer::Refresh;
using ceremony::consumer::write_target;
using ceremony::consumer::Written;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

namespace {

policy::Target target_at(const std::string& file) {
    policy::Target target;
    target.file = file;
    return target;
}

struct stat status_of(const std::string& path) {
    struct stat status = {};
    REQUIRE(::lstat(path.c_str(), &status) == 0);
    return status;
}

}  // namespace

TEST_CASE("target: a file is written once", "[consumer][target]") {
    const TempFolder folder;
    const policy::Target target = target_at(folder / "nl.xml");
    CHECK(must(read_target(target)) == std::nullopt);
    CHECK(must(write_target(target, "one", Refresh::when_changed)) == Written::yes);
    CHECK(must(read_target(target)) == "one");
    CHECK((status_of(target.file).st_mode & 0444U) == 0444U);
    const struct stat before = status_of(target.file);
    CHECK(must(write_target(target, "one", Refresh::when_changed)) == Written::no);
    const struct stat after = status_of(target.file);
    CHECK(after.st_ino == before.st_ino);
    CHECK(after.st_mtim.tv_sec == before.st_mtim.tv_sec);
    CHECK(folder.names() == std::vector<std::string>{"nl.xml"});
}

TEST_CASE("target: its time moves on by a second and its mode stays", "[consumer][target]") {
    const TempFolder folder;
    const policy::Target target = target_at(folder.file("nl.xml", "one"));
    REQUIRE(::chmod(target.file.c_str(), 0640) == 0);
    const struct stat before = status_of(target.file);
    const auto [text, refresh] = GENERATE(table<std::string, Refresh>({
        {"two", Refresh::when_changed},
        {"one", Refresh::always},
    }));
    CHECK(must(write_target(target, text, refresh)) == Written::yes);
    const struct stat after = status_of(target.file);
    CHECK(slurp(target.file) == text);
    CHECK(after.st_mtim.tv_sec > before.st_mtim.tv_sec);
    CHECK(after.st_mode == before.st_mode);
}

TEST_CASE("target: a symbolic link is followed only when it is allowed", "[consumer][target]") {
    const TempFolder folder;
    const std::string file = folder.file("real.xml", "one");
    policy::Target target = target_at(folder / "link.xml");
    std::filesystem::create_symlink(file, target.file);
    for (const Error& error :
         {read_target(target).error(), write_target(target, "two", Refresh::always).error()}) {
        CHECK(error.code() == Errc::unwritable);
        CHECK_THAT(error.message(), Catch::Contains("is a symbolic link"));
        CHECK(error.hint() ==
              "name the file that it leads to, or allow it: symlink: follow in its entry under "
              "publish:");
    }
    CHECK(slurp(file) == "one");
    target.link = policy::SymbolicLink::follow;
    CHECK(must(read_target(target)) == "one");
    CHECK(must(write_target(target, "two", Refresh::when_changed)) == Written::yes);
    CHECK(S_ISLNK(status_of(target.file).st_mode));
    CHECK(slurp(file) == "two");
}

TEST_CASE("target: where no file can be, nothing is written", "[consumer][target]") {
    const TempFolder folder;
    CHECK(write_target(target_at(folder / "none/nl.xml"), "x", Refresh::always).error().code() ==
          Errc::unwritable);
    CHECK(write_target(target_at(folder.path()), "x", Refresh::always).error().code() ==
          Errc::unreadable);
}
