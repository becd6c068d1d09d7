// SPDX-License-Identifier: BSD-3-Clause

#include "base/terminal.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

#include "base/secret_buffer.hpp"

namespace ceremony {

namespace {

static_assert(answer_limit == secret_limit, "one buffer serves both");

enum class Echo : std::uint8_t {
    off,
    on,
};

Error gone(int reason) {
    return system_error(Errc::refused, "terminal", "is gone", reason);
}

Error too_long() {
    return Error{Errc::limit,
                 "the answer has more than " + std::to_string(answer_limit) + " octets"};
}

// What people and sessions send to a program to end or to stop it.
constexpr std::array requests = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP};

constexpr std::array never_held = {
    // They cannot be.
    SIGKILL, SIGSTOP,
    // Faults of the process itself, which cannot go on.
    SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP,
    // Held, they would let a program in the background change the terminal under the one in
    // the foreground (POSIX.1-2017, section 11.1.4).
    SIGTTIN, SIGTTOU,
    // They neither end nor stop anything.
    SIGCHLD, SIGCONT, SIGURG, SIGWINCH};

template <std::size_t size>
bool is_among(const std::array<int, size>& signals, int signal) {
    return std::find(signals.begin(), signals.end(), signal) != signals.end();
}

// Whether `signal` has to wait until a question is over: it would end or stop the process.
// A request is held for its handler too, since that may end the process. One that is
// ignored is left alone: held, it would count as having come.
bool has_to_wait(int signal) {
    struct sigaction action = {};
    // The call fails for the real-time signals that glibc keeps to itself.
    if (is_among(never_held, signal) || ::sigaction(signal, nullptr, &action) != 0) {
        return false;
    }
    return is_among(requests, signal) ? action.sa_handler != SIG_IGN : action.sa_handler == SIG_DFL;
}

sigset_t signals_that_wait() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (int signal = 1; signal <= SIGRTMAX; ++signal) {
        if (has_to_wait(signal)) {
            ::sigaddset(&signals, signal);
        }
    }
    return signals;
}

// Holds signals back while it lives. They stay pending, and are delivered when the former
// mask returns. The calls cannot fail with arguments that are correct.
class HeldSignals {
public:
    HeldSignals() noexcept : signals_(signals_that_wait()) {
        static_cast<void>(::pthread_sigmask(SIG_BLOCK, &signals_, &former_));
    }
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals(HeldSignals&&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;
    HeldSignals& operator=(HeldSignals&&) = delete;
    ~HeldSignals() { static_cast<void>(::pthread_sigmask(SIG_SETMASK, &former_, nullptr)); }

    // A descriptor that can be read from when one of them is pending. Nothing is read from
    // it: that would take the signal away.
    [[nodiscard]] Result<Descriptor> notice() const {
        const int number = ::signalfd(-1, &signals_, SFD_CLOEXEC);
        if (number < 0) {
            return system_error(Errc::configuration, "terminal", "signals cannot be watched",
                                errno);
        }
        return Descriptor(number);
    }

private:
    sigset_t signals_;
    sigset_t former_ = {};
};

// The terminal set to read lines, with or without echo, while it lives. A failure to set
// it back is ignored: then the terminal is gone.
class LineMode {
public:
    static Result<LineMode> set(const Descriptor& device, Echo echo) {
        termios former = {};
        if (::tcgetattr(device.number(), &former) != 0) {
            return gone(errno);
        }
        termios wanted = former;
        constexpr tcflag_t echoes = ECHO | ECHOE | ECHOK | ECHONL;
        wanted.c_iflag |= ICRNL;
        wanted.c_lflag |= ICANON | ISIG;
        wanted.c_lflag &= ~echoes;
        if (echo == Echo::on) {
            wanted.c_lflag |= ECHO | ECHOE | ECHOK;
        }
        // TCSAFLUSH: what was typed so far is thrown away.
        if (retry([&] { return ::tcsetattr(device.number(), TCSAFLUSH, &wanted); }) != 0) {
            return gone(errno);
        }
        return LineMode(device, former);
    }
    LineMode(LineMode&& other) noexcept
        : device_(std::exchange(other.device_, nullptr)), former_(other.former_) {}
    LineMode(const LineMode&) = delete;
    LineMode& operator=(const LineMode&) = delete;
    LineMode& operator=(LineMode&&) = delete;
    ~LineMode() {
        if (device_ != nullptr) {
            // The rest of a long line, or a PIN that was not finished, is not for the shell to
            // read. TCSANOW does not wait for output, so nothing can hold this up.
            static_cast<void>(::tcflush(device_->number(), TCIFLUSH));
            static_cast<void>(
                retry([this] { return ::tcsetattr(device_->number(), TCSANOW, &former_); }));
        }
    }

private:
    LineMode(const Descriptor& device, const termios& former) noexcept
        : device_(&device), former_(former) {}

