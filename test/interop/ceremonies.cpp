// SPDX-License-Identifier: BSD-3-Clause

#include "interop/ceremonies.hpp"

#include <algorithm>

#include "cooker/key_forms.hpp"
#include "crypto/digest.hpp"
#include "crypto/public_key.hpp"
#include "dns/print.hpp"
#include "encoding/hex.hpp"
#include "interop/shipped.hpp"
#include "plan/from_recipe.hpp"

namespace ceremony::test {
namespace {

constexpr timeline::Seconds day = 86400;
constexpr unsigned transport_bits = 2048;

UtcTime later(UtcTime time, timeline::Seconds seconds) {
    return must(UtcTime::from_seconds(time.seconds() + seconds));
}

void run(const std::vector<std::string>& command) {
    std::vector<std::string> words = {"env", "LSAN_OPTIONS=suppressions=" CEREMONY_SOFTHSM_LEAKS};
    words.insert(words.end(), command.begin(), command.end());
    const Ran ran = run_program(words);
    CAPTURE(command, ran.output);
    REQUIRE(ran.status == 0);
}

std::string hash_of(const std::string& path) {
    return encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(path)))));
}

// The records of each key set of a result, as they stand there.
std::vector<std::vector<std::string>> sets_in(const std::string& path) {
    const auto document = parse_recipe(slurp(path));
    const json::Value actions = document->root().find("recipe")->find("actions").value();
    std::vector<std::vector<std::string>> sets;
    for (const json::Value action : actions.elements()) {
        const auto cooked = action.find("cooked");
        const auto records = cooked ? cooked->find("signedKeysetRRs") : std::nullopt;
        if (records) {
            auto& set = sets.emplace_back();
            for (const json::Value record : records->elements()) {
                set.emplace_back(record.text());
            }
        }
    }
    return sets;
}

std::set<timeline::KeyIndex> keys_of(const std::vector<timeline::DsAtParent>& set) {
    std::set<timeline::KeyIndex> keys;
    for (const timeline::DsAtParent& ds : set) {
        keys.insert(ds.key);
    }
    return keys;
}

}  // namespace

Ceremonies::Ceremonies() : receiver_(transport_bits) {
    const pkcs11::PublicKey key = receiver_.public_key();
    const auto known = must(crypto::PublicKey::from_rsa(key.modulus, key.exponent));
    static_cast<void>(bunker_.folder.file("transport.pub", must(known.to_pem())));
    const Bytes data = must(cooker::transport_key_data(key));
    bunker_.configure(usual_guard + "  wrapping-keys: [" +
                      encoding::encode_hex(must(crypto::sha256(data))) + "]\n");
}

std::string Ceremonies::file(const std::string& kind, int ceremony) const {
    return bunker_.folder / (kind + std::to_string(ceremony) + ".json");
}

void Ceremonies::hold(const std::string& now,
                      const std::string& until,
                      const std::string& kasp,
                      const std::string& goal) {
    ++ceremony_;
    CAPTURE(ceremony_);
    observe_until(at(now));
    write_configuration(kasp, goal);
    produce(now, until);
    cook();
    take_over(file("cooked", ceremony_));
}

// What was to come after `now` depends on the plan that is made now.
void Ceremonies::observe_until(UtcTime now) {
    for (const Observed& one : to_come_) {
        if (one.at > now) {
            continue;
        }
        events_.push_back(one.event);
        if (one.ds_set && (parent_.empty() || parent_.back().from < one.at)) {
            parent_.push_back(*one.ds_set);
        }
    }
    to_come_.clear();
}

void Ceremonies::write_configuration(const std::string& kasp, const std::string& goal) {
    std::string text = "version: 1\nchain: round-trip\nkasp:\n" + kasp +
                       "zones: [ { name: example., goal: " + goal +
                       " } ]\n"
                       "transport: [ { label: signer, public-key: transport.pub } ]\nevents:\n";
    for (const std::string& event : events_) {
        text += "  - " + event + "\n";
    }
    if (events_.empty()) {
        text += "  []\n";
    }
    static_cast<void>(bunker_.folder.file("ceremony.yaml", text));
}

void Ceremonies::produce(const std::string& now, const std::string& until) {
    std::vector<std::string> command = {
        CEREMONY_PLANNER, "produce", "-c", bunker_.folder / "ceremony.yaml",
        "--now",          now,       "-o", file("recipe", ceremony_)};
    if (ceremony_ > 1) {
        const std::string last = file("cooked", ceremony_ - 1);
        command.insert(command.end(), {"--previous", last, "--expect", hash_of(last)});
    }
    command.insert(command.end(), {until, "Ceremony " + std::to_string(ceremony_)});
    run(command);
}

void Ceremonies::cook() {
    std::vector<std::string> command = {CEREMONY_COOKER,
                                        "cook",
                                        "-y",
                                        "-c",
                                        bunker_.folder / "cooker.yaml",
                                        "-r",
                                        file("recipe", ceremony_),
                                        "-o",
                                        file("cooked", ceremony_)};
    if (ceremony_ > 1) {
        command.insert(command.end(), {"--previous", file("cooked", ceremony_ - 1)});
    }
    run(command);
}

