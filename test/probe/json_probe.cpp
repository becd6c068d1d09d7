// SPDX-License-Identifier: BSD-3-Clause
//
// json_probe FILE -- shows what json/ makes of a file, for suites and for anyone.
//
// Prints the value in our output form and exits 0, or prints "FILE:line:col: what"
// on stderr and exits 65. Exits 64 without exactly one argument, 66 when the file
// cannot be read.

#include <cstdio>
#include <fstream>
#include <span>
#include <string>

#include "json/parse.hpp"
#include "json/print.hpp"

using namespace ceremony;

namespace {

// One octet more than a text may have shows that it has too many.
constexpr std::size_t read_limit = json::text_limit + 1;

Result<std::string> read(const std::string& name) {
    std::ifstream file(name, std::ios::binary);
    if (!file) {
        return Error{Errc::not_found, name + ": cannot be opened"};
    }
    std::string text;
    std::string part(std::size_t{1} << 20U, '\0');
    while (file && text.size() < read_limit) {
        file.read(part.data(), static_cast<std::streamsize>(part.size()));
        text.append(part, 0, static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) {
        return Error{Errc::unreadable, name + ": cannot be read"};
    }
    return text;
}

Outcome run(std::span<char*> arguments) {
    if (arguments.size() != 2) {
        return Error{Errc::usage, "usage: json_probe FILE"};
    }
    const std::string name = arguments[1];
    const json::Document document = TRY(json::parse(TRY(read(name)), name));
    const std::string out = json::print(document.root());
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) {
        return Error{Errc::unwritable, "the output cannot be written"};
    }
    return Nothing{};
}

}  // namespace

int main(int argc, char** argv) {
    const Outcome outcome = run(std::span(argv, static_cast<std::size_t>(argc)));
    if (!outcome.ok()) {
        static_cast<void>(std::fprintf(stderr, "%s\n", outcome.error().message().c_str()));
        return exit_status(outcome.error().code());
    }
    return 0;
}
