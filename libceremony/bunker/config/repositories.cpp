// SPDX-License-Identifier: BSD-3-Clause

#include "config/repositories.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "base/quote.hpp"
#include "config/values.hpp"
#include "encoding/hex.hpp"

namespace ceremony::config {

namespace {

constexpr std::string_view default_name = "default";
constexpr std::size_t sha256_size = 32;

// --- one repository

Result<Bytes> to_sha256(json::Value value) {
    auto digest = encoding::decode_hex(TRY(checked_text(value)));
    if (!digest.ok() || digest.value().size() != sha256_size) {
        return wrong(value, "not a SHA-256, 64 hexadecimal digits");
    }
    return digest;
}

Result<std::int64_t> to_slot(json::Value value) {
    return to_integer(value, {0, std::numeric_limits<std::int64_t>::max()});
}

Result<std::int64_t> to_sessions(json::Value value) {
    return to_integer(value, {1, most_sessions});
}

Result<TokenName> read_token(Mapping& repository) {
    std::vector<TokenName> names;
    if (auto label = TRY(repository.optional("label", to_text))) {
        names.emplace_back(TokenLabel{std::move(*label)});
    }
    if (auto serial = TRY(repository.optional("serial", to_text))) {
        names.emplace_back(TokenSerial{std::move(*serial)});
    }
    if (const auto slot = TRY(repository.optional("slot", to_slot))) {
        names.emplace_back(TokenSlot{static_cast<std::uint64_t>(*slot)});
    }
    if (names.size() != 1) {
        return repository.fail("a token needs one of label, serial and slot, and only one");
    }
    return std::move(names.front());
}

bool is_variable_name(std::string_view name) noexcept {
    const auto good = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    return !name.empty() && (name.front() < '0' || name.front() > '9') &&
           std::all_of(name.begin(), name.end(), good);
}

Result<std::vector<Variable>> to_environment(json::Value value) {
    const std::vector<json::Member> members = TRY(to_members(value));
    std::vector<Variable> variables;
    for (const json::Member& member : members) {
        if (!is_variable_name(member.name.text())) {
            return wrong(member.name, "not the name of an environment variable");
        }
        std::string content = TRY(to_text(member.value));
        variables.emplace_back(member.name.text(), std::move(content));
    }
    return variables;
}

Result<std::vector<std::string>> to_omissions(json::Value value) {
    return read_mapping(value, [](Mapping& attributes) {
        return attributes.required("omit", [](json::Value list) { return to_list(list, to_text); });
    });
}

Result<BunkerSettings> read_bunker_settings(Mapping& repository) {
    BunkerSettings settings;
    settings.rehearsal = TRY(repository.value_or("rehearsal", false, to_boolean));
    settings.sessions = TRY(repository.value_or("sessions", std::int64_t{1}, to_sessions));
    settings.environment =
        TRY(repository.value_or("environment", std::vector<Variable>(), to_environment));
    settings.omit =
        TRY(repository.value_or("attributes", std::vector<std::string>(), to_omissions));
    return settings;
}

// --- all of them

class Reader {
public:
    explicit Reader(Host host) noexcept : host_(host) {}

    // A mapping from names to repositories, or the prototype's list.
    Outcome read_all(json::Value value) {
        if (value.kind() == json::Kind::array) {
            for (const json::Value element : value.elements()) {
                TRY(read_element(element));
            }
            return Nothing{};
        }
        const std::vector<json::Member> members = TRY(to_members(value));
        for (const json::Member& member : members) {
            const std::string_view name = TRY(checked_text(member.name));
            TRY(read_one(member.value, name, ""));
        }
        return Nothing{};
    }

    // The repository in `value`. The key `ignored` in it says nothing.
    Outcome read_one(json::Value value, std::string_view name, std::string_view ignored) {
        if (!names_.insert(name).second) {
            return wrong(value, "a second repository called " + quote(name));
        }
        const auto [place, inserted] = places_.try_emplace(value.offset(), places_.size());
        if (!inserted) {  // an alias: it keeps the place of what it names
            result_.list[place->second].names.emplace_back(name);
            return Nothing{};
        }
        Repository repository = TRY(read_mapping(value, [&](Mapping& mapping) {
            static_cast<void>(mapping.find(ignored));
            return read_repository(mapping, name);
        }));
        for (const Variable& variable : repository.bunker.environment) {
            const auto known = environment_.insert(variable).first;
            if (known->second != variable.second) {
                return wrong(value, "the variable " + quote(variable.first) +
                                        " has another value in a repository above");
            }
        }
        result_.list.push_back(std::move(repository));
        return Nothing{};
    }

    Repositories finish() && { return std::move(result_); }

private:
    Outcome read_element(json::Value element) {
        const std::vector<json::Member> members = TRY(to_members(element));
        const bool named = !members.empty() && members.front().value.kind() == json::Kind::text &&
                           members.front().value.text().empty();
        if (!named) {
            return wrong(element,
                         "a repository in a list begins with its name, a key without a value");
        }
        const std::string_view name = TRY(checked_text(members.front().name));
        return read_one(element, name, name);
    }

    Result<Repository> read_repository(Mapping& mapping, std::string_view name) {
        std::string module = TRY(mapping.required("module", to_absolute_path));
        std::optional<Bytes> sha256;
        if (const auto value = mapping.find("module-sha256")) {
            sha256 = TRY(to_sha256(*value));
        }
        TokenName token = TRY(read_token(mapping));
        PinSource pin = TRY(read_pin(mapping, host_, result_.warnings));
        BunkerSettings bunker;
        if (host_ == Host::bunker) {
            bunker = TRY(read_bunker_settings(mapping));
        }
        return Repository{{std::string(name)}, std::move(module), std::move(sha256),
                          std::move(token),    std::move(pin),    std::move(bunker)};
    }

    Host host_;
    Repositories result_;
    std::set<std::string_view> names_;
    std::map<std::size_t, std::size_t> places_;       // of repositories: offset to number
    std::map<std::string, std::string> environment_;  // of all modules in one process
};

}  // namespace

const Repository* Repositories::find(std::string_view name) const noexcept {
    for (const Repository& repository : list) {
        const auto& names = repository.names;
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            return &repository;
        }
    }
    return name == default_name && list.size() == 1 ? &list.front() : nullptr;
}

Result<Repositories> read_repositories(Mapping& configuration, Host host) {
    Reader reader(host);
    if (const auto value = configuration.find("repository")) {
        TRY(reader.read_one(*value, default_name, ""));
    }
    if (const auto value = configuration.find("repositories")) {
        TRY(reader.read_all(*value));
    }
    return std::move(reader).finish();
}

}  // namespace ceremony::config
