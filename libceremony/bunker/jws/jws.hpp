// SPDX-License-Identifier: BSD-3-Clause
//
// jws.hpp -- signatures on files: JWS (RFC 7515), general JSON serialization only.
//
//     { "payload": base64url, "signatures": [{ "protected": base64url, "signature": base64url }] }
//
// Without `payload` it is detached (RFC 7515, appendix F): the payload is the octets
// of a file beside it. Where RFC 7515 leaves a choice, or asks to ignore what is not
// understood, this file is stricter:
//
// - A key comes only from the caller, with its one algorithm. `jwk`, `jku`, `x5c`,
//   `kid` and whatever else a header holds is ignored: it is the signer's word.
// - `alg` and `typ` stand in the protected header and nowhere else. `typ` is the one
//   that the caller expects, octet for octet: a signature on one kind of file must
//   not pass on another.
// - `crit` is refused wherever it stands: no extension is understood here. So is
//   `b64` (RFC 7797): a reader that knows it would verify other octets.
// - Members that RFC 7515, section 7.2.1, does not name are refused, though it says
//   to ignore them: the flattened form beside the general one would have two
//   meanings. For the same reason no name stands in both headers of a signature.
// - base64url has one spelling; names that stand twice are refused (json/parse.hpp).
// - One signature that breaks these rules makes the whole file refused.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "json/fields.hpp"
#include "jws/pinned_key.hpp"

namespace ceremony::jws {

/// More signatures than people come to a ceremony: each may cost a verification.
inline constexpr std::size_t signature_limit = 100;
/// A header in octets before base64url; it may hold a chain of certificates.
inline constexpr std::size_t header_limit = 65536;

/// Makes the signature over the octets it is given, in the form of crypto/verify.hpp:
/// a token does, or a test.
using Sign = std::function<Result<Bytes>(ByteView signing_input)>;

class Jws {
public:
    /// One without signatures yet, over `payload`, which becomes a part of it. `type` is
    /// its `typ`; empty means none.
    [[nodiscard]] static Jws attached(std::string type, Bytes payload);
    /// The same over a payload that is elsewhere.
    [[nodiscard]] static Jws detached(std::string type);

    /// Reads `text`, which messages call `name`. Every signature must have `typ` `type`, or
    /// none when `type` is empty. Errc::syntax: not this form. Errc::semantics: `typ`, `alg`
    /// or one of the rules above. Errc::limit: too many signatures, or as json::parse().
    [[nodiscard]] static Result<Jws> parse(std::string text,
                                           std::string name,
                                           std::string_view type);

    [[nodiscard]] bool is_detached() const noexcept { return !payload_.has_value(); }
    /// The number of signatures.
    [[nodiscard]] std::size_t size() const noexcept { return signatures_.size(); }

    /// The attached payload, borrowed, when a signature over it by `key` is here. There is
    /// no other way to it. Errc::semantics: it is detached. Errc::crypto: no signature with
    /// the algorithm of `key` verifies.
    [[nodiscard]] Result<ByteView> payload_signed_by(const PinnedKey& key) const;
    /// Success when a signature by `key` over `payload` is here. Errc::semantics: a payload
    /// is attached. Errc::crypto: as above.
    [[nodiscard]] Outcome verify_detached(const PinnedKey& key, ByteView payload) const;

    /// Adds the signature that `sign` makes over the attached payload. It is not verified
    /// here. Errc::semantics: it is detached. Errc::limit: too many signatures. Else the
    /// error of `sign`.
    [[nodiscard]] Outcome add_signature(Algorithm algorithm, const Sign& sign);
    /// The same over a detached `payload`. Errc::semantics: a payload is attached.
    [[nodiscard]] Outcome add_detached_signature(Algorithm algorithm,
                                                 ByteView payload,
                                                 const Sign& sign);

    /// The text, which parse() reads back. Unprotected headers that were read are left
    /// out. REQUIRES: at least one signature.
    [[nodiscard]] std::string print() const;

private:
    struct Signature {
        Algorithm algorithm{};
        std::string protected_header;  // in base64url, as it was signed
        Bytes signature;
    };

    Jws(std::string type, std::optional<Bytes> payload);
    [[nodiscard]] static Result<Signature> read_signature(json::Fields& fields,
                                                          std::string_view type);
    [[nodiscard]] Outcome verify(const PinnedKey& key, ByteView payload) const;
    [[nodiscard]] Outcome add(Algorithm algorithm, ByteView payload, const Sign& sign);

    std::string type_;
    std::optional<Bytes> payload_;
    std::vector<Signature> signatures_;
};

}  // namespace ceremony::jws
