// SPDX-License-Identifier: BSD-3-Clause

#include "probe/probe.hpp"

#include <cstdio>
#include <fstream>

#include "json/builder.hpp"
#include "json/print.hpp"

namespace ceremony::test {

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

Outcome show(std::span<char*> arguments, Parse parse) {
    if (arguments.size() != 2) {
        return Error{Errc::usage, "usage: json_probe FILE or yaml_probe FILE"};
    }
    const std::string name = arguments[1];
    const json::Document document = TRY(parse(TRY(read(name)), name));
    const std::string out = json::print(document.root());
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) {
        return Error{Errc::unwritable, "the output cannot be written"};
    }
    return Nothing{};
}

}  // namespace

int probe(std::span<char*> arguments, Parse parse) {
    const Outcome outcome = show(arguments, parse);
    if (!outcome.ok()) {
        std::fputs((outcome.error().message() + "\n").c_str(), stderr);
        return exit_status(outcome.error().code());
    }
    return 0;
}

}  // namespace ceremony::test
