// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <map>
#include <set>

#include "base/quote.hpp"
#include "cooked/examination.hpp"
#include "cooked/wrapped_size.hpp"
#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"
#include "dnssec/key_form.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::cooked {

namespace {

using Position = recipe::Position;

// What is known of all keys before each action is looked at alone.
struct Survey {
    std::map<std::uint32_t, std::size_t> needed;    // keys, and an action that uses them
    std::map<std::string_view, std::size_t> blobs;  // wrapped keys, and their actions
};

bool must_be_there(Position position) {
    return position == Position::keyset || position == Position::signer ||
           position == Position::exportation || position == Position::wrapping;
}

Survey survey(const Examination& examination) {
    Survey result;
    for (const recipe::KeyUse& use : examination.index.uses()) {
        if (use.name != nullptr && must_be_there(use.position)) {
            result.needed.try_emplace(use.key, use.action);
        }
    }
    return result;
}

// One action and its result.
struct Site {
    const Examination& examination;
    Survey& survey;
    std::size_t action;

    // The key that the action is about.
    [[nodiscard]] const recipe::KeyUse& use() const {
        return examination.index.uses_of(action).front();
    }
    [[nodiscard]] const recipe::KeyFacts& facts() const { return examination.index.facts(use()); }

    void add(std::string path, std::string reason) const {
        examination.add(action, std::move(path), std::move(reason));
    }
    void expect(bool is_so, std::string_view path, std::string_view reason) const {
        if (!is_so) {
            add(std::string(path), std::string(reason));
        }
    }
    // For members that are there in v1.1 always.
    void expect_there(bool is_there, std::string_view path) const {
        expect(is_there || !examination.is_v1_1(), path, "missing");
    }
};

void examine_tag(const Site& site, const dns::Dnskey& key, std::optional<std::uint16_t> tag) {
    site.expect_there(tag.has_value(), "cooked.keyTag");
    const std::uint16_t right = dns::key_tag(key);
    if (tag && *tag != right) {
        site.add("cooked.keyTag", "the key has the tag " + std::to_string(right));
    }
}

// The public key in a result, when it can be used.
std::optional<crypto::PublicKey> examine_data(const Site& site,
                                              dns::Algorithm algorithm,
                                              const std::optional<Bytes>& data) {
    site.expect_there(data.has_value(), "cooked.keyData");
    if (!data) {
        return std::nullopt;
    }
    const auto key = dnssec::read_key_field(algorithm, *data);
    if (!key.ok()) {
        site.add("cooked.keyData", "not a public key: " + key.error().message());
        return std::nullopt;
    }
    return key.value();
}

void examine_absence(const Site& site, const recipe::HaveKey& have) {
    const recipe::HaveKeyResult& result = *have.cooked;
    site.expect(have.relaxed, "cooked.exists", "false, and the recipe wants the key");
    site.expect(!result.key_tag, "cooked.keyTag", "of a key that is not there");
    site.expect(!result.key_data, "cooked.keyData", "of a key that is not there");
    const auto needed = site.survey.needed.find(site.use().key);
    if (needed != site.survey.needed.end() && !site.facts().made_by) {
        site.add("cooked.exists", "false, but " + action_name(needed->second) + " uses the key");
    }
}

void examine(const Site& site, const recipe::HaveKey& have) {
    const recipe::HaveKeyResult& result = *have.cooked;
    if (!result.exists) {
        examine_absence(site, have);
        return;
    }
    const auto* reference = std::get_if<recipe::KeyReference>(&have.key);
    if (reference == nullptr) {
        examine_data(site, dns::Algorithm::rsasha256, result.key_data);
        site.expect(!result.key_tag, "cooked.keyTag", "a transport key has none");
        return;
    }
    const std::optional<std::size_t>& made_by = site.facts().made_by;
    if (made_by) {
        site.add("cooked.exists", "true, but " + action_name(*made_by) + " generates the key");
    }
    if (examine_data(site, reference->kind.algorithm, result.key_data)) {
        examine_tag(site, recipe::to_dnskey(reference->kind, *result.key_data), result.key_tag);
    }
}

// Whether a deletion succeeded is for people to know.
void examine(const Site& /*site*/, const recipe::DeleteKey& /*deletion*/) {}

void examine_form(const Site& site,
                  const recipe::GenerateKey& generation,
                  const crypto::PublicKey& key) {
    if (!generation.key_size) {
        return;
    }
    if (key.modulus_bits() != *generation.key_size) {
        site.add("cooked.keyData", "an RSA key of " + std::to_string(key.modulus_bits()) +
                                       " bits, not of " + std::to_string(*generation.key_size));
    }
    site.expect(std::ranges::equal(key.exponent(), usual_rsa_exponent), "cooked.keyData",
                "the RSA exponent is not 65537");
}

void examine_ds(const Site& site, const recipe::GenerateKey& generation, const dns::Dnskey& key) {
    const std::optional<dns::Ds>& ds = generation.cooked->ds;
    const bool is_wanted = recipe::is_sep(generation.key.kind.role) && generation.owner;
    if (!is_wanted) {
        site.expect(!ds, "cooked.ds", "only of a KSK, and of one that has an owner");
        return;
    }
    site.expect_there(ds.has_value(), "cooked.ds");
    if (!ds) {
        return;
    }
    site.expect(ds->digest_type == dns::DigestType::sha256, "cooked.ds", "not with SHA-256");
    const Outcome fits = dnssec::check_ds(*ds, *generation.owner, key);
    if (!fits.ok()) {
        site.add("cooked.ds", fits.error().message());
    }
}

void examine(const Site& site, const recipe::GenerateKey& generation) {
    const recipe::GenerateKeyResult& result = *generation.cooked;
    site.expect(result.success, "cooked.generateSuccess", "false");
    const auto key = examine_data(site, generation.key.kind.algorithm, result.key_data);
    if (!key) {
        return;
    }
    const dns::Dnskey dnskey = recipe::to_dnskey(generation.key.kind, *result.key_data);
    examine_form(site, generation, *key);
    examine_tag(site, dnskey, result.key_tag);
    examine_ds(site, generation, dnskey);
    if (generation.key_tag) {
        const recipe::TagRule& rule = *generation.key_tag;
        site.expect(dns::key_tag(dnskey) % rule.modulus == rule.residue, "cooked.keyTag",
                    "not as keyTag of the action wants it");
    }
}

// The sets have their own examination.
void examine(const Site& site, const recipe::ProduceSignedKeyset& set) {
    site.expect(set.cooked->success, "cooked.signSuccess", "false");
}

void examine(const Site& site, const recipe::ImportPublicKey& import) {
    site.expect(import.cooked->success, "cooked.importSuccess", "false");
    const auto key = dnssec::read_key_field(dns::Algorithm::rsasha256, import.key_data);
    if (!key.ok()) {
        site.add("actionParams.key.keyData", "not a public key: " + key.error().message());
    }
}

// The bits of a transport key, when its public key is known.
std::optional<std::size_t> transport_bits(const Site& site, const recipe::KeyUse& use) {
    const Bytes* data = site.examination.index.facts(use).data;
    if (data == nullptr) {
        return std::nullopt;
    }
    const auto key = dnssec::read_key_field(dns::Algorithm::rsasha256, *data);
    if (!key.ok()) {
        return std::nullopt;  // found where it stands
    }
    return key.value().modulus_bits();
}

void examine_blob(const Site& site, const WrappedKey& key, const Bytes& blob) {
    const Outcome size = check_wrapped_size(key, blob.size());
    if (!size.ok()) {
        site.add("cooked.keyBlob", size.error().message());
    }
    const auto [first, is_new] = site.survey.blobs.try_emplace(as_text(blob), site.action);
    if (!is_new) {
        site.add("cooked.keyBlob", "the same octets as in " + action_name(first->second));
    }
}

void examine(const Site& site, const recipe::ExportKeypair& exportation) {
    const recipe::ExportKeypairResult& result = *exportation.cooked;
    site.expect(result.success, "cooked.exportSuccess", "false");
    site.expect_there(result.wrap_mechanism.has_value(), "cooked.wrapMechanism");
    const auto key = examine_data(site, exportation.key.kind.algorithm, result.key_data);
    const auto bits = transport_bits(site, site.examination.index.uses_of(site.action).back());
    site.expect(!bits || *bits >= recipe::transport_min_bits, "actionParams.wrappingKey",
                "an RSA key of less than 2048 bits");
    if (result.key_blob.empty()) {
        site.add("cooked.keyBlob", "missing");
        return;
    }
    WrappedKey wrapped{exportation.key.kind.algorithm, std::nullopt, bits};
    if (key) {
        wrapped.bits = key->modulus_bits();
    }
    examine_blob(site, wrapped, result.key_blob);
}

// At the commit point nothing has been deleted yet.
bool is_due(const Examination& examination, const recipe::ActionParams& params) {
    return examination.expected.stage == Stage::final_text ||
           !std::holds_alternative<recipe::DeleteKey>(params);
}

}  // namespace

void examine_results(const Examination& examination) {
    Survey known = survey(examination);
    for (std::size_t action = 0; action < examination.recipe.actions.size(); ++action) {
        const recipe::ActionParams& all = examination.recipe.actions[action].params;
        const bool due = is_due(examination, all);
        const Site site{examination, known, action};
        std::visit(
            [&site, due](const auto& params) {
                if (params.cooked.has_value() != due) {
                    site.add("cooked", due ? "missing" : "there before the deletions");
                } else if (due) {
                    examine(site, params);
                }
            },
            all);
    }
}

}  // namespace ceremony::cooked
