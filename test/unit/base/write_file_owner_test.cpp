// SPDX-License-Identifier: BSD-3-Clause

#include <sys/stat.h>
#include <unistd.h>

#include "base/write_file.hpp"
#include "support/child.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::become_unprivileged;
using ceremony::test::in_child;
using ceremony::test::slurp;
using ceremony::test::TempFolder;

// Only root can have a file of another owner: this has an entry of its own in ctest, which is
// skipped for others.
TEST_CASE("write_file: an owner or a group that cannot be kept is refused before writing",
          "[base][file][.root]") {
    REQUIRE(::geteuid() == 0);
    struct Row {
        uid_t owner;
        std::string message;
        std::string hint;
    };
    const auto row = GENERATE(values<Row>({
        {0, "its owner cannot be kept: Operation not permitted",
         "run as the user whose it is, or give it to this one (chown)"},
        {65534, "its group cannot be kept: Operation not permitted",
         "run as a member of its group, or give it another (chgrp)"},
    }));
    const TempFolder folder;
    const std::string file = folder.file("file", "before");
    REQUIRE(::chmod(folder.path().c_str(), 0777) == 0);
    REQUIRE(::chown(file.c_str(), row.owner, 0) == 0);
    const auto replaced = [&file] {
        become_unprivileged();
        return write_file(file, "after", {Existing::replace});
    };
    const Outcome outcome = in_child(replaced);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == Errc::unwritable);
    CHECK(outcome.error().message() == quote_path(file) + ": " + row.message);
    const auto hint = in_child([&replaced]() -> Outcome {
        const Outcome refused = replaced();
        return Error{refused.error().code(), refused.error().hint()};
    });
    CHECK(hint.error().message() == row.hint);
    CHECK(slurp(file) == "before");
    CHECK(folder.names() == std::vector<std::string>{"file"});
}
