// SPDX-License-Identifier: BSD-3-Clause

#include "signers/json.hpp"

#include "encoding/hex.hpp"
#include "recipe/writer.hpp"
#include "signers/records.hpp"

namespace ceremony::signers {

namespace {

using recipe::Writer;

void put_key(Writer& out, const dns::Dnskey& key) {
    out.member("flags", key.flags);
    out.member("algorithm", static_cast<std::uint8_t>(key.algorithm));
    out.member("keyTag", dns::key_tag(key));
    out.member("keyData", key.public_key);
}

void put_zone_signers(Writer& out, const keysets::Keyset& keyset) {
    out.name("zoneSigners");
    out.begin_array();
    for (const keysets::ZoneSigner& signer : keyset.zone_signers) {
        out.begin_object();
        put_key(out, signer.dnskey);
        if (!signer.id.empty()) {
            out.member("keyID", "hex " + encoding::encode_hex(signer.id));
        }
        out.member("external", signer.external);
        out.end();
    }
    out.end();
}

void put_ds(Writer& out, const std::vector<DsSet>& sets) {
    out.name("ds");
    out.begin_array();
    for (const DsSet& set : sets) {
        if (!set.is_planned) {
            continue;  // a program would submit it at once
        }
        out.begin_object();
        out.member("notBefore", set.earliest);
        out.member("records", set.records);
        out.end();
    }
    out.end();
}

void put_anchors(Writer& out, const std::vector<Anchor>& anchors) {
    out.name("trustAnchors");
    out.begin_array();
    for (const Anchor& anchor : anchors) {
        out.begin_object();
        put_key(out, anchor.key);
        out.member("validFrom", anchor.from);
        out.member("validUntil", anchor.until);
        out.end();
    }
    out.end();
}

}  // namespace

Result<std::string> json(const keysets::Keyset& keyset,
                         const std::vector<DsSet>& ds,
                         const std::vector<Anchor>& anchors) {
    Writer out(recipe::SpecVersion::v1_1);
    out.begin_object();
    out.member("zone", keyset.zone);
    out.member("track", std::string_view(keyset.track.text()));
    out.member("stage", keyset.stage);
    out.member_unless({}, "sequence", keyset.sequence);
    out.member("cookedSha256", keyset.file);
    out.member("from", keyset.from);
    out.member("until", keyset.until);
    out.member("inception", keyset.inception);
    out.member("expiration", keyset.expiration);
    out.member("ttl", keyset.ttl);
    out.member("dnskey", TRY(key_records(keyset)));
    out.member("rrsig", TRY(signature_records(keyset)));
    out.member("cds", keyset.cds);
    put_zone_signers(out, keyset);
    put_ds(out, ds);
    put_anchors(out, anchors);
    out.end();
    return out.take();
}

}  // namespace ceremony::signers
