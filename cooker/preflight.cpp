// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/preflight.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/quote.hpp"
#include "cooked/key_id.hpp"
#include "cooker/key_forms.hpp"
#include "cooker/preflight_keys.hpp"
#include "cooker/resolve.hpp"
#include "encoding/utf8.hpp"
#include "recipe/check.hpp"
#include "recipe/plan.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;

// The rules between keys once more, for the keys that the references turned out to be.
Outcome check_rules_again(const Bench& bench,
                          const Settings& settings,
                          const Keystore& keystore,
                          Findings& findings) {
    const recipe::Recipe resolved = TRY(resolved_recipe(bench, keystore));
    const recipe::CheckContext context{cooked::id_from_label, settings.guard.exports.listed};
    for (recipe::Violation violation : recipe::check(resolved, context)) {
        if (violation.action && *violation.action >= bench.recipe().actions.size()) {
            violation.action.reset();  // about a key that was added, not about an action
            violation.path.clear();
        }
        violation.reason += ", as the token shows";
        findings.problems.push_back(std::move(violation));
    }
    return Nothing{};
}

// The result names its tokens, as JSON does: in UTF-8. A token may be called anything.
void check_token_names(const recipe::Recipe& recipe, const Keystore& keystore, Findings& findings) {
    for (const std::string& name : stores_of(recipe)) {
        const auto number = keystore.find(name);
        if (!number) {
            continue;  // the references to it are problems already
        }
        const pkcs11::TokenInfo& token = keystore.store(*number).token->info();
        if (!encoding::is_utf8(token.label) || !encoding::is_utf8(token.serial)) {
            findings.refuse("the label or the serial of the token of repository " + quote(name) +
                            " is not UTF-8, so no result can tell it");
        }
    }
}

// Who is known to be on a token: a key by its ID, or by its label when it has none.
class KnownKeys {
public:
    void add(std::size_t store, const pkcs11::KeyName& name) {
        if (name.id.empty()) {
            labels_.insert({store, name.label});
        } else {
            ids_.insert({store, name.id});
        }
    }
    void add(const Bytes& id) { planned_.insert(id); }

    [[nodiscard]] bool contain(std::size_t store, const pkcs11::Object& object) const {
        const bool is_half = object.object_class == pkcs11::ObjectClass::private_key ||
                             object.object_class == pkcs11::ObjectClass::public_key;
        if (!is_half) {
            return false;
        }
        return object.id.empty()
                   ? labels_.contains({store, object.label})
                   : ids_.contains({store, object.id}) || planned_.contains(object.id);
    }

private:
    std::set<std::pair<std::size_t, Bytes>> ids_;
    std::set<std::pair<std::size_t, std::string>> labels_;
    std::set<Bytes> planned_;
};

KnownKeys known_keys(const Bench& bench, const std::vector<recipe::PlannedKey>& planned) {
    KnownKeys known;
    for (const KeyUse& use : bench.first_uses()) {
        const BenchKey& key = bench.key(use);
        if (key.is_there()) {
            known.add(key.store, key.name);
        }
    }
    for (const recipe::PlannedKey& key : planned) {
        if (!key.id.empty()) {
            known.add(key.id);
        }
    }
    return known;
}

void tell_unknown_objects(const std::vector<pkcs11::Object>& unknown,
                          const Store& store,
                          const Guard& guard,
                          Findings& findings) {
    if (unknown.empty()) {
        return;
    }
    const std::string count = std::to_string(unknown.size()) + " object" +
                              (unknown.size() == 1 ? "" : "s") + " on repository " +
                              quote(store.name) + " that no plan accounts for";
    if (guard.unknown_objects == UnknownObjects::stop) {
        findings.refuse(count + ", and guard.unknown-objects is stop");
    } else {
        findings.warnings.push_back(count + ":");
    }
    auto& lines =
        guard.unknown_objects == UnknownObjects::stop ? findings.notes : findings.warnings;
    for (const pkcs11::Object& object : unknown) {
        lines.push_back("  not accounted for: " + describe(object));
    }
}

// The DNSKEYs that a key on a token may be when nobody says which: with every algorithm that
// it fits, as a ZSK and as a KSK.
std::vector<dns::Dnskey> possible_dnskeys(const pkcs11::PublicKey& key) {
    std::vector<dns::Dnskey> dnskeys;
    for (const dns::Algorithm algorithm : dns::algorithms) {
        const auto data = key_data_of(algorithm, key);
        if (token_kind(algorithm) == key.kind && data.ok()) {
            for (const std::uint16_t flags : {dns::zsk_flags, dns::ksk_flags}) {
                dnskeys.push_back({flags, algorithm, data.value()});
            }
        }
    }
    return dnskeys;
}

