// SPDX-License-Identifier: BSD-3-Clause
//
// result.hpp -- errors are values: Result, Outcome, Error, Errc, TRY.
//
// A function that can fail returns Result<T>, or Outcome when success has
// nothing to say. The kind of an error (Errc) is part of the contract; its
// wording is not. Asking a Result for the side it does not hold ends the
// process: that is a fault in this program, never in its input.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ceremony {

/// What kind of thing went wrong. Tests and exit statuses depend on these.
enum class Errc : std::uint8_t {
    usage,          ///< the command line makes no sense
    syntax,         ///< the text or the octets are not in the format they should be in
    semantics,      ///< well-formed, but it asks for something that is not allowed
    limit,          ///< the input is larger or deeper than this program accepts
    not_found,      ///< an input is not there
    unreadable,     ///< an input is there, but cannot be read
    unwritable,     ///< an output cannot be written
    token,          ///< the PKCS#11 module or the signer reported a failure
    unavailable,    ///< what is needed to work with is not there: a module, a terminal
    crypto,         ///< a signature, a digest or a key did not come out as it must
    refused,        ///< checked, and not allowed: by a rule, the guard or a person
    configuration,  ///< the configuration of this host is wrong
    busy,           ///< something else holds what is needed; a later try may succeed
    left_over,      ///< done, but something is left to do
    undo_failed,    ///< not done, and not undone completely: people are needed
    internal,       ///< a fault in this program
};

/// The name of `code`, as it is written in test vectors: "syntax".
[[nodiscard]] std::string_view to_string(Errc code) noexcept;

/// The exit status that a program ends with because of `code`. There is one
/// table for all programs; success is 0.
[[nodiscard]] int exit_status(Errc code) noexcept;

/// A place in a text. Both count from 1; a column counts Unicode characters.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;

    friend bool operator==(const Place&, const Place&) = default;
};

/// Why something failed: a kind for programs and one line for people.
class Error {
public:
    Error(Errc code, std::string what) : code_(code), message_(std::move(what)) {}

    [[nodiscard]] Errc code() const noexcept { return code_; }
    /// One line without a full stop: "recipe.json:41:17: recipe.actions[3]: not an object".
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    /// Where in an input text the error lies, when it lies in one.
    [[nodiscard]] const std::optional<Place>& place() const noexcept { return place_; }
    /// What the person reading the message could do; empty when there is nothing to say.
    [[nodiscard]] const std::string& hint() const noexcept { return hint_; }

    /// The same error seen from one level up: "context: message".
    [[nodiscard]] Error in(std::string_view context) &&;
    /// The same error with its place in the text called `name`: "name:line:column: message".
    [[nodiscard]] Error at(std::string_view name, Place place) &&;
    /// The same error with advice for the person who reads it.
    [[nodiscard]] Error with_hint(std::string hint) &&;
    /// The same error as another kind, for a caller who knows better what it means.
    [[nodiscard]] Error as(Errc code) &&;

private:
    Errc code_;
    std::optional<Place> place_;
    std::string message_;
    std::string hint_;
};

/// A value, or the Error that stands in its way.
template <typename T>
class [[nodiscard]] Result {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): `return value;` must read as it does
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor): and so must `return Error{...};`
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    [[nodiscard]] const T& value() const& { return side<0>(state_); }
    [[nodiscard]] T& value() & { return side<0>(state_); }
    [[nodiscard]] T&& value() && { return std::move(side<0>(state_)); }
    [[nodiscard]] const Error& error() const& { return side<1>(state_); }
    [[nodiscard]] Error&& error() && { return std::move(side<1>(state_)); }

    /// The same Result; an error in it gets `context` in front. For use inside TRY:
    /// `TRY(read_key(reader).in("keyData"))`.
    [[nodiscard]] Result in(std::string_view context) && {
        if (ok()) {
            return std::move(*this);
        }
        return std::move(*this).error().in(context);
    }

private:
    template <std::size_t index, typename State>
    [[nodiscard]] static auto& side(State& state) {
        auto* held = std::get_if<index>(&state);
        if (held == nullptr) {
            std::abort();
        }
        return *held;
    }

    std::variant<T, Error> state_;
};

/// The value of an operation that has nothing to say but that it succeeded.
struct Nothing {
    friend bool operator==(const Nothing&, const Nothing&) = default;
};

/// `return Nothing{};` is success.
using Outcome = Result<Nothing>;

}  // namespace ceremony

/// Yields the value of a Result, or returns its error from the enclosing
/// function. It stands as the whole initialiser of a named variable, as a
/// statement, or as an argument in a parenthesised call; never inside a braced
/// list, where the early return would leave elements that were already built
/// undestroyed (g++ 12, clang 14). test/lint/banned.sh refuses that.
#define TRY(...) CEREMONY_TRY(CEREMONY_UNIQUE(ceremony_result_, __COUNTER__), __VA_ARGS__)
#define CEREMONY_UNIQUE(prefix, number) CEREMONY_UNIQUE_EXPANDED(prefix, number)
#define CEREMONY_UNIQUE_EXPANDED(prefix, number) prefix##number
#define CEREMONY_TRY(name, ...)             \
    __extension__({                         \
        auto&& name = (__VA_ARGS__);        \
        if (!name.ok()) {                   \
            return std::move(name).error(); \
        }                                   \
        std::move(name).value();            \
    })
