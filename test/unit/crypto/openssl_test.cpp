// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/openssl.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/err.h>

#include "support/printing.hpp"

using namespace ceremony;
using namespace ceremony::crypto;
using ceremony::test::must;

namespace {

namespace fs = std::filesystem;

// A folder with a configuration file of OpenSSL that names a provider, and a watch on
// that file.
class Trap {
public:
    Trap() {
        std::string pattern = (fs::temp_directory_path() / "ceremony-openssl-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
        std::ofstream(config()) << "openssl_conf = init\n"
                                   "[init]\n"
                                   "providers = providers\n"
                                   "[providers]\n"
                                   "marking = marking\n"
                                   "[marking]\n"
                                   "module = " CEREMONY_MARKING_PROVIDER
                                   "\n"
                                   "activate = 1\n";
        watch_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        REQUIRE(watch_ >= 0);
        REQUIRE(::inotify_add_watch(watch_, config().c_str(), IN_OPEN | IN_ACCESS) >= 0);
    }
    Trap(const Trap&) = delete;
    Trap(Trap&&) = delete;
    Trap& operator=(const Trap&) = delete;
    Trap& operator=(Trap&&) = delete;
    ~Trap() {
        ::close(watch_);
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    // The exit status of `openssl_probe call` with the configuration file in its environment.
    [[nodiscard]] int run(std::string call) const {
        std::string program = CEREMONY_OPENSSL_PROBE;
        std::string conf = "OPENSSL_CONF=" + config();
        std::string mark = "CEREMONY_MARKER=" + marker();
        std::array<char*, 3> arguments = {program.data(), call.data(), nullptr};
        std::array<char*, 3> environment = {conf.data(), mark.data(), nullptr};
        pid_t child = 0;
        REQUIRE(::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments.data(),
                              environment.data()) == 0);
        int status = -1;
        REQUIRE(::waitpid(child, &status, 0) == child);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    [[nodiscard]] bool config_was_opened() const {
        pollfd events = {watch_, POLLIN, 0};
        return ::poll(&events, 1, 0) == 1;
    }
    [[nodiscard]] bool provider_was_loaded() const { return fs::exists(marker()); }

private:
    [[nodiscard]] std::string config() const { return (folder_ / "openssl.cnf").string(); }
    [[nodiscard]] std::string marker() const { return (folder_ / "marker").string(); }

    fs::path folder_;
    int watch_ = -1;
};

}  // namespace

TEST_CASE("openssl: left to itself it reads the configuration and loads the provider",
          "[crypto][openssl]") {
    const Trap trap;
    CHECK_FALSE(trap.config_was_opened());
    static_cast<void>(trap.run("plain"));  // a provider that offers nothing may well break it
    CHECK(trap.config_was_opened());
    CHECK(trap.provider_was_loaded());
}

TEST_CASE("openssl: no call of ours opens the configuration or loads the provider",
          "[crypto][openssl]") {
    const std::string call =
        GENERATE("enter", "sha256", "sha384", "sha512", "hasher", "merkle root", "merkle add",
                 "edwards", "from_rsa", "from_point", "from_point p256", "from_der", "from_pem");
    CAPTURE(call);
    const Trap trap;
    CHECK(trap.run(call) == 0);
    CHECK_FALSE(trap.config_was_opened());
    CHECK_FALSE(trap.provider_was_loaded());
}

TEST_CASE("openssl: an error names the call and the earliest reason and empties the queue",
          "[crypto][openssl]") {
    const auto openssl = must(OpenSsl::enter());
    ERR_raise(ERR_LIB_EVP, EVP_R_UNSUPPORTED_ALGORITHM);
    ERR_raise(ERR_LIB_EVP, EVP_R_INVALID_KEY);
    const Error error = openssl.error(Errc::internal, "EVP_Something");
    CHECK(error.code() == Errc::internal);
    CHECK(error.message() == "EVP_Something: unsupported algorithm");
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("openssl: a failure without a reason is still an error", "[crypto][openssl]") {
    const auto openssl = must(OpenSsl::enter());
    const Error error = openssl.error(Errc::crypto, "EVP_Something");
    CHECK(error.code() == Errc::crypto);
    CHECK(error.message() == "EVP_Something: failed");
}

TEST_CASE("openssl: neither entering nor leaving leaves an error in the queue",
          "[crypto][openssl]") {
    ERR_raise(ERR_LIB_EVP, EVP_R_INVALID_KEY);
    {
        const auto openssl = must(OpenSsl::enter());
        CHECK(ERR_peek_error() == 0);
        ERR_raise(ERR_LIB_EVP, EVP_R_INVALID_KEY);
    }
    CHECK(ERR_peek_error() == 0);
}
