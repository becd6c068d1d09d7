// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>

#include "dns/scan.hpp"
#include "recipe/read_actions.hpp"
#include "recipe/read_key.hpp"

namespace ceremony::recipe {

namespace {

// All signatures are those of the zone's own keys.
Outcome check_signer_name(Object& params, const dns::Name& owner) {
    const auto signer = TRY(params.may("signerName", read_name));
    if (signer && *signer != owner) {
        return params.fail(Errc::semantics, "signerName is not the ownerName");
    }
    return Nothing{};
}

Result<Publication> read_publication(Input input) {
    return read_object(input, [](Object& publish) -> Result<Publication> {
        const UtcTime from = TRY(publish.must("from", read_time));
        const UtcTime until = TRY(publish.must("until", read_time));
        auto signers = TRY(publish.must("zoneSigners", read_zone_signers));
        Word track = TRY(publish.may("track", read_word, Word::from_text(main_track).value()));
        const std::uint16_t stage = TRY(publish.may("stage", read_u16, 0));
        return Publication{from, until, std::move(signers), std::move(track), stage};
    });
}

Result<dns::DigestType> read_digest_type(Input input) {
    const auto number = static_cast<std::uint8_t>(TRY(json::integer_of(input.value, {0, 0xff})));
    return told_at(input, dns::known_digest_type(number));
}

Result<std::vector<dns::DigestType>> read_digest_types(Input array) {
    auto types = TRY(read_each(array, read_digest_type));
    std::sort(types.begin(), types.end());
    if (types.empty() || std::adjacent_find(types.begin(), types.end()) != types.end()) {
        return array.fail(Errc::semantics, "empty, or a digest type stands twice");
    }
    return types;
}

Outcome expect_true(Input input) {
    if (!TRY(read_boolean(input))) {
        return input.fail(Errc::semantics, "only true has a meaning here");
    }
    return Nothing{};
}

Result<Cds> read_cds(Input input) {
    return read_object(input, [](Object& cds) -> Result<Cds> {
        const std::uint32_t ttl = TRY(cds.must("ttl", read_ttl));
        if (TRY(cds.may("delete", expect_true))) {
            return Cds{ttl, CdsDelete()};
        }
        CdsKeys content;
        content.digest_types =
            TRY(cds.may("digestTypes", read_digest_types, {dns::DigestType::sha256}));
        content.cdnskey = TRY(cds.may("cdnskey", read_boolean, true));
        content.keys = TRY(cds.must("keys", read_keyset));
        return Cds{ttl, std::move(content)};
    });
}

using Records = std::vector<dns::Record>;

Result<Records> of_types(Input input, Records records, std::initializer_list<dns::RrType> types) {
    for (const dns::Record& record : records) {
        if (std::find(types.begin(), types.end(), record.type()) == types.end()) {
            return input.fail(Errc::semantics, "a record of type " + dns::to_string(record.type()) +
                                                   " does not belong here");
        }
    }
    return records;
}

// One text with a record on each line is what the prototype wrote.
Result<Records> read_keyset_records(Input input) {
    auto records =
        input.value.kind() == json::Kind::text
            ? told_at(input, dns::scan_records(TRY(json::text_of(input.value)), "records"))
            : read_each(input, read_record);
    return of_types(input, TRY(std::move(records)), {dns::RrType::dnskey, dns::RrType::rrsig});
}

Result<Records> read_cds_records(Input input) {
    return of_types(input, TRY(read_each(input, read_record)),
                    {dns::RrType::cds, dns::RrType::cdnskey, dns::RrType::rrsig});
}

Result<SignedKeysetResult> read_signed(Object& results) {
    SignedKeysetResult result;
    result.keyset = TRY(results.may("signedKeysetRRs", read_keyset_records, Records()));
    // The prototype did not say that it had signed.
    const bool may_be_absent = !result.keyset.empty();
    result.success = TRY(may_be_absent ? results.may("signSuccess", read_boolean, true)
                                       : results.must("signSuccess", read_boolean));
    result.cds = TRY(results.since_1_1("signedCdsRRs", read_cds_records)).value_or(Records());
    return result;
}

}  // namespace

Result<ActionParams> read_produce_signed_keyset(Object& params, Results cooked) {
    ProduceSignedKeyset set;
    set.owner = TRY(params.must("ownerName", read_name));
    TRY(check_signer_name(params, set.owner));
    set.inception = TRY(params.must("inception", read_rrsig_time));
    set.expiration = TRY(params.must("expiration", read_rrsig_time));
    set.ttl = TRY(params.must("ttl", read_ttl));
    set.keyset = TRY(params.must("keyset", read_keyset));
    set.signed_by = TRY(params.must("signedBy", read_signers));
    set.publish = TRY(params.since_1_1("publish", read_publication));
    set.cds = TRY(params.since_1_1("cds", read_cds));
    set.cooked = TRY(read_results(cooked, read_signed));
    return ActionParams(std::move(set));
}

}  // namespace ceremony::recipe
