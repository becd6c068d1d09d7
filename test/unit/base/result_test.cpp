// SPDX-License-Identifier: BSD-3-Clause

#include "base/result.hpp"

#include <csignal>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include "support/printing.hpp"

using namespace ceremony;

namespace {

constexpr int last_errc = static_cast<int>(Errc::internal);

Result<int> half(int number) {
    if (number % 2 != 0) {
        return Error{Errc::semantics, "odd"};
    }
    return number / 2;
}

// The signal that ends a child process which does `fault`, 0 when none does.
template <typename Fault>
int signal_that_ends(Fault fault) {
    const pid_t child = ::fork();
    if (child == 0) {
        // Catch2 would report the signal as a failure of this test.
        static_cast<void>(std::signal(SIGABRT, SIG_DFL));
        fault();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

Result<int> quarter(int number) {
    const int halved = TRY(half(number));
    return TRY(half(halved).in("the half"));
}

// Counts its living instances: what an early return does not destroy stays counted.
class Counted {
public:
    Counted() { ++living; }
    Counted(const Counted& /*other*/) { ++living; }
    Counted(Counted&& /*other*/) noexcept { ++living; }
    Counted& operator=(const Counted&) = default;
    Counted& operator=(Counted&&) = default;
    ~Counted() { --living; }

    static inline int living = 0;
};

Result<Counted> no_object() {
    return Error{Errc::internal, "none"};
}

struct Pair {
    Counted first;
    Counted second;
};

Result<Pair> pair_from_named_variables() {
    Counted first;
    Counted second = TRY(no_object());
    return Pair{first, second};
}

Pair make_pair_of(const Counted& first, const Counted& second) {
    return Pair{first, second};
}

Result<Pair> pair_from_call_arguments() {
    return make_pair_of(Counted(), TRY(no_object()));
}

// What test/lint/banned.sh refuses in the sources: a TRY inside a braced list.
Result<Pair> pair_from_braces() {
    return Pair{Counted(), TRY(no_object())};  // the reason of the lint
}

}  // namespace

TEST_CASE("result: TRY yields the value or returns the error", "[base][result]") {
    CHECK(quarter(12).value() == 3);
    CHECK(quarter(3).error().message() == "odd");
    CHECK(quarter(2).error().message() == "the half: odd");
    CHECK(quarter(2).error().code() == Errc::semantics);
}

TEST_CASE("result: an error gathers context, place and advice", "[base][result]") {
    const Error error = Error{Errc::syntax, "not an integer"}
                            .in("recipe.actions[3].ttl")
                            .at("recipe.json", {41, 17})
                            .with_hint("write it without quotes");
    CHECK(error.message() == "recipe.json:41:17: recipe.actions[3].ttl: not an integer");
    CHECK(error.place() == Place{41, 17});
    CHECK(error.hint() == "write it without quotes");
    CHECK(Error(error).as(Errc::configuration).code() == Errc::configuration);
}

TEST_CASE("result: every kind of error has a name of its own and a status of the table",
          "[base][result]") {
    const std::set<int> table = {1, 2, 3, 64, 65, 66, 69, 70, 73, 75, 78};
    std::set<std::string_view> names;
    std::set<int> used;
    for (int number = 0; number <= last_errc; ++number) {
        const auto code = static_cast<Errc>(number);
        names.insert(to_string(code));
        used.insert(exit_status(code));
    }
    CHECK(names.size() == last_errc + 1);
    CHECK_FALSE(names.contains("unknown"));
    CHECK(used == table);
    CHECK(to_string(static_cast<Errc>(last_errc + 1)) == "unknown");
    CHECK(exit_status(static_cast<Errc>(last_errc + 1)) == 70);
}

TEST_CASE("result: the exit statuses are those of the manual", "[base][result]") {
    struct Row {
        Errc code;
        int status;
    };
    const auto row = GENERATE(values<Row>({{Errc::refused, 1},
                                           {Errc::crypto, 1},
                                           {Errc::left_over, 2},
                                           {Errc::undo_failed, 3},
                                           {Errc::usage, 64},
                                           {Errc::syntax, 65},
                                           {Errc::semantics, 65},
                                           {Errc::limit, 65},
                                           {Errc::not_found, 66},
                                           {Errc::unreadable, 66},
                                           {Errc::token, 69},
                                           {Errc::unavailable, 69},
                                           {Errc::internal, 70},
                                           {Errc::unwritable, 73},
                                           {Errc::busy, 75},
                                           {Errc::configuration, 78}}));
    CAPTURE(row.code);
    CHECK(exit_status(row.code) == row.status);
}

TEST_CASE("result: an early return by TRY destroys what was built before it", "[base][result]") {
    Counted::living = 0;
    CHECK_FALSE(pair_from_named_variables().ok());
    CHECK(Counted::living == 0);
    CHECK_FALSE(pair_from_call_arguments().ok());
    CHECK(Counted::living == 0);
}

// This is why the lint refuses TRY in a braced list. Should a compiler learn to
// destroy the element, this test fails, and the lint may go.
TEST_CASE("result: inside a braced list TRY leaks what was built before it", "[base][result]") {
    Counted::living = 0;
    CHECK_FALSE(pair_from_braces().ok());
    CHECK(Counted::living == 1);
}

TEST_CASE("result: context is added to an error and to nothing else", "[base][result]") {
    CHECK(half(4).in("unused").value() == 2);
    CHECK(half(3).in("the half").error().message() == "the half: odd");
    CHECK(bool(half(4)));
    CHECK_FALSE(bool(half(3)));
}

TEST_CASE("result: asking for the side that is not there ends the process", "[base][result]") {
    CHECK(signal_that_ends([] { static_cast<void>(half(3).value()); }) == SIGABRT);
    CHECK(signal_that_ends([] { static_cast<void>(half(4).error()); }) == SIGABRT);
    CHECK(signal_that_ends([] { static_cast<void>(half(4).value()); }) == 0);
}
