// SPDX-License-Identifier: BSD-3-Clause
//
// Every call that pkcs11/ makes fails, fails after it was done, is the last before the token
// vanishes, or never returns because the process is killed. Whatever comes of it, it is
// an error with a reason and no crash, sessions are closed, and the token is as before or
// can be made so.

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <sstream>

#include "fault/control.hpp"
#include "hsm/fixture.hpp"
#include "support/run_program.hpp"

using namespace ceremony;
using namespace ceremony::pkcs11;
using namespace ceremony::test;

namespace {

constexpr int cleaning_failed = 9;

struct Ending {
    int status = 0;  ///< exit status, or 128 and the signal
    std::string output;
    std::vector<std::string> calls;  ///< lines of the log: "number name value"
    std::string memory;              ///< "clean" or "found", when C_Finalize was reached
};

std::string masked_hex(std::string_view text) {
    Bytes octets;
    for (const char character : text) {
        octets.push_back(static_cast<Byte>(static_cast<Byte>(character) ^ 0x55U));
    }
    return encoding::encode_hex(octets);
}

/// The objects of a token in an order that does not depend on its files.
std::vector<Object> inventory(Token& token) {
    std::vector<Object> objects = must(token.objects());
    std::sort(objects.begin(), objects.end(), [](const Object& left, const Object& right) {
        return describe(left) < describe(right);
    });
    return objects;
}

/// A token with one key pair on it, saved so that each run begins the same.
class Bench {
public:
    Bench() {
        hsm_.add_token("bunker");
        Modules modules(uninspected);
        const auto token = open_token(modules, repository_with("bunker"));
        must(token->generate(new_key(KeyKind::p256, "bystander")));
        before_ = inventory(*token);
        must(token->close());
        std::filesystem::copy(hsm_.tokens(), saved(), std::filesystem::copy_options::recursive);
    }

    void restore() {
        std::filesystem::remove_all(hsm_.tokens());
        std::filesystem::copy(saved(), hsm_.tokens(), std::filesystem::copy_options::recursive);
    }

    /// Runs p11_steps with `plan` in the control file.
    Ending run(const std::string& plan, const std::string& what, std::string_view pin = test_pin) {
        const std::string log = hsm_.folder() / "log";
        std::filesystem::remove(log);
        set_plan(hsm_.folder(), plan);
        const Ran ran = run_program({CEREMONY_P11_STEPS, fault_module(), "bunker", what}, pin);
        Ending ending;
        ending.status = ran.status;
        ending.output = ran.output;
        std::istringstream lines(std::filesystem::exists(log) ? slurp(log) : "");
        for (std::string line; std::getline(lines, line);) {
            if (line == "clean" || line == "found") {
                ending.memory = line;
            } else if (!line.starts_with("place ")) {
                ending.calls.push_back(line);
            }
        }
        return ending;
    }

    /// The objects on the token are those of the beginning.
    void check_as_before() {
        Modules modules(uninspected);
        const auto token = open_token(modules, repository_with("bunker"));
        const std::vector<Object> now = inventory(*token);
        CHECK(now.size() == before_.size());
        CHECK(now == before_);
    }

private:
    [[nodiscard]] std::string saved() const { return hsm_.folder() / "saved"; }

    SoftHsm hsm_;
    std::vector<Object> before_;
};

std::string name_of(const std::string& call) {
    std::string name;
    std::istringstream(call) >> name >> name;
    return name;
}

/// The name of call `number`; threads log their calls in the order in which they return.
std::string name_of(const Ending& ending, std::size_t number) {
    for (const std::string& call : ending.calls) {
        if (call.starts_with(std::to_string(number) + " ")) {
            return name_of(call);
        }
    }
    return "";
}

/// How often `name` was called; with a value, how often it returned that.
std::size_t count(const Ending& ending, const std::string& name, const std::string& value = "") {
    std::size_t number = 0;
    for (const std::string& call : ending.calls) {
        if (name_of(call) == name && (value.empty() || call.ends_with(" " + value))) {
            ++number;
        }
    }
    return number;
}

/// What was opened was closed, whatever happened in between.
void check_closed(const Ending& ending, const std::string& planned) {
    // A call that fails after it was done opened what only the token knows of.
    if (planned.starts_with("fail-after")) {
        return;
    }
    CHECK(count(ending, "C_OpenSession", "0x0") == count(ending, "C_CloseSession"));
    CHECK(count(ending, "C_Initialize", "0x0") == count(ending, "C_Finalize"));
    CHECK(count(ending, "C_Login", "0x0") == count(ending, "C_Logout"));
}

void check_message(const Ending& ending) {
    CHECK_FALSE(ending.output.empty());
    CHECK(ending.output.find("C_") != std::string::npos);
    CHECK(ending.output.find("CKR_") != std::string::npos);
}

std::size_t calls_of_a_complete_run(Bench& bench) {
    bench.restore();
    const Ending ending = bench.run("", "run");
    CAPTURE(ending.output);
    REQUIRE(ending.status == 0);
    REQUIRE(ending.calls.size() > 50);
    return ending.calls.size();
}

std::string memory_scan() {
    return "\nscan " + masked_hex(test_pin);
}

}  // namespace

