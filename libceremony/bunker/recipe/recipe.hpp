// SPDX-License-Identifier: BSD-3-Clause
//
// recipe.hpp -- a recipe and what came of it, as types. FORMAT.md says what each member
// means; the names here are those of the format.
//
// What could be malformed has a type that cannot be. Rules that a single member can break
// are kept where it is read (read.hpp), rules between members in check.hpp. Texts are UTF-8
// without NUL; an optional text that is absent is empty.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "dns/dnskey.hpp"
#include "dns/ds.hpp"
#include "dns/name.hpp"
#include "dns/numbers.hpp"
#include "dns/record.hpp"
#include "recipe/plan.hpp"

namespace ceremony::recipe {

using Sha256 = std::array<Byte, 32>;

/// The versions of the format: of the public recipe API, and with our additions to it.
enum class SpecVersion : std::uint8_t {
    v1_0,
    v1_1
};

/// The name of a chain of ceremonies or of a track: 1 to 63 of `A-Za-z0-9._-`, not
/// beginning with a dot or a hyphen, so that it may stand in a file name.
class Word {
public:
    /// Errc::syntax.
    [[nodiscard]] static Result<Word> from_text(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    friend auto operator<=>(const Word&, const Word&) = default;

private:
    explicit Word(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

/// The repository that a key is in when the recipe does not say.
inline constexpr std::string_view default_store = "default";

/// Which key on which token. It has an ID, a label or both.
class KeyName {
public:
    /// `store` is the name of a repository, `id` the CKA_ID, `label` the CKA_LABEL; empty
    /// for the one that is not given. Errc::syntax when there is neither ID nor label, or
    /// no store.
    [[nodiscard]] static Result<KeyName> make(std::string store, Bytes id, std::string label);

    [[nodiscard]] const std::string& store() const noexcept { return store_; }
    [[nodiscard]] const Bytes& id() const noexcept { return id_; }
    [[nodiscard]] const std::string& label() const noexcept { return label_; }

    friend bool operator==(const KeyName&, const KeyName&) = default;

private:
    KeyName(std::string store, Bytes id, std::string label) noexcept
        : store_(std::move(store)), id_(std::move(id)), label_(std::move(label)) {}

    std::string store_;
    Bytes id_;
    std::string label_;
};

/// What a zone's key is for, as its flags say.
enum class KeyRole : std::uint16_t {
    zsk = dns::zsk_flags,
    ksk = dns::ksk_flags,
    revoked_ksk = dns::revoked_ksk_flags,
};

/// Does it carry the SEP bit?
[[nodiscard]] constexpr bool is_sep(KeyRole role) noexcept {
    return role != KeyRole::zsk;
}

/// Algorithm and role of a zone's key.
struct KeyKind {
    dns::Algorithm algorithm{};
    KeyRole role{};

    friend bool operator==(const KeyKind&, const KeyKind&) = default;
};

/// A zone's key pair on a token.
struct KeyReference {
    KeyKind kind;
    KeyName name;

    friend bool operator==(const KeyReference&, const KeyReference&) = default;
};

/// An RSA public key on a token, under which private keys are wrapped.
struct TransportKeyReference {
    KeyName name;

    friend bool operator==(const TransportKeyReference&, const TransportKeyReference&) = default;
};

/// The file that a key came with.
struct Source {
    Sha256 sha256{};
    std::string name;

    friend bool operator==(const Source&, const Source&) = default;
};

/// A zone's key of which the bunker has the public part only.
struct DirectKey {
    KeyKind kind;
    Bytes data;  ///< the DNSKEY public key field
    std::optional<Source> source;
    std::vector<dns::Record> possession;  ///< RRSIG records, by this key over itself

    friend bool operator==(const DirectKey&, const DirectKey&) = default;
};

using KeysetKey = std::variant<KeyReference, DirectKey>;

struct HaveKeyResult {
    bool exists = false;
    std::optional<std::uint16_t> key_tag;
    std::optional<Bytes> key_data;

    friend bool operator==(const HaveKeyResult&, const HaveKeyResult&) = default;
};

struct HaveKey {
    std::variant<KeyReference, TransportKeyReference> key;
    bool relaxed = false;
    std::optional<Bytes> key_data;
    std::optional<HaveKeyResult> cooked;

    friend bool operator==(const HaveKey&, const HaveKey&) = default;
};

struct DeleteKeyResult {
    bool success = false;

    friend bool operator==(const DeleteKeyResult&, const DeleteKeyResult&) = default;
};

struct DeleteKey {
    KeyReference key;
    bool must_exist = true;
    std::optional<Bytes> key_data;
    std::optional<dns::Name> owner;
    std::optional<DeleteKeyResult> cooked;

    friend bool operator==(const DeleteKey&, const DeleteKey&) = default;
};

/// The tag of a key to be made leaves `residue` when divided by `modulus`.
struct TagRule {
    std::uint32_t modulus = 1;
    std::uint32_t residue = 0;

    friend bool operator==(const TagRule&, const TagRule&) = default;
};

struct GenerateKeyResult {
    bool success = false;
    std::optional<std::uint16_t> key_tag;
    std::optional<Bytes> key_data;
    std::optional<dns::Ds> ds;

    friend bool operator==(const GenerateKeyResult&, const GenerateKeyResult&) = default;
};

struct GenerateKey {
    KeyReference key;
    std::optional<std::uint16_t> key_size;  ///< bits; RSA has one, the others have none
    bool exportable = false;
    std::optional<dns::Name> owner;
    std::optional<TagRule> key_tag;
    std::optional<GenerateKeyResult> cooked;

    friend bool operator==(const GenerateKey&, const GenerateKey&) = default;
};

/// When a set is published, and which keys sign the zone then.
struct Publication {
    UtcTime from;
    UtcTime until;
    std::vector<KeysetKey> zone_signers;
    Word track;
    std::uint16_t stage = 0;

    friend bool operator==(const Publication&, const Publication&) = default;
};

/// The track of sets that are published without anybody's word.
inline constexpr std::string_view main_track = "main";

/// Asks the parent for these keys (RFC 7344).
struct CdsKeys {
    std::vector<dns::DigestType> digest_types;  ///< ascending, none twice
    bool cdnskey = true;
    std::vector<KeysetKey> keys;

    friend bool operator==(const CdsKeys&, const CdsKeys&) = default;
};

/// Asks the parent to remove the DS set (RFC 8078, section 4).
struct CdsDelete {
    friend bool operator==(const CdsDelete&, const CdsDelete&) = default;
};

struct Cds {
    std::uint32_t ttl = 0;
    std::variant<CdsKeys, CdsDelete> content;

    friend bool operator==(const Cds&, const Cds&) = default;
};

struct SignedKeysetResult {
    bool success = false;
    std::vector<dns::Record> keyset;  ///< DNSKEY and RRSIG records
    std::vector<dns::Record> cds;     ///< CDS, CDNSKEY and RRSIG records

    friend bool operator==(const SignedKeysetResult&, const SignedKeysetResult&) = default;
};

struct ProduceSignedKeyset {
    dns::Name owner;
    UtcTime inception;  ///< fits an RRSIG, as does the next
    UtcTime expiration;
    std::uint32_t ttl = 0;
    std::vector<KeysetKey> keyset;        ///< not empty
    std::vector<KeyReference> signed_by;  ///< not empty
    std::optional<Publication> publish;
    std::optional<Cds> cds;
    std::optional<SignedKeysetResult> cooked;

    friend bool operator==(const ProduceSignedKeyset&, const ProduceSignedKeyset&) = default;
};

struct ImportPublicKeyResult {
    bool success = false;

    friend bool operator==(const ImportPublicKeyResult&, const ImportPublicKeyResult&) = default;
};

struct ImportPublicKey {
    KeyName name;
    Bytes key_data;  ///< RFC 3110
    std::optional<Source> source;
    bool persistent = false;
    std::optional<ImportPublicKeyResult> cooked;

    friend bool operator==(const ImportPublicKey&, const ImportPublicKey&) = default;
};

/// The hash of the OAEP padding under which the wrapping AES key was encrypted.
enum class OaepHash : std::uint8_t {
    sha1,
    sha256
};

/// "SHA-256"
[[nodiscard]] std::string_view to_string(OaepHash hash) noexcept;

struct ExportKeypairResult {
    bool success = false;
    Bytes key_blob;
    std::optional<OaepHash> wrap_mechanism;
    std::optional<Bytes> key_data;

    friend bool operator==(const ExportKeypairResult&, const ExportKeypairResult&) = default;
};

struct ExportKeypair {
    KeyReference key;
    TransportKeyReference wrapping_key;
    std::optional<ExportKeypairResult> cooked;

    friend bool operator==(const ExportKeypair&, const ExportKeypair&) = default;
};

/// In the order in which they are carried out.
using ActionParams = std::
    variant<HaveKey, DeleteKey, GenerateKey, ProduceSignedKeyset, ImportPublicKey, ExportKeypair>;

struct Action {
    std::string description;
    ActionParams params;

    friend bool operator==(const Action&, const Action&) = default;
};

/// Where a recipe stands in its line of ceremonies.
struct Ceremony {
    Word chain;
    std::uint32_t sequence = 1;
    std::uint32_t attempt = 1;
    std::optional<Sha256> previous;

    friend bool operator==(const Ceremony&, const Ceremony&) = default;
};

struct TokenIdentity {
    std::string repository;
    std::string label;
    std::string serial;

    friend bool operator==(const TokenIdentity&, const TokenIdentity&) = default;
};

/// By what and with what the recipe was carried out.
struct Cooked {
    Sha256 recipe{};
    Sha256 cooker{};
    Sha256 config{};
    std::vector<TokenIdentity> tokens;
    bool rehearsal = false;
    bool complete = false;

    friend bool operator==(const Cooked&, const Cooked&) = default;
};

struct Preamble {
    UtcTime timestamp;
    std::optional<UtcTime> cooked_timestamp;
    std::string description;
    std::optional<Ceremony> ceremony;
    std::optional<Plan> plan;
    std::optional<Cooked> cooked;
    bool rehearsal = false;

    friend bool operator==(const Preamble&, const Preamble&) = default;
};

struct Recipe {
    Preamble preamble;
    std::vector<Action> actions;  ///< in the order of the file

    friend bool operator==(const Recipe&, const Recipe&) = default;
};

/// "haveKey", ...
[[nodiscard]] std::string_view action_type(const Action& action) noexcept;

/// The zone that an action is about; null when it does not say.
[[nodiscard]] const dns::Name* zone_of(const Action& action) noexcept;

/// The numbers of the actions in the order in which they are carried out: by type, and
/// within a type as in the file.
[[nodiscard]] std::vector<std::size_t> execution_order(const Recipe& recipe);

/// Was this recipe, or a part of it, carried out?
[[nodiscard]] bool carries_results(const Recipe& recipe) noexcept;

/// The DNSKEY RDATA of a key.
[[nodiscard]] dns::Dnskey to_dnskey(KeyKind kind, Bytes data);

}  // namespace ceremony::recipe
