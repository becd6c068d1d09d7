// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/output_file.hpp"

#include <variant>
#include <vector>

#include "base/file_facts.hpp"
#include "base/quote.hpp"

namespace ceremony::consumer {

namespace {

bool is_one_file(const std::string& a, const std::string& b) {
    const auto facts = look_at(a, Links::follow);
    const auto other = look_at(b, Links::follow);
    return a == b || (facts.ok() && other.ok() && is_same_file(facts.value(), other.value()));
}

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

// Does the file system lead from the folder of `path` up through `folder`? In a folder that is not
// there nothing can be written.
bool is_in(const std::string& folder, const std::string& path) {
    const auto store = look_at(folder, Links::follow);
    std::string at = folder_of(path);
    auto facts = look_at(at, Links::follow);
    while (store.ok() && facts.ok() && !is_same_file(facts.value(), store.value())) {
        at += "/..";
        const auto above = look_at(at, Links::follow);
        if (!above.ok() || is_same_file(above.value(), facts.value())) {
            return false;
        }
        facts = above;
    }
    return store.ok() && facts.ok();
}

Error in_the_store(Errc code, const std::string& where, const std::string& store) {
    return Error{code, where + ": in the store, where nobody else writes: " + quote(store)}
        .with_hint("name a file in another folder");
}

// The store may still have to be made, and a link lead to its state.
bool is_target_in(const std::string& store, const std::string& file) {
    return file.starts_with(store + "/") || is_in(store, file) ||
           is_one_file(file, store + "/state.json");
}

// What a command reads beside the configuration.
struct Input {
    std::string file;
    std::string what;
};

std::vector<Input> inputs_of(const policy::Configuration& configuration) {
    std::vector<Input> inputs = {{configuration.path, "the configuration"}};
    for (const config::Repository& repository : configuration.repositories.list) {
        inputs.push_back({repository.module, "the module of a repository"});
        if (const auto* pin = std::get_if<config::PinFromFile>(&repository.pin)) {
            inputs.push_back({pin->path, "the PIN of a repository"});
        }
    }
    for (const policy::TransportKey& key : configuration.transport) {
        inputs.push_back({key.public_key, "a key under transport:"});
    }
    for (const std::string& file : configuration.attest) {
        inputs.push_back({file, "a key under attest:"});
    }
    for (const policy::Target& target : configuration.publish) {
        if (target.from_template) {
            inputs.push_back({*target.from_template, "a template under publish:"});
        }
        for (const std::string& argument : target.after) {
            if (argument.find('/') != std::string::npos) {
                inputs.push_back({argument, "named in a hook under publish:"});
            }
        }
    }
    return inputs;
}

}  // namespace

Outcome check_output_file(const policy::Configuration& configuration, const std::string& path) {
    // A signer may read a configured target at any time, and gets what is valid now or nothing.
    for (const policy::Target& target : configuration.publish) {
        if (is_one_file(target.file, path)) {
            return Error{Errc::refused, quote(path) +
                                            ": a configured target is never given "
                                            "anything but what is valid now"};
        }
    }
    for (const Input& input : inputs_of(configuration)) {
        if (is_one_file(input.file, path)) {
            return Error{Errc::refused,
                         quote(path) + ": is " + input.what + ", and no place to write to"};
        }
    }
    if (is_in(configuration.store, path)) {
        return in_the_store(Errc::refused, quote(path), configuration.store);
    }
    return Nothing{};
}

Outcome check_targets(const policy::Configuration& configuration) {
    for (const policy::Target& target : configuration.publish) {
        if (is_target_in(configuration.store, target.file)) {
            return in_the_store(Errc::configuration,
                                configuration.path + ": publish: " + quote(target.file),
                                configuration.store);
        }
    }
    return Nothing{};
}

}  // namespace ceremony::consumer
