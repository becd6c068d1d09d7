// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/wrong_pin.hpp"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "base/file_facts.hpp"
#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"
#include "site/site_token.hpp"

namespace ceremony::consumer {

namespace {

std::string mark_of(const policy::Configuration& configuration) {
    return configuration.store + "/wrong-pin";
}

constexpr std::size_t most_text = 65536;

constexpr std::string_view source_begin = "It was ";

std::string source_line(const config::PinSource& pin) {
    return std::string(source_begin) + site::pin_text(pin) + ".\n";
}

// By a person, who will not do it every quarter of an hour.
bool is_typed(const config::PinSource& pin) {
    return std::holds_alternative<config::PinFromTerminal>(pin) ||
           std::holds_alternative<config::PinFromPinpad>(pin);
}

// The lines in the mark that say where refused PINs came from.
std::vector<std::string> sources_in(const std::string& path) {
    std::vector<std::string> sources;
    const auto text = read_file(path, most_text);
    std::string_view rest = text.ok() ? std::string_view(text.value()) : std::string_view();
    while (!rest.empty()) {
        const std::string_view line =
            rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
        if (line.starts_with(source_begin)) {
            sources.emplace_back(line);
        }
        rest.remove_prefix(line.size());
    }
    return sources;
}

// Does the mark say that all PINs that were refused came from other places?
bool is_of_another(const config::PinSource& pin, const std::string& path) {
    const std::vector<std::string> sources = sources_in(path);
    return !sources.empty() &&
           std::find(sources.begin(), sources.end(), source_line(pin)) == sources.end();
}

// May the PIN be another than when the mark was made?
bool may_be_another(const config::PinSource& pin, const std::string& path, const FileFacts& mark) {
    if (is_of_another(pin, path)) {
        return true;
    }
    const auto* file = std::get_if<config::PinFromFile>(&pin);
    if (file == nullptr) {
        return false;
    }
    const auto facts = look_at(file->path, Links::follow);
    return !facts.ok() || facts.value().changed_ns > mark.changed_ns;
}

std::string way_out(const policy::Configuration& configuration, const config::PinSource& pin) {
    const std::string mark = quote(mark_of(configuration));
    if (const auto* file = std::get_if<config::PinFromFile>(&pin)) {
        return "put the right PIN into " + quote(file->path) +
               ", and the next run tries it; or remove " + mark;
    }
    const auto* credential = std::get_if<config::PinFromCredential>(&pin);
    return "put the right PIN into " +
           (credential == nullptr
                ? "the configuration"
                : "the file that the unit names with LoadCredential=" + credential->name) +
           ", then remove " + mark;
}

}  // namespace

std::optional<Error> why_not_to_log_in(const policy::Configuration& configuration) {
    const std::string path = mark_of(configuration);
    const auto mark = look_at(path, Links::refuse);
    const config::Repository* repository = configuration.repositories.find("default");
    const bool is_none = !mark.ok() && mark.error().code() == Errc::not_found;
    if (repository == nullptr || is_none || is_typed(repository->pin)) {
        return std::nullopt;
    }
    if (mark.ok() && may_be_another(repository->pin, path, mark.value())) {
        return std::nullopt;
    }
    return Error{Errc::token, site::token_text(repository->token) + ": it refused " +
                                  site::pin_text(repository->pin) +
                                  " before, which is not tried again: " + quote(path) + " is there"}
        .with_hint(way_out(configuration, repository->pin));
}

Outcome note_wrong_pin(const policy::Configuration& configuration, UtcTime now) {
    const config::Repository* repository = configuration.repositories.find("default");
    if (repository == nullptr || is_typed(repository->pin)) {
        return Nothing{};
    }
    std::string text = "The token refused the PIN at " + now.text() +
                       " UTC. While this file is here, the PIN is not tried again without a "
                       "person, so that the token does not lock.\n";
    // Where two configurations share the store, each of two wrong PINs would clear the other.
    const std::string source = source_line(repository->pin);
    for (const std::string& other : sources_in(mark_of(configuration))) {
        text += other == source ? "" : other;
    }
    return write_file(mark_of(configuration), text + source, {Existing::replace});
}

Error with_way_out(const policy::Configuration& configuration, Error refusal) {
    const config::Repository* repository = configuration.repositories.find("default");
    if (repository == nullptr || is_typed(repository->pin)) {
        return refusal;
    }
    return Error{refusal.code(), refusal.message() + "; it is not tried again: " +
                                     quote(mark_of(configuration)) + " was written"}
        .with_hint(way_out(configuration, repository->pin));
}

Outcome note_right_pin(const policy::Configuration& configuration) {
    const config::Repository* repository = configuration.repositories.find("default");
    if (repository != nullptr && is_typed(repository->pin)) {
        return Nothing{};  // it says nothing of the one that was refused
    }
    Outcome removed = remove_file(mark_of(configuration));
    const bool was_none = !removed.ok() && removed.error().code() == Errc::not_found;
    return was_none ? Outcome(Nothing{}) : removed;
}

}  // namespace ceremony::consumer
