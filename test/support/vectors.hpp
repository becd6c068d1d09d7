// SPDX-License-Identifier: BSD-3-Clause
//
// vectors.hpp -- reads the .vec files under test/vectors.
//
// A file is a list of blocks with an empty line between them; a block is lines
// `key = value`; a line that begins with # is a comment. Three keys are in every
// block: `name`, `source` (where the values come from) and `expect` (`ok` or the
// name of an Errc). A block that lacks one, repeats a key or holds one that the
// test does not know ends the test run with a message: a misspelt key would
// otherwise be a check that never happens.

#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace ceremony::test {

class Vector {
public:
    Vector(std::string place, std::map<std::string, std::string> values)
        : place_(std::move(place)), values_(std::move(values)) {}

    /// "dns/name.vec:12 (name of the scenario)", for CAPTURE.
    [[nodiscard]] std::string title() const;
    [[nodiscard]] bool has(const std::string& key) const { return values_.contains(key); }
    /// The value of `key`; fails the test when the block has none.
    [[nodiscard]] const std::string& text(const std::string& key) const;
    /// The same, hexadecimal digits decoded; spaces between them are ignored.
    [[nodiscard]] Bytes hex(const std::string& key) const;
    /// The same as base64, spaces ignored.
    [[nodiscard]] Bytes base64(const std::string& key) const;
    /// `ok`, or the name of the Errc that must come.
    [[nodiscard]] const std::string& expect() const { return text("expect"); }
    [[nodiscard]] bool expects_ok() const { return expect() == "ok"; }

private:
    std::string place_;
    std::map<std::string, std::string> values_;
};

/// The blocks of `file`, a path below test/vectors. `keys` names the keys that may
/// stand in a block beside the three.
std::vector<Vector> read_vectors(const std::string& file, const std::set<std::string>& keys);

/// The octets of a file below test/vectors, as they are.
std::string read_vector_file(const std::string& file);

}  // namespace ceremony::test
