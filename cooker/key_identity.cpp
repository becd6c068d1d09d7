// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/key_identity.hpp"

#include <algorithm>

#include "cooker/key_forms.hpp"
#include "cooker/key_text.hpp"
#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"

namespace ceremony::cooker {

namespace {

std::vector<dns::Algorithm> algorithms_of(KeyKind kind, Detail detail) {
    std::vector<dns::Algorithm> algorithms;
    for (const dns::Algorithm algorithm : dns::algorithms) {
        const bool is_rare = algorithm == dns::Algorithm::rsasha512;
        if (token_kind(algorithm) == kind && (detail == Detail::full || !is_rare)) {
            algorithms.push_back(algorithm);
        }
    }
    return algorithms;
}

}  // namespace

Result<std::vector<std::string>> identity_lines(const pkcs11::PublicKey& key,
                                                const std::vector<dns::Name>& zones,
                                                Detail detail) {
    std::vector<std::string> lines;
    for (const dns::Algorithm algorithm : algorithms_of(key.kind, detail)) {
        const auto field = key_data_of(algorithm, key);
        if (!field.ok()) {
            return std::vector<std::string>{"  UNUSABLE: " + field.error().message()};
        }
        const Sha256 fingerprint = TRY(fingerprint_of(field.value()));
        if (lines.empty()) {  // algorithms that one key fits have the same field
            lines.push_back("  key field " + fingerprint_text(fingerprint));
        }
        const dns::Dnskey ksk = {dns::ksk_flags, algorithm, field.value()};
        const dns::Dnskey zsk = {dns::zsk_flags, algorithm, field.value()};
        lines.push_back("  algorithm " + std::to_string(static_cast<unsigned>(algorithm)) +
                        ": tag " + tag_text(dns::key_tag(ksk)) + " as KSK, " +
                        tag_text(dns::key_tag(zsk)) + " as ZSK");
        for (const dns::Name& zone : zones) {
            const dns::Ds ds = TRY(dnssec::make_ds(zone, ksk, dns::DigestType::sha256));
            lines.push_back("  " + zone.text() + " DS " + dns::print(ds));
        }
    }
    return lines;
}

Result<std::vector<std::string>> key_lines(const std::vector<pkcs11::Object>& halves,
                                           const std::vector<dns::Name>& zones) {
    std::vector<std::string> lines;
    lines.reserve(halves.size());
    for (const pkcs11::Object& half : halves) {
        lines.push_back("  " + describe(half));
    }
    const auto shown = std::find_if(halves.begin(), halves.end(), [](const pkcs11::Object& half) {
        return half.public_key.has_value();
    });
    if (shown != halves.end()) {
        const auto more = TRY(identity_lines(*shown->public_key, zones, Detail::full));
        lines.insert(lines.end(), more.begin(), more.end());
    }
    return lines;
}

}  // namespace ceremony::cooker