void Ceremonies::take_over(const std::string& result) {
    const recipe::Recipe cooked = must(read_recipe_text(slurp(result)));
    const plan::ChainPlan chain = must(plan::from_recipe(cooked));
    REQUIRE(chain.zones.size() == 1);
    const timeline::ZonePlan& plan = chain.zones.front();
    open_exports(cooked);
    keep_ds_records(cooked);
    const UtcTime begin = plan.slots.front().from;
    const UtcTime imported = ceremony_ == 1 ? begin : later(begin, day);
    REQUIRE((ceremony_ == 1 || imported <= plan.handover_until));
    to_come_.push_back({imported,
                        "imported: { sequence: " + std::to_string(ceremony_) +
                            ", at: " + imported.rfc3339() + " }",
                        {}});
    publish(plan, sets_in(result), imported);
    expect_changes(plan, imported);
}

void Ceremonies::open_exports(const recipe::Recipe& cooked) {
    for (const recipe::Action& action : cooked.actions) {
        const auto* exported = std::get_if<recipe::ExportKeypair>(&action.params);
        if (exported == nullptr) {
            continue;
        }
        const Bytes& id = exported->key.name.id();
        const auto& result = exported->cooked.value();
        const bool is_sha1 = result.wrap_mechanism == recipe::OaepHash::sha1;
        const pkcs11::WrappedKey wrapped = {
            result.key_blob, is_sha1 ? pkcs11::OaepHash::sha1 : pkcs11::OaepHash::sha256};
        const std::string name = encoding::encode_hex(id);
        const auto algorithm = static_cast<Algorithm>(exported->key.kind.algorithm);
        static_cast<void>(
            bunker_.folder.file(name + ".private", receiver_.unwrap_to_file(wrapped, algorithm)));
        zsks_.emplace(id, KeyFiles{bunker_.folder / name});
    }
}

void Ceremonies::keep_ds_records(const recipe::Recipe& cooked) {
    for (const recipe::Action& action : cooked.actions) {
        const auto* made = std::get_if<recipe::GenerateKey>(&action.params);
        if (made != nullptr && made->cooked.value().ds) {
            ds_.emplace(made->key.name.id(), *made->cooked->ds);
        }
    }
}

void Ceremonies::publish(const timeline::ZonePlan& plan,
                         const std::vector<std::vector<std::string>>& sets,
                         UtcTime imported) {
    REQUIRE(sets.size() == plan.slots.size());
    std::erase_if(published_, [&](const PublishedSet& set) { return set.from >= imported; });
    if (!published_.empty()) {
        REQUIRE(published_.back().until >= imported);
        published_.back().until = imported;
    }
    for (std::size_t number = 0; number < sets.size(); ++number) {
        const timeline::Slot& slot = plan.slots[number];
        if (slot.until <= imported) {
            continue;
        }
        PublishedSet set = {std::max(slot.from, imported), slot.until, slot.ttl, sets[number], {}};
        for (const timeline::KeyIndex signer : slot.zone_signers) {
            set.signers.push_back(zsks_.at(plan.keys[signer].id));
        }
        published_.push_back(std::move(set));
    }
}

void Ceremonies::expect_changes(const timeline::ZonePlan& plan, UtcTime imported) {
    auto before = keys_of(plan.ds_before);
    for (const timeline::DsChange& change : plan.ds_changes) {
        const auto after = keys_of(change.after);
        if (!change.complete) {
            const UtcTime asked =
                std::max(change.earliest, later(imported, change.after_import.value_or(0)));
            const UtcTime seen = later(asked, 2 * day);
            DsSetAtParent set = {seen, {}};
            for (const timeline::KeyIndex key : after) {
                const dns::Ds& ds = ds_.at(plan.keys[key].id);
                set.files.push_back(
                    bunker_.folder.file("ds." + std::to_string(ds.key_tag),
                                        "example. 3600 IN DS " + dns::print(ds) + "\n"));
            }
            const auto tell = [&](const std::string& word, timeline::KeyIndex key) {
                to_come_.push_back({seen,
                                    word + ": { zone: example., ds: \"" +
                                        dns::print(ds_.at(plan.keys[key].id)) +
                                        "\", at: " + seen.rfc3339() + " }",
                                    set});
            };
            for (const timeline::KeyIndex key : after) {
                if (!before.contains(key)) {
                    tell("ds-seen", key);
                }
            }
            for (const timeline::KeyIndex key : before) {
                if (!after.contains(key)) {
                    tell("ds-gone", key);
                }
            }
        }
        before = after;
    }
}

std::size_t Ceremonies::keys_in_sets(const std::string& flags_and_algorithm) const {
    std::set<std::string> keys;
    for (const PublishedSet& set : published_) {
        for (const std::string& record : set.records) {
            const std::size_t at = record.find(" DNSKEY " + flags_and_algorithm + " ");
            if (at != std::string::npos) {
                keys.insert(record.substr(at));
            }
        }
    }
    return keys.size();
}

}  // namespace ceremony::test
