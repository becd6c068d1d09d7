// SPDX-License-Identifier: BSD-3-Clause
//
// findings.hpp -- what the checks before a run have to say, collected.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cooker/confirm.hpp"
#include "recipe/key_use.hpp"
#include "recipe/violation.hpp"

namespace ceremony::cooker {

struct Findings {
    std::vector<recipe::Violation> problems;  ///< each ends the run; all are told
    std::vector<std::string> warnings;        ///< lines; the run goes on
    std::vector<std::string> notes;           ///< lines that a witness may want
    std::vector<Question> questions;          ///< to be answered before the first change

    void refuse(const recipe::KeyUse& use, std::string reason) {
        problems.push_back({use.action, recipe::path_of(use), std::move(reason)});
    }
    void refuse(std::size_t action, std::string path, std::string reason) {
        problems.push_back({action, std::move(path), std::move(reason)});
    }
    /// Something about the run as a whole.
    void refuse(std::string reason) { problems.push_back({std::nullopt, {}, std::move(reason)}); }

    /// `outcome`, as a problem of `use` when it says that something is not as it should be
    /// (Errc::refused, not_found, semantics, crypto, syntax). Every other error is one of the
    /// machine, ends the checks at once, and is returned.
    [[nodiscard]] Outcome refuse_unless(Outcome outcome, const recipe::KeyUse& use);
};

}  // namespace ceremony::cooker
