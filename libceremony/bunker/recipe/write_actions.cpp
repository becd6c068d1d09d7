// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/write_actions.hpp"

namespace ceremony::recipe {

namespace {

void write_members(Writer& out, const HaveKey& have) {
    out.name("key");
    std::visit([&out](const auto& key) { out.put(key); }, have.key);
    out.member_unless(false, "relaxed", have.relaxed);
    out.since_1_1("keyData", have.key_data);
}

void write_members(Writer& out, const HaveKeyResult& result) {
    out.member("exists", result.exists);
    out.since_1_1("keyTag", result.key_tag);
    out.since_1_1("keyData", result.key_data);
}

void write_members(Writer& out, const DeleteKey& deletion) {
    out.member("key", deletion.key);
    out.member_unless(true, "mustExist", deletion.must_exist);
    out.since_1_1("keyData", deletion.key_data);
    out.since_1_1("owner", deletion.owner);
}

void write_members(Writer& out, const DeleteKeyResult& result) {
    out.member("deleteSuccess", result.success);
}

void write_members(Writer& out, const GenerateKey& generation) {
    out.name("key");
    out.begin_key("byRef", generation.key.kind);
    out.name_members(generation.key.name);
    out.member("keySize", generation.key_size);
    out.member_unless(false, "exportable", generation.exportable);
    out.end();
    out.since_1_1("owner", generation.owner);
    out.since_1_1("keyTag", generation.key_tag);
}

void write_members(Writer& out, const GenerateKeyResult& result) {
    out.member("generateSuccess", result.success);
    out.since_1_1("keyTag", result.key_tag);
    out.since_1_1("keyData", result.key_data);
    out.since_1_1("ds", result.ds);
}

void write_members(Writer& out, const ProduceSignedKeyset& set) {
    out.member("ownerName", set.owner);
    out.member("inception", set.inception);
    out.member("expiration", set.expiration);
    out.member("ttl", set.ttl);
    out.keys("keyset", set.keyset);
    out.keys("signedBy", set.signed_by);
    out.since_1_1("publish", set.publish);
    out.since_1_1("cds", set.cds);
}

void write_members(Writer& out, const SignedKeysetResult& result) {
    out.member("signSuccess", result.success);
    out.member_unless({}, "signedKeysetRRs", result.keyset);
    if (out.is_v1_1()) {
        out.member_unless({}, "signedCdsRRs", result.cds);
    }
}

void write_members(Writer& out, const ImportPublicKey& import) {
    out.name("key");
    out.begin_transport_key("direct");
    out.member("keyData", import.key_data);
    out.name_members(import.name);
    out.since_1_1("source", import.source);
    out.end();
    if (import.persistent) {
        out.since_1_1("persistent", true);
    }
}

void write_members(Writer& out, const ImportPublicKeyResult& result) {
    out.member("importSuccess", result.success);
}

void write_members(Writer& out, const ExportKeypair& exportation) {
    out.member("key", exportation.key);
    out.member("wrappingKey", exportation.wrapping_key);
}

void write_members(Writer& out, const ExportKeypairResult& result) {
    out.member("exportSuccess", result.success);
    out.member_unless(Bytes(), "keyBlob", result.key_blob);
    out.since_1_1("wrapMechanism", result.wrap_mechanism);
    out.since_1_1("keyData", result.key_data);
}

}  // namespace

void write_action(Writer& out, const Action& action) {
    out.begin_object();
    out.member("actionType", action_type(action));
    if (!action.description.empty()) {
        out.since_1_1("actionDescription", action.description);
    }
    std::visit(
        [&out](const auto& params) {
            out.name("actionParams");
            out.begin_object();
            write_members(out, params);
            out.end();
            if (params.cooked) {
                out.name("cooked");
                out.begin_object();
                write_members(out, *params.cooked);
                out.end();
            }
        },
        action.params);
    out.end();
}

}  // namespace ceremony::recipe
