// SPDX-License-Identifier: BSD-3-Clause

#include "base/standard_stream.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "base/read_file.hpp"
#include "support/printing.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::must;

namespace {

// What `write` gives while the stream with this number leads to `path`.
template <typename Write>
Outcome redirected(int stream, const std::string& path, Write write) {
    const Descriptor kept(::dup(stream));
    const Descriptor target = must(open_path(path, O_WRONLY | O_CREAT, Errc::unwritable, 0600));
    REQUIRE(::dup2(target.number(), stream) == stream);
    Outcome outcome = write();
    REQUIRE(::dup2(kept.number(), stream) == stream);
    return outcome;
}

}  // namespace

TEST_CASE("standard_stream: a text arrives where the stream leads", "[base][standard_stream]") {
    const test::TempFolder folder;
    const std::string out = folder / "out";
    const std::string err = folder / "err";
    const std::string large(200'000, 'x');
    must(redirected(STDOUT_FILENO, out,
                    [&] { return write_standard(StandardStream::output, large); }));
    must(redirected(STDERR_FILENO, err,
                    [] { return write_standard(StandardStream::error, "told\n"); }));
    CHECK(must(read_file(out, 300'000)) == large);
    CHECK(must(read_file(err, 100)) == "told\n");
}

TEST_CASE("standard_stream: a failed write names the stream", "[base][standard_stream]") {
    const Outcome output = redirected(
        STDOUT_FILENO, "/dev/full", [] { return write_standard(StandardStream::output, "lost"); });
    REQUIRE_FALSE(output.ok());
    CHECK(output.error().code() == Errc::unwritable);
    CHECK(output.error().message() ==
          "\"standard output\": cannot be written: No space left on device");
    const Outcome error = redirected(STDERR_FILENO, "/dev/full",
                                     [] { return write_standard(StandardStream::error, "lost"); });
    REQUIRE_FALSE(error.ok());
    CHECK(error.error().message() ==
          "\"standard error\": cannot be written: No space left on device");
}

TEST_CASE("standard_stream: a file is no terminal", "[base][standard_stream]") {
    const Outcome asked = redirected(STDOUT_FILENO, "/dev/null", []() -> Outcome {
        CHECK_FALSE(is_terminal(StandardStream::output));
        return Nothing{};
    });
    CHECK(asked.ok());
}
