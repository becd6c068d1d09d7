// SPDX-License-Identifier: BSD-3-Clause
//
// contestant.hpp -- a JSON library as the benchmark sees it.

#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace ceremony::bench {

/// One library with one text. Only parse() and print() are timed.
class Contestant {
public:
    Contestant() = default;
    Contestant(const Contestant&) = delete;
    Contestant(Contestant&&) = delete;
    Contestant& operator=(const Contestant&) = delete;
    Contestant& operator=(Contestant&&) = delete;
    virtual ~Contestant() = default;

    /// Gives it the text; whoever wants to own it copies it here.
    virtual void load(std::string text) = 0;
    /// Makes a tree of the text and keeps it; false when the text is refused.
    virtual bool parse() = 0;
    /// Prints that tree, two-space indent, ASCII only; how many octets that were.
    virtual std::size_t print() = 0;
};

std::unique_ptr<Contestant> make_ours();
std::unique_ptr<Contestant> make_nlohmann();
std::unique_ptr<Contestant> make_rapidjson();

}  // namespace ceremony::bench
