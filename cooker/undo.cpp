// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/undo.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/quote.hpp"
#include "cooker/actions/key_line.hpp"
#include "cooker/inventory.hpp"
#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

using pkcs11::Object;
using recipe::KeyUse;
using recipe::Position;

// A key that was announced, and what was noted when it was made.
struct Announced {
    JournalKey key;
    std::optional<crypto::Sha256> public_key;
};

// Each key once, the last first, with what was noted after it was last announced.
std::vector<Announced> announced_keys(const JournalContents& journal) {
    std::vector<Announced> keys;
    const auto find = [&keys](const JournalKey& key) {
        return std::find_if(keys.begin(), keys.end(),
                            [&key](const Announced& known) { return known.key == key; });
    };
    for (const JournalRecord& record : journal.records()) {
        if (const auto* intent = std::get_if<Intent>(&record)) {
            const auto known = find(intent->key);
            if (known != keys.end()) {
                keys.erase(known);
            }
            keys.push_back({intent->key, std::nullopt});
        } else if (const auto* made = std::get_if<Made>(&record)) {
            find(made->key)->public_key = made->public_key;
        }
    }
    std::reverse(keys.begin(), keys.end());
    return keys;
}

std::string called(const JournalKey& key) {
    return "the key with ID " + encoding::encode_hex(key.id) +
           (key.label.empty() ? "" : " and label " + quote(key.label)) + " in repository " +
           quote(key.repository);
}

Error kept(std::string why) {
    return {Errc::refused, std::move(why)};
}

class Undo {
public:
    explicit Undo(const Undoing& undoing) : undoing_(undoing) {}

    Outcome run() {
        // What a failed call left behind, only the token knows.
        for (std::size_t store = 0; store < undoing_.keystore.size(); ++store) {
            note(undoing_.keystore.store(store).token->objects());
        }
        for (const Announced& key : announced_keys(undoing_.journal)) {
            auto undone = undo(key);
            if (!undone.ok()) {
                tell_left("Left in place: " + called(key.key) + ": " + undone.error().message());
            }
        }
        for (std::size_t store = 0; store < undoing_.keystore.size(); ++store) {
            note(compare_inventory(undoing_.keystore.store(store)));
        }
        if (!is_complete_) {
            return Error{Errc::undo_failed, "not everything could be undone"};
        }
        return Nothing{};
    }

private:
    Outcome undo(const Announced& announced) {
        const auto store = undoing_.keystore.find(announced.key.repository);
        const KeyUse* use = store ? maker_of(*store, announced.key) : nullptr;
        if (use == nullptr) {
            return kept("this recipe does not make it");
        }
        pkcs11::Token& token = *undoing_.keystore.store(*store).token;
        pkcs11::KeyName name;
        name.id = announced.key.id;
        const std::vector<Object> halves = TRY(token.find(name));
        if (halves.empty()) {
            tell("Was not made, or is gone: " + called(announced.key));
            return Nothing{};
        }
        TRY(expect_new(*store, halves));
        name.public_key = TRY(public_key_of(halves, announced));
        TRY(expect_unprotected(*use, name.public_key));
        if (undoing_.ask) {
            TRY(undoing_.ask(TRY(lines_about(*use, announced, halves, name))));
        }
        TRY(token.destroy(name));
        tell("Destroyed: " + called(announced.key));
        return Nothing{};
    }

    // The place in the recipe that makes this key; null when there is none.
    const KeyUse* maker_of(std::size_t store, const JournalKey& key) const {
        const auto& uses = undoing_.bench.index().uses();
        const auto found = std::find_if(uses.begin(), uses.end(), [&](const KeyUse& use) {
            return makes_key(use.position) && undoing_.keystore.find(use.name->store()) == store &&
                   new_on_token(*use.name).id == key.id && use.name->label() == key.label;
        });
        return found == uses.end() ? nullptr : &*found;
    }

    const TokenAtBegin* token_at_begin(std::size_t store) const {
        const auto& tokens = undoing_.journal.begin().tokens;
        const auto found =
            std::find_if(tokens.begin(), tokens.end(), [&](const TokenAtBegin& token) {
                return token.repository == undoing_.keystore.store(store).name;
            });
        return found == tokens.end() ? nullptr : &*found;
    }

