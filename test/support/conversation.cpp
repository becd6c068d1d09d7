// SPDX-License-Identifier: BSD-3-Clause

#include "support/conversation.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace ceremony::test {

namespace {

constexpr int patience_ms = 20'000;

void check(bool is_done, const char* call) {
    if (!is_done) {
        throw std::runtime_error(std::string("conversation: ") + call + " failed");
    }
}

termios settings_of(int terminal) {
    termios settings = {};
    check(::tcgetattr(terminal, &settings) == 0, "tcgetattr");
    return settings;
}

// Signals do to the child what they do to a program that says nothing about them. The
// calls fail for those with which nothing can be done.
void forget_handlers() {
    for (int signal = 1; signal <= SIGRTMAX; ++signal) {
        static_cast<void>(std::signal(signal, SIG_DFL));
    }
}

std::string said_by(const Speech& action) {
    try {
        return action();
    } catch (...) {  // nothing may leave the child
        return "exception";
    }
}

}  // namespace

Conversation::Conversation(const Speech& action) {
    std::array<int, 2> speech = {};
    check(::pipe2(speech.data(), O_CLOEXEC) == 0, "pipe");
    const winsize size = {24, 80, 0, 0};
    check(::openpty(&terminal_, &device_, nullptr, nullptr, &size) == 0, "openpty");
    const pid_t child = ::fork();
    check(child >= 0, "fork");
    if (child == 0) {
        ::close(terminal_);
        const bool is_ready = ::setsid() >= 0 && ::ioctl(device_, TIOCSCTTY, 0) == 0;
        ::close(device_);
        forget_handlers();
        const std::string text = is_ready ? said_by(action) : "no terminal";
        const auto written = ::write(speech[1], text.data(), text.size());
        ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(speech[1]);
    child_ = child;
    speech_ = speech[0];
}

Conversation::~Conversation() {
    if (child_ > 0) {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    for (const int descriptor : {terminal_, device_, speech_}) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
}

bool Conversation::look() {
    pollfd watched = {terminal_, POLLIN, 0};
    check(::poll(&watched, 1, patience_ms) == 1, "waiting for the screen");
    std::array<char, 4096> piece = {};
    const auto count = ::read(terminal_, piece.data(), piece.size());
    if (count <= 0) {
        return false;
    }
    screen_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

void Conversation::wait_for(std::string_view text) {
    std::size_t found = screen_.find(text, seen_);
    while (found == std::string::npos) {
        check(look(), "waiting for a text");
        found = screen_.find(text, seen_);
    }
    seen_ = found + text.size();
}

void Conversation::type(std::string_view keys) const {
    check(::write(terminal_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()),
          "typing");
}

void Conversation::send_signal(int signal) const {
    check(::kill(child_, signal) == 0, "kill");
}

void Conversation::hang_up() {
    ::close(terminal_);
    terminal_ = -1;
}

std::string Conversation::ending() {
    std::string text;
    std::array<char, 4096> piece = {};
    pollfd watched = {speech_, POLLIN, 0};
    while (true) {
        check(::poll(&watched, 1, patience_ms) == 1, "waiting for the end");
        const auto count = ::read(speech_, piece.data(), piece.size());
        if (count <= 0) {
            break;
        }
        text.append(piece.data(), static_cast<std::size_t>(count));
    }
    int status = 0;
    check(::waitpid(child_, &status, 0) == child_, "waitpid");
    child_ = -1;
    ended_by_ = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    // What is still on its way to the screen.
    pollfd screen = {terminal_, POLLIN, 0};
    while (terminal_ >= 0 && ::poll(&screen, 1, 0) == 1 && look()) {
    }
    return text;
}

bool Conversation::echoes() const {
    return (settings_of(terminal_).c_lflag & ECHO) != 0;
}

bool Conversation::reads_lines() const {
    return (settings_of(terminal_).c_lflag & ICANON) != 0;
}

}  // namespace ceremony::test