TEST_CASE("fault: without a fault everything is done and undone", "[fault][pkcs11]") {
    Bench bench;
    const Ending ending = bench.run(memory_scan(), "run");
    CAPTURE(ending.output);
    CHECK(ending.status == 0);
    CHECK(ending.output.empty());
    CHECK(ending.memory == "clean");
    check_closed(ending, "");
    bench.check_as_before();
}

TEST_CASE("fault: the search of the memory finds a PIN that is there", "[fault][pkcs11]") {
    Bench bench;
    // The label of the token is in the memory of the process.
    const Ending ending = bench.run("scan " + masked_hex("bunker"), "run");
    CHECK(ending.memory == "found");
}

TEST_CASE("fault: a wrong PIN is tried once and does not stay in memory", "[fault][pkcs11]") {
    Bench bench;
    const std::string_view wrong = "Wrong-Pin-66190";
    const Ending ending = bench.run("scan " + masked_hex(wrong), "run", wrong);
    CHECK(ending.status == exit_status(Errc::token));
    CHECK(ending.output == "C_Login: CKR_PIN_INCORRECT (0xa0): wrong PIN; few tries may be left\n");
    CHECK(count(ending, "C_Login") == 1);
    CHECK(ending.memory == "clean");
    check_closed(ending, "");
}

TEST_CASE("fault: a call that fails is an error and leaves the token as it was",
          "[fault][pkcs11]") {
    Bench bench;
    const std::size_t calls = calls_of_a_complete_run(bench);
    std::size_t harmless = 0;
    for (std::size_t n = 1; n <= calls; ++n) {
        bench.restore();
        const std::string plan = "fail " + std::to_string(n) + " 30";
        const Ending ending = bench.run(plan + memory_scan(), "run");
        CAPTURE(plan, ending.status, ending.output, ending.calls);
        REQUIRE(ending.status < 128);
        CHECK(ending.status != cleaning_failed);
        if (ending.status == 0) {
            // Attributes that cannot be read together are read one by one.
            ++harmless;
            CHECK(name_of(ending, n) == "C_GetAttributeValue");
        } else {
            CHECK(ending.status == exit_status(Errc::token));
            check_message(ending);
            CHECK(ending.output.find("CKR_DEVICE_ERROR (0x30)") != std::string::npos);
        }
        CHECK(ending.memory != "found");
        check_closed(ending, plan);
        bench.check_as_before();
    }
    CHECK(harmless < calls);
}

TEST_CASE("fault: a call that was done but reports a failure leaves nothing behind",
          "[fault][pkcs11]") {
    Bench bench;
    const std::size_t calls = calls_of_a_complete_run(bench);
    for (std::size_t n = 1; n <= calls; ++n) {
        bench.restore();
        const std::string plan = "fail-after " + std::to_string(n) + " 5";
        const Ending ending = bench.run(plan, "run");
        CAPTURE(plan, ending.status, ending.output, ending.calls);
        REQUIRE(ending.status < 128);
        if (ending.status != 0) {
            check_message(ending);
        }
        check_closed(ending, plan);
        CHECK(ending.status != cleaning_failed);
        bench.check_as_before();
    }
}

TEST_CASE("fault: a token that vanishes is an error and sessions are still closed",
          "[fault][pkcs11]") {
    Bench bench;
    const std::size_t calls = calls_of_a_complete_run(bench);
    for (std::size_t n = 1; n <= calls; ++n) {
        bench.restore();
        const std::string plan = "gone " + std::to_string(n);
        const Ending ending = bench.run(plan, "run");
        CAPTURE(plan, ending.status, ending.output, ending.calls);
        REQUIRE(ending.status < 128);
        if (n < calls) {  // the last call is C_Finalize, which is let through
            CHECK(ending.status != 0);
            check_message(ending);
            CHECK(ending.output.find("CKR_DEVICE_REMOVED (0x32): the token is no longer there") !=
                  std::string::npos);
        }
        check_closed(ending, plan);
        // When it is back, it can be made as before.
        CHECK(bench.run("", "clean").status == 0);
        bench.check_as_before();
    }
}

TEST_CASE("fault: a process that is killed leaves a token that can be made as before",
          "[fault][pkcs11]") {
    const std::string kind = GENERATE("kill ", "kill-after ");
    Bench bench;
    const std::size_t calls = calls_of_a_complete_run(bench);
    for (std::size_t n = 1; n <= calls; ++n) {
        bench.restore();
        const std::string plan = kind + std::to_string(n);
        const Ending ending = bench.run(plan, "run");
        CAPTURE(plan, ending.status, ending.output);
        REQUIRE(ending.status == 128 + SIGKILL);
        CHECK(bench.run("", "clean").status == 0);
        bench.check_as_before();
    }
}
