// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/read_actions.hpp"

#include <array>

#include "base/quote.hpp"
#include "recipe/read_key.hpp"

namespace ceremony::recipe {

namespace {

// A transport key is an RSA key; its data look the same whichever of their algorithms it is.
dns::Algorithm algorithm_of(const std::variant<KeyReference, TransportKeyReference>& key) {
    const auto* zone_key = std::get_if<KeyReference>(&key);
    return zone_key == nullptr ? dns::Algorithm::rsasha256 : zone_key->kind.algorithm;
}

Result<ActionParams> read_have_key(Object& params, Results cooked) {
    auto key = TRY(params.must("key", read_existing_key));
    const ReadKeyData read_key_data{algorithm_of(key)};
    HaveKey have{std::move(key), false, std::nullopt, std::nullopt};
    have.relaxed = TRY(params.may("relaxed", read_boolean, false));
    have.key_data = TRY(params.since_1_1("keyData", read_key_data));
    have.cooked = TRY(read_results(cooked, [&](Object& results) -> Result<HaveKeyResult> {
        HaveKeyResult result;
        result.exists = TRY(results.must("exists", read_boolean));
        result.key_tag = TRY(results.since_1_1("keyTag", read_u16));
        result.key_data = TRY(results.since_1_1("keyData", read_key_data));
        return result;
    }));
    return ActionParams(std::move(have));
}

Result<ActionParams> read_delete_key(Object& params, Results cooked) {
    KeyReference key = TRY(params.must("key", read_key_reference));
    const ReadKeyData read_key_data{key.kind.algorithm};
    DeleteKey deletion{std::move(key), true, std::nullopt, std::nullopt, std::nullopt};
    deletion.must_exist = TRY(params.may("mustExist", read_boolean, true));
    deletion.key_data = TRY(params.since_1_1("keyData", read_key_data));
    deletion.owner = TRY(params.since_1_1("owner", read_name));
    deletion.cooked = TRY(read_results(cooked, [](Object& results) -> Result<DeleteKeyResult> {
        const bool success = TRY(results.must("deleteSuccess", read_boolean));
        return DeleteKeyResult{success};
    }));
    return ActionParams(std::move(deletion));
}

// A modulus of 65536 fixes the whole tag.
Result<TagRule> read_tag_rule(Input input) {
    return json::read_object(input.value, [](json::Fields& fields) -> Result<TagRule> {
        const auto modulus = TRY(fields.integer("modulus", {2, 0x10000}));
        const auto residue = TRY(fields.integer("residue", {0, modulus - 1}));
        return TagRule{static_cast<std::uint32_t>(modulus), static_cast<std::uint32_t>(residue)};
    });
}

Result<GenerateKeyResult> read_generated(Object& results, const ReadKeyData& read_key_data) {
    GenerateKeyResult result;
    result.success = TRY(results.must("generateSuccess", read_boolean));
    result.key_tag = TRY(results.since_1_1("keyTag", read_u16));
    result.key_data = TRY(results.since_1_1("keyData", read_key_data));
    result.ds = TRY(results.since_1_1("ds", read_ds));
    return result;
}

Result<ActionParams> read_generate_key(Object& params, Results cooked) {
    // The prototype has the members of the key, and the owner, among the parameters.
    const bool is_flat = !params.find("key");
    NewKey key = TRY(is_flat ? read_flat_new_key(params) : params.must("key", read_new_key));
    const ReadKeyData read_key_data{key.key.kind.algorithm};
    GenerateKey generation{std::move(key.key), key.size,     key.exportable,
                           std::nullopt,       std::nullopt, std::nullopt};
    generation.owner =
        TRY(is_flat ? params.may("owner", read_name) : params.since_1_1("owner", read_name));
    generation.key_tag = TRY(params.since_1_1("keyTag", read_tag_rule));
    generation.cooked = TRY(read_results(
        cooked, [&](Object& results) { return read_generated(results, read_key_data); }));
    return ActionParams(std::move(generation));
}

Result<ActionParams> read_import_public_key(Object& params, Results cooked) {
    TRY(refuse_secret(params));
    NewPublicKey key = TRY(params.must("key", read_new_public_key));
    ImportPublicKey import{std::move(key.name), std::move(key.data), std::move(key.source), false,
                           std::nullopt};
    import.persistent = TRY(params.since_1_1("persistent", read_boolean)).value_or(false);
    import.cooked = TRY(read_results(cooked, [](Object& results) -> Result<ImportPublicKeyResult> {
        const bool success = TRY(results.must("importSuccess", read_boolean));
    return ImportPublicKeyResult{success};
}));
return ActionParams(std::move(import));
}  // namespace

Result<OaepHash> read_oaep_hash(Input input) {
    const std::string_view name = TRY(json::text_of(input.value));
    for (const OaepHash hash : {OaepHash::sha1, OaepHash::sha256}) {
        if (name == to_string(hash)) {
            return hash;
        }
    }
    return input.fail(Errc::semantics, quote(name) + " is neither SHA-1 nor SHA-256");
}

Result<ActionParams> read_export_keypair(Object& params, Results cooked) {
    KeyReference key = TRY(params.must("key", read_key_reference));
    const ReadKeyData read_key_data{key.kind.algorithm};
    if (!params.find("wrappingKey")) {
        return params.fail(Errc::refused, "a private key leaves a token only under a wrappingKey");
    }
    auto wrapping_key = TRY(params.must("wrappingKey", read_wrapping_key));
    ExportKeypair exportation{std::move(key), std::move(wrapping_key), std::nullopt};
    exportation.cooked =
        TRY(read_results(cooked, [&](Object& results) -> Result<ExportKeypairResult> {
            ExportKeypairResult result;
            result.success = TRY(results.must("exportSuccess", read_boolean));
            result.key_blob = TRY(results.may("keyBlob", read_base64, Bytes()));
            result.wrap_mechanism = TRY(results.since_1_1("wrapMechanism", read_oaep_hash));
            result.key_data = TRY(results.since_1_1("keyData", read_key_data));
            return result;
        }));
    return ActionParams(std::move(exportation));
}

struct ActionReader {
    std::string_view type;
    Result<ActionParams> (*read)(Object& params, Results cooked);
};

// The names of the format, then those that the prototype also knew and those that the
// public recipe API has once each in its text.
constexpr std::array<ActionReader, 10> readers = {{
    {"haveKey", read_have_key},
    {"deleteKey", read_delete_key},
    {"generateKey", read_generate_key},
    {"produceSignedKeyset", read_produce_signed_keyset},
    {"importPublicKey", read_import_public_key},
    {"exportKeypair", read_export_keypair},
    {"importKey", read_import_public_key},
    {"importKeypair", read_import_public_key},
    {"exportKeyPair", read_export_keypair},
    {"exportKey", read_export_keypair},
}};

Result<const ActionReader*> read_type(Input input) {
    const std::string_view type = TRY(json::text_of(input.value));
    for (const ActionReader& reader : readers) {
        if (reader.type == type) {
            return &reader;
        }
    }
    return input.fail(Errc::semantics, quote(type) + " is not a type of action");
}

// `"cooked": {}` says nothing.
Results not_empty(Results object) {
    return object && object->value.members().empty() ? std::nullopt : object;
}

Result<Input> read_results_object(Input input) {
    TRY(json::object_of(input.value));
    return input;
}

}  // namespace ceremony::recipe

Result<Action> read_action(Input input) {
    return read_object(input, [](Object& action) -> Result<Action> {
        const ActionReader* reader = TRY(action.must("actionType", read_type));
        // The prototype wrote this name in two ways.
        std::string misspelt = TRY(action.may("actionDescrption", read_text, std::string()));
        std::string description =
            TRY(action.may("actionDescription", read_text, std::move(misspelt)));
        const Results cooked = not_empty(TRY(action.may("cooked", read_results_object)));
        ActionParams params = TRY(action.must("actionParams", [&](Input value) {
            return read_object(value, [&](Object& object) { return reader->read(object, cooked); });
        }));
        return Action{std::move(description), std::move(params)};
    });
}

}  // namespace ceremony::recipe
