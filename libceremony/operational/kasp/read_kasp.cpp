// SPDX-License-Identifier: BSD-3-Clause

#include "kasp/read_kasp.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <pugixml.hpp>

#include "base/decimal.hpp"
#include "base/quote.hpp"
#include "dns/numbers.hpp"
#include "policy/words.hpp"
#include "xml/source.hpp"

namespace ceremony::kasp {

namespace {

using policy::Policy;
using policy::Seconds;

constexpr Seconds month = 31 * policy::day;
constexpr Seconds year = 365 * policy::day;

// "KskDoubleRRset" and so on: kasp.rnc of OpenDNSSEC 2.1.
constexpr std::array<config::Word<policy::KskRoll>, 3> ksk_rolls = {{
    {"KskDoubleDS", policy::KskRoll::double_ds},
    {"KskDoubleSignature", policy::KskRoll::double_signature},
    {"KskDoubleRRset", policy::KskRoll::double_rrset},
}};
constexpr std::array<config::Word<policy::ZskRoll>, 2> zsk_rolls = {{
    {"ZskPrePublication", policy::ZskRoll::pre_publish},
    {"ZskDoubleSignature", policy::ZskRoll::double_signature},
}};

// Reads one policy; knows where it is for messages.
class Reader {
public:
    explicit Reader(const xml::Source& source) noexcept : source_(source) {}

    Result<Kasp> read(const pugi::xml_node& policy) {
        if (!policy.child("Passthrough").empty()) {
            return source_.fail(policy, Errc::semantics, "zones of this policy are not signed");
        }
        const pugi::xml_node signatures = TRY(source_.one(policy, "Signatures"));
        const pugi::xml_node keys = TRY(source_.one(policy, "Keys"));
        const pugi::xml_node zone = TRY(source_.one(policy, "Zone"));
        const pugi::xml_node parent = TRY(source_.one(policy, "Parent"));
        TRY(read_signatures(signatures));
        TRY(read_zone(zone));
        TRY(read_parent(parent));
        TRY(read_keys(keys));
        kasp_.notes.emplace_back(
            "Not in a kasp.xml, look at these defaults: refresh, slot, soa-expire, resign-all, "
            "lateness,");
        kasp_.notes.emplace_back(
            "clock-skew, reserve, handover, source, export, strict, cds, ds-gate, overlap, "
            "require-backup.");
        return std::move(kasp_);
    }

private:
    Result<Seconds> duration_of(const pugi::xml_node& node) const {
        auto seconds = read_kasp_duration(xml::text_in(node));
        if (!seconds.ok()) {
            return source_.fail(node, seconds.error().code(), seconds.error().message());
        }
        return seconds;
    }
    Result<Seconds> duration(const pugi::xml_node& node, const char* name) const {
        const pugi::xml_node child = TRY(source_.one(node, name));
        return duration_of(child);
    }
    Result<Seconds> duration_or(const pugi::xml_node& node, const char* name, Seconds other) const {
        const auto child = TRY(source_.some(node, name));
        return child ? duration_of(*child) : Result<Seconds>(other);
    }

    Outcome read_signatures(const pugi::xml_node& node) {
        Policy& policy = kasp_.policy;
        policy::ZoneSignatures& signature = policy.zone.signature;
        signature.resign = TRY(duration(node, "Resign"));
        signature.refresh = TRY(duration(node, "Refresh"));
        signature.jitter = TRY(duration(node, "Jitter"));
        policy.inception_offset = TRY(duration(node, "InceptionOffset"));
        const pugi::xml_node validity = TRY(source_.one(node, "Validity"));
        const Seconds records = TRY(duration(validity, "Default"));
        const Seconds denial = TRY(duration(validity, "Denial"));
        signature.validity = std::max(records, denial);
        policy.validity = TRY(duration_or(validity, "Keyset", policy.validity));
        policy.zone.max_ttl = TRY(duration_or(node, "MaxZoneTTL", policy.zone.max_ttl));
        if (node.child("MaxZoneTTL").empty()) {
            kasp_.notes.emplace_back("There is no MaxZoneTTL: look at zone.max-ttl.");
        }
        return Nothing{};
    }

    Outcome read_zone(const pugi::xml_node& node) {
        policy::ZonePolicy& zone = kasp_.policy.zone;
        zone.propagation = TRY(duration(node, "PropagationDelay"));
        const pugi::xml_node soa = TRY(source_.one(node, "SOA"));
        const Seconds ttl = TRY(duration(soa, "TTL"));
        const Seconds minimum = TRY(duration(soa, "Minimum"));
        zone.max_ttl = std::max({zone.max_ttl, ttl, minimum});
        return Nothing{};
    }

    Outcome read_parent(const pugi::xml_node& node) {
        policy::ParentPolicy parent;
        parent.propagation = TRY(duration(node, "PropagationDelay"));
        const pugi::xml_node ds = TRY(source_.one(node, "DS"));
        parent.ds_ttl = TRY(duration(ds, "TTL"));
        parent.registration = TRY(duration_or(node, "RegistrationDelay", parent.registration));
        if (node.child("RegistrationDelay").empty()) {
            kasp_.notes.emplace_back("There is no RegistrationDelay: look at parent.registration.");
        }
        kasp_.policy.parent = parent;
        return Nothing{};
    }

