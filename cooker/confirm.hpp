// SPDX-License-Identifier: BSD-3-Clause
//
// confirm.hpp -- what a person is asked before anything changes, and who may answer.
//
// Questions are collected first and asked together, on the controlling terminal. -y
// answers those that the guard lets it answer, and no other. Every question and every
// answer stands in the transcript.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/terminal.hpp"
#include "base/time.hpp"
#include "cooker/guard.hpp"
#include "cooker/transcript.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// What a question is about.
enum class Subject : std::uint8_t {
    settings,            ///< a configuration that nobody named
    ahead,               ///< the bunker's clock, and how far beyond it signatures last
    direct_key,          ///< a key of which the recipe brings the public part
    cds,                 ///< what the parent is asked to trust
    wrapping_key,        ///< who will be able to read exported keys
    extractable_signer,  ///< a key that signs and could leave the token
    deletion,            ///< a key that will be gone
    recipe,              ///< all of it
    undo                 ///< objects that an interrupted run made
};

/// Who may answer.
enum class AnsweredBy : std::uint8_t {
    person,   ///< at the terminal, whatever the command line says
    yes_flag  ///< -y, if it was given
};

struct Question {
    Subject subject{};
    std::vector<std::string> lines;  ///< shown before; untrusted parts quoted
    std::string prompt;              ///< "destroy this key?"
    /// The words that are the answer; empty: "yes" is.
    std::string words;
    AnsweredBy answered_by = AnsweredBy::person;
};

/// A question that yes answers, under `guard`.
[[nodiscard]] Question ask_yes(const Guard& guard,
                               Subject subject,
                               std::vector<std::string> lines,
                               std::string prompt);

/// Must a person agree to the recipe with this hash before the first change? Then how the
/// guard wants it: by a yes, or by two words of the hash. Which two, `time` decides: nobody
/// knows it when a recipe is forged.
[[nodiscard]] std::optional<Question> ask_about_recipe(const Guard& guard,
                                                       const crypto::Sha256& sha256,
                                                       UtcTime time);

/// Was -y given?
enum class YesFlag : std::uint8_t {
    absent,
    given
};

/// Must a person answer `question`?
[[nodiscard]] constexpr bool needs_person(const Question& question, YesFlag flag) noexcept {
    return flag == YesFlag::absent || question.answered_by == AnsweredBy::person;
}

/// Opens the terminal, when the first question needs it.
using OpenTerminal = std::function<Result<Terminal>()>;

/// Success when every question was answered as it should be. Errc::refused: one was not,
/// and the rest were not asked. Errc::unavailable: a person must answer, and there is no
/// terminal. Else the errors of Terminal and Transcript.
[[nodiscard]] Outcome confirm(const std::vector<Question>& questions,
                              YesFlag flag,
                              Transcript& transcript,
                              const OpenTerminal& open_terminal);

}  // namespace ceremony::cooker
