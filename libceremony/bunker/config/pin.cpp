// SPDX-License-Identifier: BSD-3-Clause

#include "config/pin.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "base/quote.hpp"
#include "config/nearest.hpp"
#include "config/values.hpp"

namespace ceremony::config {

namespace {

enum class Way : std::uint8_t {
    terminal,
    pinpad,
    file,
    credential,
    literal,
};

constexpr std::array<std::string_view, 4> words = {"ask", "file", "pinpad", "credential"};

Way way_of(std::string_view text, Host host) {
    if (text == "ask") {
        return Way::terminal;
    }
    if (text == "file") {
        return Way::file;
    }
    if (text == "pinpad") {
        return Way::pinpad;
    }
    return text == "credential" && host == Host::operational ? Way::credential : Way::literal;
}

// The name of a credential is that of a file in one folder (systemd.exec(5)).
Result<std::string> to_credential(json::Value value) {
    const std::string_view name = TRY(checked_text(value));
    if (name.find('/') != std::string_view::npos || name.starts_with('.')) {
        return value.fail(Errc::configuration, "not the name of a credential: " + quote(name));
    }
    return std::string(name);
}

// Nothing below quotes `value`: it may be a PIN.
Result<PinSource> read_literal(json::Value value, Host host, std::vector<std::string>& warnings) {
    if (host == Host::bunker) {
        return value.fail(Errc::configuration,
                          "not ask, file or pinpad; the bunker takes no PIN from here");
    }
    const std::string_view text = value.text();
    if (const auto word = nearest(text, words)) {
        return value.fail(Errc::configuration, "a misspelling of " + quote(*word) + "?");
    }
    warnings.push_back(value
                           .fail(Errc::configuration,
                                 "the PIN stands in the configuration; whoever reads it has the "
                                 "PIN: better use ask, file, credential or pinpad")
                           .message());
    return PinSource(std::in_place_type<Secret>, as_bytes(text));
}

// `key` belongs to `pin: WORD`, and another way was chosen.
Outcome refuse(Mapping& repository, std::string_view key, std::string_view word) {
    const auto value = repository.find(key);
    if (value) {
        return value->fail(Errc::configuration, "only with pin: " + std::string(word));
    }
    return Nothing{};
}

}  // namespace

Result<PinSource> read_pin(Mapping& repository, Host host, std::vector<std::string>& warnings) {
    const auto pin = repository.find("pin");
    const Way way = pin ? way_of(TRY(checked_text(*pin)), host) : Way::terminal;
    if (way != Way::file) {
        TRY(refuse(repository, "pin-file", "file"));
    }
    if (way != Way::credential) {
        TRY(refuse(repository, "pin-credential", "credential"));
    }
    if (way == Way::file) {
        std::string path = TRY(repository.required("pin-file", to_text));
        return PinSource(PinFromFile{std::move(path)});
    }
    if (way == Way::credential) {
        std::string name = TRY(repository.required("pin-credential", to_credential));
        return PinSource(PinFromCredential{std::move(name)});
    }
    if (way == Way::literal) {
        return read_literal(*pin, host, warnings);
    }
    return way == Way::pinpad ? PinSource(PinFromPinpad{}) : PinSource(PinFromTerminal{});
}

}  // namespace ceremony::config