    Outcome read_keys(const pugi::xml_node& node) {
        Policy& policy = kasp_.policy;
        policy.ttl = TRY(duration(node, "TTL"));
        policy.retire_safety = TRY(duration(node, "RetireSafety"));
        policy.publish_safety = TRY(duration(node, "PublishSafety"));
        if (!node.child("ShareKeys").empty()) {
            kasp_.notes.emplace_back("ShareKeys: say ksk-shared-with for each zone but one.");
        }
        if (!node.child("CSK").empty()) {
            return source_.fail(node.child("CSK"), Errc::semantics,
                                "one key cannot be in the bunker and beside the online signer");
        }
        const pugi::xml_node ksk = TRY(source_.one(node, "KSK"));
        TRY(read_key(ksk, policy.ksk));
        TRY(read_roll(ksk, "KskRollType", policy.ksk.roll, ksk_rolls));
        policy.rfc5011 = !ksk.child("RFC5011").empty();
        const pugi::xml_node zsk = TRY(source_.one(node, "ZSK"));
        TRY(read_key(zsk, policy.zsk));
        return read_roll(zsk, "ZskRollType", policy.zsk.roll, zsk_rolls);
    }

    template <typename KeyPolicy>
    Outcome read_key(const pugi::xml_node& node, KeyPolicy& key) {
        const pugi::xml_node algorithm = TRY(source_.one(node, "Algorithm"));
        const auto number = dns::algorithm_from_text(xml::text_in(algorithm));
        if (!number.ok()) {
            return source_.fail(algorithm, number.error().code(), number.error().message());
        }
        key.algorithm = number.value();
        key.size.reset();
        if (key.algorithm == dns::Algorithm::rsasha256 ||
            key.algorithm == dns::Algorithm::rsasha512) {
            key.size = TRY(bits(algorithm));
        }
        const Seconds lifetime = TRY(duration(node, "Lifetime"));
        const auto period = Duration::of(0, lifetime);
        if (!period.ok() || lifetime == 0) {
            return source_.fail(node, Errc::semantics, "a key has to live for some time");
        }
        key.lifetime = period.value();
        const auto standby = TRY(source_.some(node, "Standby"));
        if (standby) {
            key.standby = TRY(number_of<std::uint16_t>(*standby, xml::text_in(*standby), 4));
        }
        if (!node.child("ManualRollover").empty()) {
            kasp_.notes.push_back(std::string(node.name()) +
                                  ": ManualRollover: ceremonies roll keys after their lifetime.");
        }
        return Nothing{};
    }

    Result<std::uint16_t> bits(const pugi::xml_node& algorithm) {
        const pugi::xml_attribute length = algorithm.attribute("length");
        if (!length) {
            return source_.fail(algorithm, Errc::syntax, "there is no length");
        }
        // What ceremonies take: RFC 5702, section 2, in the bounds of recipe/FORMAT.md.
        constexpr std::uint16_t shortest = 1024;
        constexpr std::uint16_t longest = 4096;
        const auto number =
            TRY(number_of<std::uint16_t>(algorithm, std::string_view(length.value()), longest));
        if (number < shortest) {
            return source_.fail(algorithm, Errc::semantics,
                                "an RSA key of " + std::to_string(number) + " bits, not " +
                                    std::to_string(shortest) + " to " + std::to_string(longest));
        }
        return number;
    }

    template <typename T>
    Result<T> number_of(const pugi::xml_node& node, std::string_view text, T most) const {
        const auto number = read_decimal<T>(text);
        if (!number.ok() || number.value() > most) {
            return source_.fail(node, Errc::semantics,
                                quote(text) + " is not a number up to " + std::to_string(most));
        }
        return number.value();
    }

    template <typename T, std::size_t size>
    Outcome read_roll(const pugi::xml_node& node,
                      const char* name,
                      T& roll,
                      const std::array<config::Word<T>, size>& words) const {
        const auto child = TRY(source_.some(node, name));
        if (!child) {
            return Nothing{};
        }
        const std::string_view text = xml::text_in(*child);
        for (const config::Word<T>& word : words) {
            if (word.word == text) {
                roll = word.meaning;
                return Nothing{};
            }
        }
        return source_.fail(*child, Errc::semantics, quote(text) + " cannot be planned here");
    }

    xml::Source source_;
    Kasp kasp_;
};

}  // namespace

Result<Kasp> read_kasp(std::string_view xml, std::string_view file, std::string_view name) {
    const xml::Source source(xml, file);
    pugi::xml_document document;
    TRY(source.load(document, xml::Keep::content));
    const pugi::xml_node root = document.child("KASP");
    if (root.empty()) {
        return source.fail_at(0, Errc::syntax, "this is no kasp.xml: there is no KASP");
    }
    std::string names;
    for (const pugi::xml_node& policy : root.children("Policy")) {
        const std::string_view candidate = policy.attribute("name").value();
        if (candidate == name) {
            return Reader(source).read(policy);
        }
        names += (names.empty() ? "" : ", ") + quote(candidate);
    }
    return Error{Errc::not_found, std::string(file) + ": no policy is called " + quote(name) +
                                      (names.empty() ? "" : ", there is " + names)};
}

// Duration::from_text() knows the form; it does not keep years and months apart.
Result<Seconds> read_kasp_duration(std::string_view text) {
    TRY(Duration::from_text(text));
    if (!text.starts_with('P')) {
        return Error{Errc::syntax, quote(text) + " does not begin with P"};
    }
    Seconds total = 0;
    Seconds number = 0;
    bool in_time = false;
    for (const char c : text.substr(1)) {
        if (c >= '0' && c <= '9') {
            number = number * 10 + (c - '0');
            continue;
        }
        switch (c) {
            case 'Y':
                total += number * year;
                break;
            case 'M':
                total += number * (in_time ? policy::minute : month);
                break;
            case 'W':
                total += number * 7 * policy::day;
                break;
            case 'D':
                total += number * policy::day;
                break;
            case 'H':
                total += number * policy::hour;
                break;
            case 'S':
                total += number;
                break;
            default:  // T
                in_time = true;
                break;
        }
        number = 0;
    }
    return total;
}

}  // namespace ceremony::kasp
