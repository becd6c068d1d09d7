// SPDX-License-Identifier: BSD-3-Clause

#include "jws/jws.hpp"

#include <utility>

#include "base/quote.hpp"
#include "crypto/verify.hpp"
#include "encoding/base64.hpp"
#include "json/fields.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"

namespace ceremony::jws {

namespace {

// RFC 7515, section 5.1, step 5, with the payload already in base64url.
std::string signing_input(std::string_view protected_header, std::string_view payload) {
    return std::string(protected_header).append(".").append(payload);
}

Result<Bytes> base64url_of(json::Value value) {
    const std::string_view text = TRY(json::text_of(value));
    auto octets = encoding::decode_base64url(text);
    if (!octets.ok()) {
        return value.fail(Errc::syntax, octets.error().message());
    }
    return octets;
}

// `crit`: RFC 7515, section 4.1.11; `b64`: RFC 7797, section 3.
Outcome refuse_extensions(json::Value header) {
    for (const char* name : {"crit", "b64"}) {
        const auto parameter = header.find(name);
        if (parameter) {
            return parameter->fail(Errc::semantics, "no extension is understood here");
        }
    }
    return Nothing{};
}

// RFC 7515, section 4.1.9. An empty `type` means that there must be none.
Outcome check_type(json::Value header, std::string_view type) {
    const auto typ = header.find("typ");
    if (!typ && type.empty()) {
        return Nothing{};
    }
    if (!typ) {
        return header.fail(Errc::semantics, "no typ, which must be " + quote(type));
    }
    const std::string_view found = TRY(json::text_of(*typ));
    if (type.empty()) {
        return typ->fail(Errc::semantics, quote(found) + ", not none");
    }
    if (found != type) {
        return typ->fail(Errc::semantics, quote(found) + ", not " + quote(type));
    }
    return Nothing{};
}

Result<Algorithm> read_algorithm(json::Value header) {
    const auto alg = header.find("alg");
    if (!alg) {
        return header.fail(Errc::semantics, "no alg");
    }
    const std::string_view text = TRY(json::text_of(*alg));
    auto algorithm = algorithm_from_text(text);
    if (!algorithm.ok()) {
        return alg->fail(Errc::semantics, algorithm.error().message());
    }
    return algorithm;
}

Result<Algorithm> read_protected(json::Value header, std::string_view type) {
    TRY(json::object_of(header));
    TRY(refuse_extensions(header));
    TRY(check_type(header, type));
    return read_algorithm(header);
}

// RFC 7515, section 7.2.1: no name stands in both headers. What decides about a
// signature does not stand here at all.
Outcome check_unprotected(json::Value header, json::Value protected_header) {
    TRY(refuse_extensions(header));
    for (const auto& member : header.members()) {
        const std::string_view name = member.name.text();
        if (name == "alg" || name == "typ") {
            return member.value.fail(Errc::semantics, "belongs into the protected header");
        }
        if (protected_header.find(name)) {
            return member.value.fail(Errc::semantics, "stands in the protected header too");
        }
    }
    return Nothing{};
}

}  // namespace

Jws::Jws(std::string type, std::optional<Bytes> payload)
    : type_(std::move(type)), payload_(std::move(payload)) {}

Jws Jws::attached(std::string type, Bytes payload) {
    return {std::move(type), std::move(payload)};
}

Jws Jws::detached(std::string type) {
    return {std::move(type), std::nullopt};
}

Result<Jws::Signature> Jws::read_signature(json::Fields& fields, std::string_view type) {
    const json::Value encoded = TRY(fields.any("protected"));
    const Bytes octets = TRY(base64url_of(encoded));
    // An error inside the header is one of the member that holds it.
    const auto inside = [&](const Error& error) {
        return encoded.fail(error.code(), error.message());
    };
    const auto header = json::parse(std::string(as_text(octets)), "header", {.size = header_limit});
    if (!header.ok()) {
        return inside(header.error());
    }
    const json::Value protected_header = header.value().root();
    const auto algorithm = read_protected(protected_header, type);
    if (!algorithm.ok()) {
        return inside(algorithm.error());
    }
    const auto unprotected = TRY(fields.object_if_present("header"));
    if (unprotected) {
        TRY(check_unprotected(*unprotected, protected_header));
    }
    Signature signature;
    signature.algorithm = algorithm.value();
    signature.protected_header = encoded.text();
    signature.signature = TRY(base64url_of(TRY(fields.any("signature"))));
    return signature;
}

Result<Jws> Jws::parse(std::string text, std::string name, std::string_view type) {
    const json::Document document = TRY(json::parse(std::move(text), std::move(name)));
    return json::read_object(document.root(), [&](json::Fields& fields) -> Result<Jws> {
        Jws jws = detached(std::string(type));
        const auto payload = fields.any_if_present("payload");
        if (payload) {
            jws.payload_ = TRY(base64url_of(*payload));
        }
        const json::Value signatures = TRY(fields.array("signatures"));
        const std::size_t count = signatures.elements().size();
        if (count == 0 || count > signature_limit) {
            return signatures.fail(
                count == 0 ? Errc::syntax : Errc::limit,
                std::to_string(count) + " signatures, not 1 to " + std::to_string(signature_limit));
        }
        for (const json::Value element : signatures.elements()) {
            const auto read = [&](json::Fields& inner) {
                return read_signature(inner, type);
            };
            jws.signatures_.push_back(TRY(json::read_object(element, read)));
        }
        return jws;
    });
}

Result<ByteView> Jws::payload_signed_by(const PinnedKey& key) const {
    if (is_detached()) {
        return Error{Errc::semantics, "the payload is detached"};
    }
    TRY(verify(key, *payload_));
    return ByteView(*payload_);
}

Outcome Jws::verify_detached(const PinnedKey& key, ByteView payload) const {
    if (!is_detached()) {
        return Error{Errc::semantics, "the payload is attached"};
    }
    return verify(key, payload);
}

Outcome Jws::verify(const PinnedKey& key, ByteView payload) const {
    const std::string encoded = encoding::encode_base64url(payload);
    std::size_t tried = 0;
    for (const auto& signature : signatures_) {
        if (signature.algorithm != key.algorithm()) {
            continue;
        }
        ++tried;
        const std::string input = signing_input(signature.protected_header, encoded);
        if (crypto::verify(key.scheme(), key.key(), as_bytes(input), signature.signature).ok()) {
            return Nothing{};
        }
    }
    const std::string name(to_string(key.algorithm()));
    return Error{Errc::crypto, "no signature verifies with this " + name + " key; " +
                                   std::to_string(tried) + " of " + std::to_string(size()) +
                                   " signatures are " + name};
}

Outcome Jws::add_signature(Algorithm algorithm, const Sign& sign) {
    if (is_detached()) {
        return Error{Errc::semantics, "the payload is detached"};
    }
    return add(algorithm, *payload_, sign);
}

Outcome Jws::add_detached_signature(Algorithm algorithm, ByteView payload, const Sign& sign) {
    if (!is_detached()) {
        return Error{Errc::semantics, "the payload is attached"};
    }
    return add(algorithm, payload, sign);
}

Outcome Jws::add(Algorithm algorithm, ByteView payload, const Sign& sign) {
    if (size() == signature_limit) {
        return Error{Errc::limit, "there are " + std::to_string(size()) + " signatures already"};
    }
    json::Printer header;
    header.begin_object();
    header.name("alg");
    header.text(to_string(algorithm));
    if (!type_.empty()) {
        header.name("typ");
        header.text(type_);
    }
    header.end();
    Signature signature;
    signature.algorithm = algorithm;
    signature.protected_header = encoding::encode_base64url(as_bytes(header.take()));
    signature.signature = TRY(sign(
        as_bytes(signing_input(signature.protected_header, encoding::encode_base64url(payload)))));
    signatures_.push_back(std::move(signature));
    return Nothing{};
}

std::string Jws::print() const {
    json::Printer printer;
    printer.begin_object();
    if (payload_) {
        printer.name("payload");
        printer.text(encoding::encode_base64url(*payload_));
    }
    printer.name("signatures");
    printer.begin_array();
    for (const auto& signature : signatures_) {
        printer.begin_object();
        printer.name("protected");
        printer.text(signature.protected_header);
        printer.name("signature");
        printer.text(encoding::encode_base64url(signature.signature));
        printer.end();
    }
    printer.end();
    printer.end();
    return printer.take();
}

}  // namespace ceremony::jws
