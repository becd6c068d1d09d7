// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/read_key.hpp"

#include "base/quote.hpp"
#include "dns/ascii.hpp"
#include "encoding/base64.hpp"
#include "recipe/key_data.hpp"

namespace ceremony::recipe {

namespace {

// The flags that mark a transport key.
constexpr std::uint16_t transport_flags = 0;

bool is_text(Input input, std::string_view text) {
    return input.value.kind() == json::Kind::text &&
           dns::equal_ignoring_case(input.value.text(), text);
}

Result<dns::Algorithm> read_algorithm(Input input) {
    if (input.value.kind() == json::Kind::integer) {
        const auto number =
            static_cast<std::uint8_t>(TRY(json::integer_of(input.value, {0, 0xff})));
        return told_at(input, dns::known_algorithm(number));
    }
    if (is_text(input, "RSA")) {
        return input.fail(Errc::semantics,
                          "RSA alone marks a transport key, which cannot stand here");
    }
    return told_at(input, dns::algorithm_from_text(TRY(json::text_of(input.value))));
}

Outcome read_transport_algorithm(Input input) {
    if (!is_text(input, "RSA") && !is_rsa(TRY(read_algorithm(input)))) {
        return input.fail(Errc::semantics, "a transport key is an RSA key");
    }
    return Nothing{};
}

Result<std::uint16_t> read_flags(Input input) {
    if (is_text(input, "KSK")) {
        return dns::ksk_flags;
    }
    if (is_text(input, "ZSK")) {
        return dns::zsk_flags;
    }
    return read_number(input);
}

Result<KeyRole> read_role(Input input) {
    const std::uint16_t flags = TRY(read_flags(input));
    for (const KeyRole role : {KeyRole::zsk, KeyRole::ksk, KeyRole::revoked_ksk}) {
        if (static_cast<std::uint16_t>(role) == flags) {
            return role;
        }
    }
    return input.fail(Errc::semantics, "flags " + std::to_string(flags) +
                                           " cannot stand here: 256, 257 and 385 can");
}

Outcome expect_type(Object& key, std::string_view expected) {
    return key.must("keyType", [expected](Input input) -> Outcome {
        const std::string_view type = TRY(json::text_of(input.value));
        if (type != expected) {
            return input.fail(Errc::semantics, quote(type) + " cannot stand here");
        }
        return Nothing{};
    });
}

Result<KeyKind> read_kind(Object& key) {
    const auto algorithm = TRY(key.must("keyAlgo", read_algorithm));
    const auto role = TRY(key.must("keyFlags", read_role));
    return KeyKind{algorithm, role};
}

// The prototype calls it store where it refers to a key.
Result<std::string> read_store(Object& key) {
    const std::optional<Input> store = key.find("keyStore");
    const std::optional<Input> synonym = key.find("store");
    if (!synonym) {
        return store ? read_label(*store) : Result(std::string(default_store));
    }
    if (store) {
        return synonym->fail(Errc::syntax, "keyStore says it already");
    }
    return read_label(*synonym);
}

Result<KeyName> read_key_name(Object& key) {
    std::string store = TRY(read_store(key));
    Bytes id = TRY(key.may("keyID", read_key_id, Bytes()));
    std::string label = TRY(key.may("keyLabel", read_label, std::string()));
    auto name = KeyName::make(std::move(store), std::move(id), std::move(label));
    if (!name.ok()) {
        return key.fail(name.error().code(), name.error().message());
    }
    return name;
}

Result<KeyReference> read_reference(Object& key) {
    const KeyKind kind = TRY(read_kind(key));
    KeyName name = TRY(read_key_name(key));
    return KeyReference{kind, std::move(name)};
}

Result<TransportKeyReference> read_transport_reference(Object& key) {
    TRY(key.must("keyAlgo", read_transport_algorithm));
    TRY(key.may("keyFlags", read_flags));
    KeyName name = TRY(read_key_name(key));
    return TransportKeyReference{std::move(name)};
}

Result<bool> is_transport_key(Object& key) {
    const std::optional<Input> algorithm = key.find("keyAlgo");
    if (algorithm && is_text(*algorithm, "RSA")) {
        return true;
    }
    return TRY(key.must("keyFlags", read_flags)) == transport_flags;
}

Result<Source> read_source(Input input) {
    return read_object(input, [](Object& source) -> Result<Source> {
        const Sha256 sha256 = TRY(source.must("sha256", read_sha256));
        std::string name = TRY(source.must("name", read_label));
        return Source{sha256, std::move(name)};
    });
}

Result<std::vector<dns::Record>> read_possession(Input array) {
    return read_each(array, [](Input input) -> Result<dns::Record> {
        dns::Record record = TRY(read_record(input));
        if (record.type() != dns::RrType::rrsig) {
            return input.fail(Errc::semantics, "not an RRSIG record");
        }
        return record;
    });
}

Result<DirectKey> read_direct(Object& key) {
    DirectKey direct;
    direct.kind = TRY(read_kind(key));
    direct.data = TRY(key.must("keyData", ReadKeyData{direct.kind.algorithm}));
    direct.source = TRY(key.since_1_1("source", read_source));
    direct.possession =
        TRY(key.since_1_1("possession", read_possession)).value_or(std::vector<dns::Record>());
    return direct;
}

Result<KeysetKey> read_keyset_key(Input input) {
    return read_object(input, [](Object& key) -> Result<KeysetKey> {
        if (TRY(key.must("keyType", read_text)) == "direct") {
            return KeysetKey(TRY(read_direct(key)));
        }
        TRY(expect_type(key, "byRef"));
        return KeysetKey(TRY(read_reference(key)));
    });
}

// The size of an RSA key is asked for, that of others follows from the algorithm.
Result<std::optional<std::uint16_t>> read_key_size(Object& key, dns::Algorithm algorithm) {
    const std::optional<Input> input = key.find("keySize");
    if (!is_rsa(algorithm)) {
        return input ? input->fail(Errc::semantics, "only RSA keys have a keySize")
                     : Result(std::optional<std::uint16_t>());
    }
    const std::uint16_t bits = TRY(key.must("keySize", read_number));
    if (bits < rsa_min_bits || bits > rsa_max_bits) {
        return input->fail(Errc::semantics, "not " + std::to_string(rsa_min_bits) + " to " +
                                                std::to_string(rsa_max_bits) + " bits");
    }
    return std::optional(bits);
}

Result<NewKey> read_new_key_members(Object& key) {
    KeyReference reference = TRY(read_reference(key));
    if (reference.kind.role == KeyRole::revoked_ksk) {
        return key.fail(Errc::semantics, "a key is not made revoked");
    }
    const auto size = TRY(read_key_size(key, reference.kind.algorithm));
    const bool exportable = TRY(key.may("exportable", read_boolean, false));
    return NewKey{std::move(reference), size, exportable};
}

template <typename Read>
auto read_keys(Input array, Read&& read) {
    return read_each(array, [&read](Input element) {
        return read_object(element, [&read](Object& object) { return object.must("key", read); });
    });
}

template <typename Key>
Result<std::vector<Key>> not_empty(Input array, Result<std::vector<Key>> keys) {
    if (keys.ok() && keys.value().empty()) {
        return array.fail(Errc::semantics, "empty");
    }
    return keys;
}

}  // namespace

Result<KeyReference> read_key_reference(Input input) {
    return read_object(input, [](Object& key) -> Result<KeyReference> {
        TRY(expect_type(key, "byRef"));
        return read_reference(key);
    });
}

Result<TransportKeyReference> read_wrapping_key(Input input) {
    return read_object(input, [](Object& key) -> Result<TransportKeyReference> {
        TRY(expect_type(key, "byRef"));
        return read_transport_reference(key);
    });
}

Result<std::variant<KeyReference, TransportKeyReference>> read_existing_key(Input input) {
    using Key = std::variant<KeyReference, TransportKeyReference>;
    return read_object(input, [](Object& key) -> Result<Key> {
        TRY(expect_type(key, "byRef"));
        if (TRY(is_transport_key(key))) {
            return Key(TRY(read_transport_reference(key)));
        }
        return Key(TRY(read_reference(key)));
    });
}

Result<std::vector<KeysetKey>> read_zone_signers(Input array) {
    return read_keys(array, read_keyset_key);
}

Result<std::vector<KeysetKey>> read_keyset(Input array) {
    return not_empty(array, read_zone_signers(array));
}

Result<std::vector<KeyReference>> read_signers(Input array) {
    return not_empty(array, read_keys(array, read_key_reference));
}

Result<NewKey> read_new_key(Input input) {
    return read_object(input, [](Object& key) -> Result<NewKey> {
        TRY(expect_type(key, "byRef"));
        return read_new_key_members(key);
    });
}

Result<NewKey> read_flat_new_key(Object& params) {
    if (params.find("keyType")) {
        TRY(expect_type(params, "byRef"));
    }
    return read_new_key_members(params);
}

Outcome refuse_secret(Object& object) {
    const std::optional<Input> secret = object.find("keySecretData");
    if (secret) {
        return secret->fail(Errc::refused, "only public keys are imported");
    }
    return Nothing{};
}

Result<NewPublicKey> read_new_public_key(Input input) {
    return read_object(input, [](Object& key) -> Result<NewPublicKey> {
        TRY(expect_type(key, "direct"));
        TRY(refuse_secret(key));
        KeyName name = TRY(read_transport_reference(key)).name;
        Bytes data = TRY(key.must("keyData", ReadKeyData{dns::Algorithm::rsasha256}));
        // The prototype states the size, too.
        const auto size = TRY(key.may("keySize", read_number));
        if (size && *size != rsa_bits(data).value()) {  // ReadKeyData accepted it
            return key.fail(Errc::semantics, "keyData is not of the keySize stated");
        }
        auto source = TRY(key.since_1_1("source", read_source));
        return NewPublicKey{std::move(name), std::move(data), std::move(source)};
    });
}

Result<Bytes> ReadKeyData::operator()(Input input) const {
    std::string text = TRY(read_text(input));
    std::erase_if(text, [](char character) {
        return std::string_view(" \t\r\n").find(character) != std::string_view::npos;
    });
    Bytes data = TRY(told_at(input, encoding::decode_base64(text)));
    TRY(told_at(input, check_key_data(algorithm, data)));
    return data;
}

}  // namespace ceremony::recipe
