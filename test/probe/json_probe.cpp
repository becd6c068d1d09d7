// SPDX-License-Identifier: BSD-3-Clause
//
// json_probe FILE -- shows what json/ makes of a file; see probe.hpp.

#include <utility>

#include "json/parse.hpp"
#include "probe/probe.hpp"

int main(int argc, char** argv) {
    return ceremony::test::probe(std::span(argv, static_cast<std::size_t>(argc)),
                                 [](std::string text, std::string name) {
                                     return ceremony::json::parse(std::move(text), std::move(name));
                                 });
}
