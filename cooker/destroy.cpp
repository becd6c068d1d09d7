// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/destroy.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "cooker/doomed_keys.hpp"
#include "cooker/inventory.hpp"
#include "cooker/key_forms.hpp"
#include "cooker/key_text.hpp"

namespace ceremony::cooker {

namespace {

using pkcs11::Object;

class Destruction {
public:
    Destruction(const Commitment& commitment, const Bench& bench)
        : commitment_(commitment), bench_(bench) {}

    Outcome run() {
        const auto uses = deletions(bench_);
        if (!uses.empty()) {
            refresh();
        }
        for (const recipe::KeyUse& use : uses) {
            const Deletion deletion = TRY(destroy(use));
            auto& params =
                std::get<recipe::DeleteKey>(commitment_.cooked.actions[use.action].params);
            params.cooked = recipe::DeleteKeyResult{deletion == Deletion::succeeded};
        }
        return Nothing{};
    }

private:
    // Everything that the tokens have now; one that cannot say it fails each deletion below.
    void refresh() {
        for (std::size_t number = 0; number < commitment_.keystore.size(); ++number) {
            is_fresh_.push_back(commitment_.keystore.store(number).token->objects().ok());
        }
    }

    Result<Deletion> destroy(const recipe::KeyUse& use) {
        const auto key = doomed_key(use, commitment_.keystore);
        if (!key) {
            return Error{Errc::internal, "a token was not opened"};
        }
        const RecordedDeletion before = recorded_deletion(commitment_.journal.contents(), *key);
        if (before.deleted != nullptr) {
            if (before.deleted->deletion == Deletion::failed) {
                return fail(use, "as the journal of the interrupted run says");
            }
            tell(use, "was destroyed before");
            return Deletion::succeeded;
        }
        auto halves = find_halves(use);
        if (!halves.ok()) {
            return fail(use, halves.error().message());
        }
        if (halves.value().empty()) {
            return nothing_there(use, *key, before.deleting != nullptr);
        }
        auto name = name_of_doomed(use, halves.value());
        if (!name.ok()) {
            return fail(use, name.error().message());
        }
        return destroy_halves(use, *key, halves.value(), name.value());
    }

    Result<Deletion> nothing_there(const recipe::KeyUse& use,
                                   const JournalKey& key,
                                   bool was_begun) {
        if (was_begun) {
            // The run was interrupted between the destruction and the record of it.
            TRY(commitment_.journal.append(Deleting{
                key, recorded_deletion(commitment_.journal.contents(), key).deleting->objects}));
            TRY(commitment_.journal.append(Deleted{key, Deletion::succeeded}));
            tell(use, "destroyed");
            return Deletion::succeeded;
        }
        if (deletion_of(use).must_exist) {
            return fail(use, "is not there any more");
        }
        tell(use, "was not there");
        return Deletion::succeeded;
    }

    Result<Deletion> destroy_halves(const recipe::KeyUse& use,
                                    const JournalKey& key,
                                    const std::vector<Object>& halves,
                                    const pkcs11::KeyName& name) {
        Deleting record{key, {}};
        // An interrupted run may have destroyed a half; it is accounted for, too.
        if (const RecordedDeletion before = recorded_deletion(commitment_.journal.contents(), key);
            before.deleting != nullptr) {
            record.objects = before.deleting->objects;
        } else {
            record.objects = TRY(fingerprints(halves));
        }
        TRY(commitment_.journal.append(std::move(record)));
        const auto gone = destroy_and_look(use, key, name);
        TRY(commitment_.journal.append(
            Deleted{key, gone.ok() ? Deletion::succeeded : Deletion::failed}));
        if (!gone.ok()) {
            return fail(use, gone.error().message());
        }
        tell(use, "destroyed");
        return Deletion::succeeded;
    }

