// SPDX-License-Identifier: BSD-3-Clause
//
// yaml_probe FILE -- shows what yaml/ makes of a file; see probe.hpp.

#include "probe/probe.hpp"
#include "yaml/parse.hpp"

int main(int argc, char** argv) {
    return ceremony::test::probe(std::span(argv, static_cast<std::size_t>(argc)),
                                 ceremony::yaml::parse);
}
