// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/writer.hpp"

#include "dns/print.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"

namespace ceremony::recipe {

void Writer::put(UtcTime time) {
    if (is_v1_1()) {
        text(time.text());
    } else {
        integer(time.seconds());
    }
}

void Writer::put(const Sha256& digest) {
    text(encoding::encode_hex(digest));
}

void Writer::put(const Bytes& octets) {
    text(encoding::encode_base64(octets));
}

void Writer::put(const dns::Record& record) {
    text(dns::print(record));
}

void Writer::put(const dns::Ds& ds) {
    text(dns::print(ds));
}

void Writer::put(const Source& source) {
    begin_object();
    member("sha256", source.sha256);
    member("name", source.name);
    end();
}

void Writer::put(const TagRule& rule) {
    begin_object();
    member("modulus", rule.modulus);
    member("residue", rule.residue);
    end();
}

void Writer::put(const Publication& publish) {
    begin_object();
    member("from", publish.from);
    member("until", publish.until);
    keys("zoneSigners", publish.zone_signers);
    member_unless(std::string(main_track), "track", publish.track.text());
    member_unless({}, "stage", publish.stage);
    end();
}

void Writer::put(const Cds& cds) {
    begin_object();
    member("ttl", cds.ttl);
    if (const auto* content = std::get_if<CdsKeys>(&cds.content)) {
        if (content->digest_types != std::vector{dns::DigestType::sha256}) {
            member("digestTypes", content->digest_types);
        }
        member_unless(true, "cdnskey", content->cdnskey);
        keys("keys", content->keys);
    } else {
        member("delete", true);
    }
    end();
}

void Writer::put(const KeyReference& key) {
    begin_key("byRef", key.kind);
    name_members(key.name);
    end();
}

void Writer::put(const TransportKeyReference& key) {
    begin_transport_key("byRef");
    name_members(key.name);
    end();
}

void Writer::put(const DirectKey& key) {
    begin_key("direct", key.kind);
    member("keyData", key.data);
    since_1_1("source", key.source);
    if (!key.possession.empty()) {
        since_1_1("possession", key.possession);
    }
    end();
}

void Writer::put(const KeysetKey& key) {
    std::visit([this](const auto& held) { put(held); }, key);
}

void Writer::begin_key(std::string_view type, KeyKind kind) {
    begin_object();
    member("keyType", type);
    member("keyAlgo", static_cast<std::uint8_t>(kind.algorithm));
    if (is_v1_1() && kind.role != KeyRole::revoked_ksk) {
        member("keyFlags", kind.role == KeyRole::ksk ? "KSK" : "ZSK");
    } else {
        member("keyFlags", static_cast<std::uint16_t>(kind.role));
    }
}

// Algorithm 8 and flags 0 are the mark of a transport key.
void Writer::begin_transport_key(std::string_view type) {
    begin_object();
    member("keyType", type);
    member("keyAlgo", static_cast<std::uint8_t>(dns::Algorithm::rsasha256));
    member("keyFlags", 0);
}

// The public recipe API lists keyStore as mandatory.
void Writer::name_members(const KeyName& key) {
    if (!is_v1_1() || key.store() != default_store) {
        member("keyStore", key.store());
    }
    if (!key.id().empty() && is_v1_1()) {
        member("keyID", "hex " + encoding::encode_hex(key.id()));
    } else if (!key.id().empty()) {
        member("keyID", key.id());
    }
    member_unless(std::string(), "keyLabel", key.label());
}

}  // namespace ceremony::recipe