// A key of which nobody says the zone may be one of any.
void add_tags(KeyTags& tags, const std::vector<dns::Name>& zones, const dns::Dnskey& key) {
    for (const dns::Name& zone : zones) {
        tags.add(zone, key);
    }
    if (zones.empty()) {
        tags.add_to_all(key);
    }
}

Outcome add_tags_of_recipe(KeyTags& tags, const Bench& bench) {
    for (const KeyUse& use : bench.first_uses()) {
        if (use.kind && !bench.key(use).data.empty()) {
            add_tags(tags, bench.zones(use), TRY(bench.dnskey(use)));
        } else if (use.direct != nullptr) {
            add_tags(tags, bench.zones(use), TRY(bench.dnskey(use)));
        }
    }
    return Nothing{};
}

// The zones of planned keys by their CKA_ID.
using PlannedZones = std::map<Bytes, std::vector<dns::Name>>;

PlannedZones add_tags_of_plan(KeyTags& tags, const std::vector<recipe::PlannedKey>& planned) {
    PlannedZones zones;
    for (const recipe::PlannedKey& key : planned) {
        for (const dns::Name& zone : key.zones) {
            if (key.tag) {
                tags.add(zone, *key.tag);
            }
            if (!key.id.empty()) {
                zones[key.id].push_back(zone);
            }
        }
    }
    return zones;
}

void add_tags_of_token(KeyTags& tags,
                       const PlannedZones& planned,
                       const std::vector<pkcs11::Object>& objects,
                       const std::vector<pkcs11::Object>& unknown) {
    for (const pkcs11::Object& object : objects) {
        const auto zones = planned.find(object.id);
        const bool is_unknown = std::find(unknown.begin(), unknown.end(), object) != unknown.end();
        if (!object.public_key || (zones == planned.end() && !is_unknown)) {
            continue;
        }
        for (const dns::Dnskey& key : possible_dnskeys(*object.public_key)) {
            add_tags(tags, zones == planned.end() ? std::vector<dns::Name>() : zones->second, key);
        }
    }
}

}  // namespace

Result<Preflight> preflight(const recipe::Recipe& recipe,
                            const Settings& settings,
                            Keystore& keystore) {
    Preflight result{Bench(recipe), {}, {}, {}};
    Findings& findings = result.findings;
    for (std::size_t store = 0; store < keystore.size(); ++store) {
        result.objects.push_back(TRY(keystore.store(store).token->objects()));
    }
    check_token_names(recipe, keystore, findings);
    TRY(resolve(result.bench, keystore, findings));
    if (!findings.problems.empty()) {
        return result;  // what follows needs to know the keys
    }
    TRY(check_rules_again(result.bench, settings, keystore, findings));
    const KeyExamination examination{result.bench, settings.guard, keystore, findings};
    TRY(check_keys_on_tokens(examination));

    const auto planned = recipe.preamble.plan ? recipe::planned_keys(*recipe.preamble.plan)
                                              : std::vector<recipe::PlannedKey>();
    KnownKeys known = known_keys(result.bench, planned);
    if (settings.attest) {
        TRY(check_attest_key(examination, *settings.attest));
        const std::size_t store = keystore.find(settings.attest->store).value_or(0);
        for (const pkcs11::Object& object : result.objects[store]) {
            if (object.label == settings.attest->label) {
                known.add(store, {object.id, object.label, std::nullopt});
            }
        }
    }
    TRY(add_tags_of_recipe(result.tags, result.bench));
    const PlannedZones zones = add_tags_of_plan(result.tags, planned);
    for (std::size_t store = 0; store < keystore.size(); ++store) {
        std::vector<pkcs11::Object> unknown;
        for (const pkcs11::Object& object : result.objects[store]) {
            if (object.on_token.value_or(true) && !known.contain(store, object)) {
                unknown.push_back(object);
            }
        }
        tell_unknown_objects(unknown, keystore.store(store), settings.guard, findings);
        add_tags_of_token(result.tags, zones, result.objects[store], unknown);
    }
    return result;
}

}  // namespace ceremony::cooker
