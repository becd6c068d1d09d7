// SPDX-License-Identifier: BSD-3-Clause

#include "dns/numbers.hpp"

#include <span>

#include "base/decimal.hpp"
#include "base/quote.hpp"
#include "dns/ascii.hpp"

namespace ceremony::dns {

namespace {

struct NamedType {
    RrType type;
    std::string_view mnemonic;
};

constexpr std::array<NamedType, 16> named_types = {{
    {RrType::a, "A"},
    {RrType::ns, "NS"},
    {RrType::soa, "SOA"},
    {RrType::mx, "MX"},
    {RrType::txt, "TXT"},
    {RrType::aaaa, "AAAA"},
    {RrType::ds, "DS"},
    {RrType::rrsig, "RRSIG"},
    {RrType::nsec, "NSEC"},
    {RrType::dnskey, "DNSKEY"},
    {RrType::nsec3, "NSEC3"},
    {RrType::nsec3param, "NSEC3PARAM"},
    {RrType::cds, "CDS"},
    {RrType::cdnskey, "CDNSKEY"},
    {RrType::csync, "CSYNC"},
    {RrType::zonemd, "ZONEMD"},
}};

// A number that is assigned, and must not be used.
struct Forbidden {
    std::uint8_t number;
    std::string_view mnemonic;
    std::string_view reason;
};

constexpr std::array<Forbidden, 6> forbidden_algorithms = {{
    {1, "RSAMD5", "RFC 9904 forbids signing with it"},
    {3, "DSA", "RFC 9904 forbids signing with it"},
    {5, "RSASHA1", "RFC 9905 forbids SHA-1 signatures"},
    {6, "DSA-NSEC3-SHA1", "RFC 9904 forbids signing with it"},
    {7, "RSASHA1-NSEC3-SHA1", "RFC 9905 forbids SHA-1 signatures"},
    {12, "ECC-GOST", "RFC 9906 forbids signing with it"},
}};

constexpr std::array<Forbidden, 2> forbidden_digest_types = {{
    {1, "SHA-1", "RFC 9905 forbids SHA-1 in DS records"},
    {3, "GOST R 34.11-94", "RFC 9906 forbids it in DS records"},
}};

Error refuse(std::string_view kind, const Forbidden& entry) {
    std::string message(kind);
    message.append(" ").append(std::to_string(entry.number)).append(" (").append(entry.mnemonic);
    message.append(") is refused: ").append(entry.reason);
    return Error{Errc::semantics, message};
}

Error refuse_number(std::string_view kind,
                    std::uint8_t number,
                    std::span<const Forbidden> forbidden) {
    for (const Forbidden& entry : forbidden) {
        if (entry.number == number) {
            return refuse(kind, entry);
        }
    }
    return Error{Errc::semantics,
                 std::string(kind) + " " + std::to_string(number) + " is not supported"};
}

Error refuse_mnemonic(std::string_view kind,
                      std::string_view text,
                      std::span<const Forbidden> forbidden) {
    for (const Forbidden& entry : forbidden) {
        if (equal_ignoring_case(entry.mnemonic, text)) {
            return refuse(kind, entry);
        }
    }
    return Error{Errc::syntax, quote(text) + " is not a known " + std::string(kind)};
}

bool begins_with_digit(std::string_view text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

}  // namespace

std::string to_string(RrType type) {
    for (const NamedType& named : named_types) {
        if (named.type == type) {
            return std::string(named.mnemonic);
        }
    }
    return "TYPE" + std::to_string(static_cast<std::uint16_t>(type));
}

Result<RrType> rr_type_from_text(std::string_view text) {
    for (const NamedType& named : named_types) {
        if (equal_ignoring_case(named.mnemonic, text)) {
            return named.type;
        }
    }
    constexpr std::string_view generic = "TYPE";
    if (equal_ignoring_case(text.substr(0, generic.size()), generic)) {
        const auto number = read_decimal<std::uint16_t>(text.substr(generic.size()));
        if (number.ok()) {
            return static_cast<RrType>(number.value());
        }
    }
    return Error{Errc::syntax, quote(text) + " is not a known record type"};
}

std::string_view to_string(Algorithm algorithm) noexcept {
    switch (algorithm) {
        case Algorithm::rsasha256:
            return "RSASHA256";
        case Algorithm::rsasha512:
            return "RSASHA512";
        case Algorithm::ecdsap256sha256:
            return "ECDSAP256SHA256";
        case Algorithm::ecdsap384sha384:
            return "ECDSAP384SHA384";
        case Algorithm::ed25519:
            return "ED25519";
        case Algorithm::ed448:
            return "ED448";
    }
    return "none";
}

Result<Algorithm> known_algorithm(std::uint8_t number) {
    for (const Algorithm algorithm : algorithms) {
        if (static_cast<std::uint8_t>(algorithm) == number) {
            return algorithm;
        }
    }
    return refuse_number("algorithm", number, forbidden_algorithms);
}

Result<Algorithm> algorithm_from_text(std::string_view text) {
    if (begins_with_digit(text)) {
        return known_algorithm(TRY(read_decimal<std::uint8_t>(text).in("algorithm")));
    }
    for (const Algorithm algorithm : algorithms) {
        if (equal_ignoring_case(to_string(algorithm), text)) {
            return algorithm;
        }
    }
    return refuse_mnemonic("algorithm", text, forbidden_algorithms);
}

std::string_view to_string(DigestType type) noexcept {
    switch (type) {
        case DigestType::sha256:
            return "SHA-256";
        case DigestType::sha384:
            return "SHA-384";
    }
    return "none";
}

std::size_t digest_size(DigestType type) noexcept {
    switch (type) {
        case DigestType::sha256:
            return 32;
        case DigestType::sha384:
            return 48;
    }
    return 0;
}

Result<DigestType> known_digest_type(std::uint8_t number) {
    for (const DigestType type : digest_types) {
        if (static_cast<std::uint8_t>(type) == number) {
            return type;
        }
    }
    return refuse_number("digest type", number, forbidden_digest_types);
}

Result<DigestType> digest_type_from_text(std::string_view text) {
    if (begins_with_digit(text)) {
        return known_digest_type(TRY(read_decimal<std::uint8_t>(text).in("digest type")));
    }
    for (const DigestType type : digest_types) {
        if (equal_ignoring_case(to_string(type), text)) {
            return type;
        }
    }
    return refuse_mnemonic("digest type", text, forbidden_digest_types);
}

}  // namespace ceremony::dns
