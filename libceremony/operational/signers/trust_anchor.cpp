// SPDX-License-Identifier: BSD-3-Clause

#include "signers/trust_anchor.hpp"

#include <pugixml.hpp>

#include "dns/print.hpp"
#include "dnssec/ds_digest.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"
#include "xml/source.hpp"

namespace ceremony::signers {

namespace {

void put(pugi::xml_node& parent, const char* name, const std::string& text) {
    parent.append_child(name).append_child(pugi::node_pcdata).set_value(text.c_str());
}

void put_attribute(pugi::xml_node& node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(value.c_str());
}

// Digests in upper case, as in the document of the root zone.
std::string upper_case_hex(const Bytes& octets) {
    std::string text = encoding::encode_hex(octets);
    for (char& c : text) {
        c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

Outcome put_anchor(pugi::xml_node& document, const dns::Name& zone, const Anchor& anchor) {
    const dns::Ds ds = TRY(dnssec::make_ds(zone, anchor.key, dns::DigestType::sha256));
    constexpr std::size_t short_digest = 8;
    const std::string tag = std::to_string(ds.key_tag);
    pugi::xml_node node = document.append_child("KeyDigest");
    put_attribute(node, "id",
                  "K" + tag + "-" + encoding::encode_hex(ds.digest).substr(0, short_digest));
    put_attribute(node, "validFrom", anchor.from.rfc3339());
    if (anchor.until) {
        put_attribute(node, "validUntil", anchor.until->rfc3339());
    }
    put(node, "KeyTag", tag);
    put(node, "Algorithm", std::to_string(static_cast<unsigned>(ds.algorithm)));
    put(node, "DigestType", std::to_string(static_cast<unsigned>(ds.digest_type)));
    put(node, "Digest", upper_case_hex(ds.digest));
    put(node, "PublicKey", encoding::encode_base64(anchor.key.public_key));
    put(node, "Flags", std::to_string(anchor.key.flags));
    return Nothing{};
}

}  // namespace

Result<std::string> trust_anchor(const dns::Name& zone,
                                 const std::vector<Anchor>& anchors,
                                 const AnchorFile& file) {
    if (anchors.empty()) {
        return Error{Errc::semantics, zone.text() + ": there is no key to trust"};
    }
    pugi::xml_document tree;
    pugi::xml_node declaration = tree.append_child(pugi::node_declaration);
    put_attribute(declaration, "version", "1.0");
    put_attribute(declaration, "encoding", "UTF-8");
    pugi::xml_node root = tree.append_child("TrustAnchor");
    put_attribute(root, "id", file.id);
    put_attribute(root, "source", file.source);
    put(root, "Zone", zone.text());
    for (const Anchor& anchor : anchors) {
        TRY(put_anchor(root, zone, anchor).in("a trust anchor of " + zone.text()));
    }
    return xml::print_indented(tree);
}

}  // namespace ceremony::signers