    // A key counts as destroyed when the token, asked anew, has nothing of it any more: none of
    // the objects that were announced, and nothing under its name.
    Outcome destroy_and_look(const recipe::KeyUse& use,
                             const JournalKey& key,
                             const pkcs11::KeyName& name) {
        pkcs11::Token& token = token_of(use);
        TRY(token.destroy(name));
        const auto* announced = recorded_deletion(commitment_.journal.contents(), key).deleting;
        for (const Object& object : TRY(token.objects())) {
            const crypto::Sha256 digest = TRY(fingerprint(object));
            if (announced != nullptr &&
                std::find(announced->objects.begin(), announced->objects.end(), digest) !=
                    announced->objects.end()) {
                return still_there(object);
            }
        }
        const std::vector<Object> left = TRY(token.find(on_token(*use.name)));
        return left.empty() ? Outcome(Nothing{}) : still_there(left.front());
    }

    static Error still_there(const Object& object) {
        return {Errc::token, "is still there: " + describe(object)};
    }

    Result<std::vector<Object>> find_halves(const recipe::KeyUse& use) {
        const std::size_t store = *commitment_.keystore.find(use.name->store());
        if (!is_fresh_[store]) {
            return Error{Errc::token, "the token does not say what it holds"};
        }
        return token_of(use).find(on_token(*use.name));
    }

    // The name of the one key that these halves are, when it may be destroyed.
    Result<pkcs11::KeyName> name_of_doomed(const recipe::KeyUse& use,
                                           const std::vector<Object>& halves) {
        pkcs11::KeyName name = on_token(*use.name);
        for (const Object& half : halves) {
            TRY(expect_old(use, half));
            if (half.public_key && name.public_key && name.public_key != half.public_key) {
                return Error{Errc::refused, "there are halves of several keys"};
            }
            if (half.public_key) {
                name.public_key = half.public_key;
            }
        }
        if (!name.public_key) {
            return Error{Errc::refused, "nothing shows which key it is"};
        }
        const dns::Algorithm algorithm = use.kind->algorithm;
        const Bytes data = TRY(key_data_of(algorithm, *name.public_key));
        const auto& stated = deletion_of(use).key_data;
        const bool stands_in = store_of(use).is_rehearsal();
        if (stated && (*stated == data) == stands_in) {
            return Error{Errc::refused, stands_in ? "is the key itself, on a rehearsal token"
                                                  : "is another key than keyData says"};
        }
        if (commitment_.settings.guard.protects(algorithm, data)) {
            return Error{Errc::refused, "guard.protect names it"};
        }
        return name;
    }

    // It was there when the run began.
    Outcome expect_old(const recipe::KeyUse& use, const Object& half) {
        const crypto::Sha256 digest = TRY(fingerprint(half));
        for (const TokenAtBegin& token : commitment_.journal.contents().begin().tokens) {
            if (token.repository == store_of(use).name &&
                std::binary_search(token.objects.begin(), token.objects.end(), digest)) {
                return Nothing{};
            }
        }
        return Error{Errc::refused, "was not there when the run began: " + describe(half)};
    }

    [[nodiscard]] const Store& store_of(const recipe::KeyUse& use) const {
        return commitment_.keystore.store(*commitment_.keystore.find(use.name->store()));
    }
    pkcs11::Token& token_of(const recipe::KeyUse& use) { return *store_of(use).token; }

    [[nodiscard]] const recipe::DeleteKey& deletion_of(const recipe::KeyUse& use) const {
        return std::get<recipe::DeleteKey>(bench_.recipe().actions[use.action].params);
    }

    void tell(const recipe::KeyUse& use, const std::string& what) const {
        commitment_.tell("deleteKey " + key_text(*use.name) + "  " + what);
    }

    [[nodiscard]] Deletion fail(const recipe::KeyUse& use, const std::string& why) const {
        commitment_.tell_left_over("deleteKey " + key_text(*use.name) + " failed: " + why);
        return Deletion::failed;
    }

    const Commitment& commitment_;
    const Bench& bench_;
    std::vector<bool> is_fresh_;
};

}  // namespace

Outcome destroy_keys(const Commitment& commitment, const Bench& bench) {
    return Destruction(commitment, bench).run();
}

}  // namespace ceremony::cooker
