// SPDX-License-Identifier: BSD-3-Clause
//
// yes_sayer.hpp -- a terminal at which somebody says yes to everything.

#pragma once

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <thread>
#include <unistd.h>

#include "support/printing.hpp"

namespace ceremony::test {

class YesSayer {
public:
    YesSayer() : terminal_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        REQUIRE(terminal_ >= 0);
        REQUIRE(::grantpt(terminal_) == 0);
        REQUIRE(::unlockpt(terminal_) == 0);
        std::array<char, 100> name{};
        REQUIRE(::ptsname_r(terminal_, name.data(), name.size()) == 0);
        path_ = name.data();
        // Somebody has the terminal open all the time, or it hangs up between two questions.
        device_ = ::open(path_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        REQUIRE(device_ >= 0);
        REQUIRE(::pipe2(end_.data(), O_CLOEXEC) == 0);
        thread_ = std::thread([this] { answer(); });
    }
    YesSayer(const YesSayer&) = delete;
    YesSayer(YesSayer&&) = delete;
    YesSayer& operator=(const YesSayer&) = delete;
    YesSayer& operator=(YesSayer&&) = delete;
    ~YesSayer() {
        ::close(end_[1]);
        thread_.join();
        for (const int descriptor : {end_[0], device_, terminal_}) {
            ::close(descriptor);
        }
    }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    void answer() const {
        std::string screen;
        for (;;) {
            std::array<pollfd, 2> watched = {pollfd{terminal_, POLLIN, 0}, pollfd{end_[0], 0, 0}};
            if (::poll(watched.data(), watched.size(), -1) < 1 || watched[1].revents != 0) {
                return;
            }
            std::array<char, 1000> piece{};
            const ssize_t size = ::read(terminal_, piece.data(), piece.size());
            if (size <= 0) {
                return;
            }
            screen.append(piece.data(), static_cast<std::size_t>(size));
            if (screen.ends_with("[yes/no] ")) {
                screen.clear();
                static_cast<void>(::write(terminal_, "yes\n", 4) < 0);
            }
        }
    }

    int terminal_;
    int device_ = -1;
    std::array<int, 2> end_ = {-1, -1};
    std::string path_;
    std::thread thread_;
};

}  // namespace ceremony::test