    // None of the objects was there when the run began.
    Outcome expect_new(std::size_t store, const std::vector<Object>& halves) const {
        const TokenAtBegin* then = token_at_begin(store);
        if (then == nullptr) {
            return kept("nothing says what was there when the run began");
        }
        for (const Object& half : halves) {
            const crypto::Sha256 digest = TRY(fingerprint(half));
            if (std::binary_search(then->objects.begin(), then->objects.end(), digest)) {
                return kept("it was there before: " + describe(half));
            }
        }
        return Nothing{};
    }

    // The one public key that the halves show, which is the one that was noted, if one was.
    static Result<std::optional<pkcs11::PublicKey>> public_key_of(const std::vector<Object>& halves,
                                                                  const Announced& announced) {
        std::optional<pkcs11::PublicKey> shown;
        for (const Object& half : halves) {
            if (!half.public_key) {
                continue;
            }
            if (shown && shown != half.public_key) {
                return kept("its halves do not belong together");
            }
            shown = half.public_key;
        }
        if (!announced.public_key) {
            return shown;
        }
        if (!shown) {
            return kept("nothing shows that it is the key that was made");
        }
        if (TRY(public_key_hash(*shown)) != *announced.public_key) {
            return kept("it is not the key that was made");
        }
        return shown;
    }

    Outcome expect_unprotected(const KeyUse& use,
                               const std::optional<pkcs11::PublicKey>& key) const {
        if (!use.kind || !key) {
            return Nothing{};  // no zone's key, or the half of one that nobody ever saw
        }
        if (undoing_.guard.protects(use.kind->algorithm,
                                    TRY(key_data_of(use.kind->algorithm, *key)))) {
            return kept("guard.protect names it");
        }
        return Nothing{};
    }

    // Label, tag and DS, for the person who decides.
    Result<std::vector<std::string>> lines_about(const KeyUse& use,
                                                 const Announced& announced,
                                                 const std::vector<Object>& halves,
                                                 const pkcs11::KeyName& name) const {
        std::vector<std::string> lines = {"To be destroyed: " + called(announced.key)};
        for (const Object& half : halves) {
            lines.push_back("  " + describe(half));
        }
        if (!use.kind || !name.public_key) {
            return lines;
        }
        const dns::Dnskey key =
            recipe::to_dnskey(*use.kind, TRY(key_data_of(use.kind->algorithm, *name.public_key)));
        const auto more = TRY(key_and_ds_lines(undoing_.bench.zones(use), key));
        lines.insert(lines.end(), more.begin(), more.end());
        return lines;
    }

    Outcome compare_inventory(const Store& here) {
        const auto number = undoing_.keystore.find(here.name);
        const TokenAtBegin* then = number ? token_at_begin(*number) : nullptr;
        if (then == nullptr) {
            return Error{Errc::refused, "repository " + quote(here.name) +
                                            ": nothing says what was there when the run began"};
        }
        const auto objects = TRY(here.token->objects());
        const InventoryChange change = TRY(inventory_change(then->objects, objects));
        for (const Object& object : change.appeared) {
            tell_left("Not as before: was not there: " + describe(object));
        }
        if (!change.vanished.empty()) {
            tell_left("Not as before: " + std::to_string(change.vanished.size()) +
                      " objects are gone from repository " + quote(here.name));
        }
        return Nothing{};
    }

    // A transcript that cannot be written must not keep keys from being destroyed.
    void tell(const std::string& text) { static_cast<void>(undoing_.transcript.say(text)); }

    void tell_left(const std::string& text) {
        is_complete_ = false;
        tell(text);
    }

    template <typename T>
    void note(const Result<T>& result) {
        if (!result.ok()) {
            tell_left(result.error().message());
        }
    }

    const Undoing& undoing_;
    bool is_complete_ = true;
};

}  // namespace

Outcome undo_keys(const Undoing& undoing) {
    return Undo(undoing).run();
}

}  // namespace ceremony::cooker
