// SPDX-License-Identifier: BSD-3-Clause

#include "config/version.hpp"

#include "unit/config/loaded.hpp"

using namespace ceremony;
using namespace ceremony::config;
using ceremony::test::loaded;
using ceremony::test::must;
using ceremony::test::refusal;

namespace {

Result<Version> version(const std::string& text) {
    const Loaded configuration = loaded(text);
    return read_mapping(configuration.root(), read_version);
}

}  // namespace

TEST_CASE("version: 1, or 0 for the prototype", "[config][version]") {
    CHECK(must(version("version: 1\n")) == Version::current);
    CHECK(must(version("version: 0\n")) == Version::prototype);
    CHECK(refusal(version("version: 2\n")) == R"(1:10: version: "2" is not 0 or 1)");
    CHECK(refusal(version("version: 01\n")) == R"(1:10: version: "01" is not 0 or 1)");
    CHECK(refusal(version("{}\n")) == R"(1:1: the key "version" is missing)");
}
