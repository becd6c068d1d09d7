// SPDX-License-Identifier: BSD-3-Clause
//
// shop.hpp -- a host of the consumer in a temporary folder: its configuration, its store, and
// cooked recipes that others made (test/vectors/cooked/README.md).

#pragma once

#include <string>
#include <utility>

#include "consumer/commands/import.hpp"
#include "consumer/options.hpp"
#include "consumer/store.hpp"
#include "encoding/hex.hpp"
#include "keysets/select.hpp"
#include "support/recipes.hpp"
#include "support/temp_folder.hpp"
#include "support/vectors.hpp"
#include "unit/program/told.hpp"

namespace ceremony::test {

/// Edits of ecdsa.json and v1_0.json: no private key in it travels, so that no token is needed.
inline const std::string nothing_travels_in_ecdsa = "remove recipe.actions[8]";
inline const std::string nothing_travels_in_v1_0 = "remove recipe.actions[5]";

class Shop {
public:
    /// `lines` are added to the configuration.
    explicit Shop(const std::string& lines = "zones: [ { name: example. } ]\n") : told("consumer") {
        configure(lines);
        at("2027-01-26");
    }
    Shop(const Shop&) = delete;
    Shop(Shop&&) = delete;
    Shop& operator=(const Shop&) = delete;
    Shop& operator=(Shop&&) = delete;
    ~Shop() = default;

    /// Has these lines in the configuration, and no others; FOLDER in them is the folder.
    void configure(std::string lines) {
        const std::string word = "FOLDER";
        for (auto at = lines.find(word); at != std::string::npos; at = lines.find(word, at)) {
            lines.replace(at, word.size(), folder.path());
        }
        options.config =
            folder.file("ceremony.yaml", "version: 1\nstore: " + (folder / "store") + "\n" + lines);
    }

    /// From now on it is this time.
    void at(const std::string& time) {
        told.program.clock = [time] {
            return UtcTime::from_text(time);
        };
    }

    /// The path of NAME.json without its plan, after `edits`.
    [[nodiscard]] std::string cooked(const std::string& name, const std::string& edits = "") {
        const std::string no_plan = name == "v1_0" ? "" : "remove recipe.preamble.plan";
        const std::string between = no_plan.empty() || edits.empty() ? "" : " ;; ";
        const std::string all = no_plan + between + edits;
        const std::string text = read_vector_file("cooked/" + name + ".json");
        return folder.file(name + ".json", all.empty() ? text : edited(text, all));
    }

    /// The hash of a file, as a person would give it.
    [[nodiscard]] static std::string hash_of(const std::string& path) {
        return encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(path)))));
    }

    [[nodiscard]] consumer::Store store() const {
        return must(consumer::Store::look_at(folder / "store"));
    }

    /// Imports a file on a person's word.
    void import(const std::string& path) {
        consumer::Options import = options;
        import.files = {path};
        import.expect = {hash_of(path)};
        must(consumer::import_results(import, told.program));
        told.out.clear();
    }

    /// As if the set that is right now had been published.
    void publish() {
        const UtcTime now = must(told.program.clock());
        consumer::Store store = must(consumer::Store::open(folder / "store"));
        const auto zones = store.contents_at(now).zones;
        keysets::State state = store.state();
        for (const auto& [name, sets] : zones) {
            const auto events = keysets::events_for(state, state.zones[name]);
            const auto choice = keysets::choose({sets, state.zones[name], events, {}, now});
            REQUIRE(choice.set != nullptr);
            keysets::note_published(state.zones[name], *choice.set, nullptr, now);
        }
        must(store.save(state));
    }

    TempFolder folder;
    consumer::Options options;
    Told told;
};

/// Why it failed.
template <typename T>
std::string refusal(const Result<T>& outcome, Errc code) {
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code() == code);
    return outcome.error().message();
}

}  // namespace ceremony::test
