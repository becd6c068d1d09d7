// SPDX-License-Identifier: BSD-3-Clause
//
// Any command line is understood, the same way twice, or is refused as usage with a line
// that a terminal can show.

#include <algorithm>
#include <string>
#include <vector>

#include "cooker/options.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace ceremony;

// One argument a line.
std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> list;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        list.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return list;
}

bool is_printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::string> arguments = lines(fuzz::text(data, size));
    const auto options = cooker::read_options(arguments);
    const auto again = cooker::read_options(arguments);
    fuzz::hold(options.ok() == again.ok(), "the same command line means the same twice");
    if (!options.ok()) {
        fuzz::hold(options.error().code() == Errc::usage, "a refusal is about usage");
        fuzz::hold(is_printable(options.error().message()), "a refusal is one line");
        return 0;
    }
    fuzz::hold(options.value().verb == again.value().verb, "the command is the same twice");
    fuzz::hold(options.value().files == again.value().files, "the files are the same twice");
    return 0;
}
