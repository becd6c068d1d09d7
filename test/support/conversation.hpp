// SPDX-License-Identifier: BSD-3-Clause
//
// conversation.hpp -- a child process with a terminal of its own, and the test as the
// person who sits there.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace ceremony::test {

/// What the child says at its end; it reads no more than its terminal.
using Speech = std::function<std::string()>;

class Conversation {
public:
    /// Starts `action` in a child whose controlling terminal is new: 80 columns, line mode,
    /// echo on.
    explicit Conversation(const Speech& action);
    Conversation(const Conversation&) = delete;
    Conversation(Conversation&&) = delete;
    Conversation& operator=(const Conversation&) = delete;
    Conversation& operator=(Conversation&&) = delete;
    /// Ends the child if it still runs.
    ~Conversation();

    /// Reads the screen until `text` has come up since the last call. Fails the test when
    /// that takes more than 20 seconds.
    void wait_for(std::string_view text);
    void type(std::string_view keys) const;
    void send_signal(int signal) const;
    /// Pulls the plug.
    void hang_up();

    /// What the child said, once it ended; "" when it said nothing.
    [[nodiscard]] std::string ending();
    /// The signal that ended the child; 0 when it ended by itself. After ending().
    [[nodiscard]] int ended_by() const { return ended_by_; }
    /// All that was on the screen so far.
    [[nodiscard]] const std::string& screen() const { return screen_; }
    /// The terminal echoes what is typed.
    [[nodiscard]] bool echoes() const;
    /// The terminal hands over whole lines.
    [[nodiscard]] bool reads_lines() const;

private:
    // Reads what there is on the screen; false when nothing can come any more.
    bool look();

    int terminal_ = -1;
    int device_ = -1;  // keeps the terminal's settings alive after the child
    int speech_ = -1;
    pid_t child_ = -1;
    int ended_by_ = 0;
    std::string screen_;
    std::size_t seen_ = 0;
};

}  // namespace ceremony::test
