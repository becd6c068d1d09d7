// SPDX-License-Identifier: BSD-3-Clause
//
// terminal.hpp -- questions to the person at the terminal, and their answers.
//
// Questions go to the controlling terminal, not to stdin and stdout, so that no script
// answers them by accident. What was typed before a question was shown is thrown away:
// it cannot be an answer to it. Whoever says nothing has not agreed: the end of input, a
// terminal that hangs up and a signal are Errc::refused.
//
// While an answer is read, the signals are held back that would end or stop the process:
// SIGINT, SIGQUIT, SIGTERM, SIGHUP and SIGTSTP unless they are ignored, and every other
// that has no handler and whose default is to end it. When one comes, the question ends,
// the terminal is set back to what it was, and only then the signal is delivered: to the
// program's handler, or to end or stop the process. A handler of another signal runs at
// once, and the question goes on.
//
// So the terminal is left without echo only by what nothing can hold back: SIGKILL,
// SIGSTOP until the process goes on, a crash (SIGSEGV and its like, SIGABRT), and a stop
// for being in the background (SIGTTIN, SIGTTOU). This works in a program of one thread,
// or in one whose other threads block these signals.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

namespace ceremony {

/// The longest line that is taken for an answer, in octets.
inline constexpr std::size_t answer_limit = 512;

enum class Answer : std::uint8_t {
    no,
    yes,
};

class Terminal {
public:
    /// The controlling terminal, /dev/tty. Errc::unavailable when the process has none,
    /// as under systemd or cron.
    [[nodiscard]] static Result<Terminal> open();
    /// The terminal `path`; it does not become the controlling one. Errc::unavailable.
    [[nodiscard]] static Result<Terminal> open(const std::string& path);

    // In all of these, `text` and `question` are written as they are: untrusted parts of
    // them have gone through quote(). Errc::refused: see above. Errc::limit: the line is
    // longer than `answer_limit`.

    /// Writes `text`. Errc::refused when the terminal is gone.
    [[nodiscard]] Outcome write(std::string_view text);

    /// One line, without its end, typed without echo: a PIN. It may be empty. Its octets
    /// are kept nowhere but in the Secret.
    [[nodiscard]] Result<Secret> ask_secret(std::string_view question);

    /// One line, without its end.
    [[nodiscard]] Result<std::string> ask_line(std::string_view question);

    /// Answer::yes for "yes" in any letter case, with blanks around it allowed; every other
    /// line is Answer::no.
    [[nodiscard]] Result<Answer> ask_yes(std::string_view question);

    /// Answer::yes when the line holds exactly the words of `expected`, in this order and in
    /// any letter case, separated by blanks.
    [[nodiscard]] Result<Answer> ask_words(std::string_view question, std::string_view expected);

private:
    explicit Terminal(Descriptor device) noexcept : device_(std::move(device)) {}

    Descriptor device_;
};

}  // namespace ceremony
