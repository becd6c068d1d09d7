// SPDX-License-Identifier: BSD-3-Clause
//
// probe.hpp -- a program that shows what a parser makes of a file, for suites and
// for anyone.
//
// It prints the value as JSON and exits 0, or prints "FILE:line:column: what" on
// stderr and exits 65. It exits 64 without exactly one argument, 66 when the file
// cannot be read.

#pragma once

#include <span>
#include <string>

#include "base/result.hpp"
#include "json/document.hpp"

namespace ceremony::test {

/// A parser: the text, and what messages call it.
using Parse = Result<json::Document> (*)(std::string text, std::string name);

/// The whole program; `arguments` as main() gets them.
int probe(std::span<char*> arguments, Parse parse);

}  // namespace ceremony::test