    const Descriptor* device_;  // null in a LineMode that was moved from
    termios former_;
};

Outcome write_to(const Descriptor& device, std::string_view text) {
    if (const int reason = write_all(device, text); reason != 0) {
        return gone(reason);
    }
    return Nothing{};
}

// Waits until there is something to read on `device`, or a signal is pending.
Outcome wait_for_input(const Descriptor& device, const Descriptor& notice) {
    std::array<pollfd, 2> watched = {pollfd{notice.number(), POLLIN, 0},
                                     pollfd{device.number(), POLLIN, 0}};
    if (retry([&] { return ::poll(watched.data(), watched.size(), -1); }) < 0) {
        return gone(errno);
    }
    if (watched[0].revents != 0) {
        return Error{Errc::refused, "interrupted by a signal instead of an answer"};
    }
    return Nothing{};
}

// Reads a line into `buffer`; its length without its end.
Result<std::size_t> read_line(const Descriptor& device,
                              const Descriptor& notice,
                              std::span<char> buffer) {
    std::size_t length = 0;
    while (length < buffer.size()) {
        TRY(wait_for_input(device, notice));
        const auto rest = buffer.subspan(length);
        const auto count = retry([&] { return ::read(device.number(), rest.data(), rest.size()); });
        if (count < 0) {
            return gone(errno);
        }
        if (count == 0) {
            return Error{Errc::refused, "the input ended instead of an answer"};
        }
        length += static_cast<std::size_t>(count);
        if (buffer[length - 1] == '\n') {  // never in the middle: one read, at most one line
            return length - 1;
        }
    }
    return too_long();
}

Result<Secret> ask(const Descriptor& device, std::string_view question, Echo echo) {
    // Destroyed in the opposite order: the buffer is wiped, then the terminal set back, and
    // only then a signal can end the process.
    const HeldSignals signals;
    const Descriptor notice = TRY(signals.notice());
    const LineMode mode = TRY(LineMode::set(device, echo));
    SecretBuffer buffer;
    TRY(write_to(device, question));
    const auto length = read_line(device, notice, buffer.text());
    if (echo == Echo::off) {
        // The end of the line was not echoed either. If this fails, so did the reading.
        static_cast<void>(write_to(device, "\n"));
    }
    const std::string_view line(buffer.text().data(), TRY(length));
    if (line.size() > answer_limit) {
        return too_long();
    }
    return Secret(as_bytes(line));
}

// The words of `text` in lower case.
std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char character : text) {
        if (character == ' ' || character == '\t') {
            words.emplace_back();
        } else if (character >= 'A' && character <= 'Z') {
            words.back().push_back(static_cast<char>(character - 'A' + 'a'));
        } else {
            words.back().push_back(character);
        }
    }
    std::erase(words, "");
    return words;
}

}  // namespace

Result<Terminal> Terminal::open() {
    return open("/dev/tty");
}

Result<Terminal> Terminal::open(const std::string& path) {
    constexpr std::string_view context = "there is no terminal to ask on";
    auto device = open_path(path, O_RDWR | O_NOCTTY, Errc::unavailable);
    if (!device.ok()) {
        return std::move(device).error().as(Errc::unavailable).in(context);
    }
    if (::isatty(device.value().number()) == 0) {
        return Error{Errc::unavailable, quote_path(path) + ": is not a terminal"}.in(context);
    }
    return Terminal(std::move(device).value());
}

Outcome Terminal::write(std::string_view text) {
    return write_to(device_, text);
}

Result<Secret> Terminal::ask_secret(std::string_view question) {
    return ask(device_, question, Echo::off);
}

Result<std::string> Terminal::ask_line(std::string_view question) {
    const Secret line = TRY(ask(device_, question, Echo::on));
    return std::string(as_text(line.reveal()));
}

Result<Answer> Terminal::ask_yes(std::string_view question) {
    return ask_words(question, "yes");
}

Result<Answer> Terminal::ask_words(std::string_view question, std::string_view expected) {
    const std::vector<std::string> answer = words_in(TRY(ask_line(question)));
    const bool agrees = !answer.empty() && answer == words_in(expected);
    return agrees ? Answer::yes : Answer::no;
}

}  // namespace ceremony
