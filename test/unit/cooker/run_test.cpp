// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/run.hpp"

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::cooker;

namespace {

// Status, stdout, stderr.
std::string told(const std::vector<std::string>& arguments) {
    std::string out;
    std::string err;
    Program program;
    program.out = [&out](std::string_view text) -> Outcome {
        out += text;
        return Nothing{};
    };
    program.err = [&err](std::string_view text) -> Outcome {
        err += text;
        return Nothing{};
    };
    const int status = run(arguments, program);
    return std::to_string(status) + "|" + out + "|" + err;
}

}  // namespace

TEST_CASE("run: what is asked for goes to stdout", "[cooker][run]") {
    CHECK_THAT(told({"--help"}), Catch::StartsWith("0|usage: cooker "));
    CHECK_THAT(told({"--version"}), Catch::StartsWith("0|cooker "));
}

TEST_CASE("run: errors go to stderr and have their status", "[cooker][run]") {
    CHECK(told({"frobnicate"}) ==
          "64||cooker: unknown command \"frobnicate\"\nhint: cooker --help shows how it is used\n");
    CHECK_THAT(told({"hash", "/no/such/file"}), Catch::StartsWith("66||cooker: "));
}
