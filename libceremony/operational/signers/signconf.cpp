// SPDX-License-Identifier: BSD-3-Clause

#include "signers/signconf.hpp"

#include <algorithm>
#include <pugixml.hpp>
#include <set>

#include "base/quote.hpp"
#include "crypto/digest.hpp"
#include "dns/print.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"
#include "signers/records.hpp"
#include "xml/source.hpp"

namespace ceremony::signers {

namespace {

using keysets::Keyset;

// One `Key` of the configuration.
struct Entry {
    dns::Dnskey dnskey;
    Bytes locator;
    bool is_literal = false;  // its DNSKEY record stands in the configuration
    bool signs_zone = false;
    bool is_published = true;
};

template <typename Keys>
const auto* find_key(const Keys& keys, const dns::Dnskey& dnskey) {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const auto& key) { return key.dnskey == dnskey; });
    return found == keys.end() ? nullptr : &*found;
}

std::string describe(const Keyset& keyset, const dns::Dnskey& key) {
    return "key " + std::to_string(dns::key_tag(key)) + " of " + keyset.zone.text();
}

Outcome check_form(const Keyset& keyset) {
    if (keyset.signatures.empty()) {
        return Error{Errc::semantics, keyset.zone.text() + ": a key set without a signature"};
    }
    for (const dns::Rrsig& signature : keyset.signatures) {
        if (signature.original_ttl != keyset.ttl) {
            return Error{Errc::semantics, keyset.zone.text() + ": a signature over the TTL " +
                                              std::to_string(signature.original_ttl) +
                                              " of a set with the TTL " +
                                              std::to_string(keyset.ttl)};
        }
    }
    return Nothing{};
}

Result<Entry> zone_signer(const Keyset& keyset,
                          const keysets::ZoneSigner& signer,
                          const std::vector<OnlineKey>& online) {
    if (signer.dnskey.secure_entry_point()) {
        return Error{Errc::semantics, describe(keyset, signer.dnskey) +
                                          ": a key that signs key sets cannot sign the zone, too"};
    }
    const OnlineKey* on_token = find_key(online, signer.dnskey);
    Entry entry{signer.dnskey, on_token != nullptr ? on_token->id : signer.id};
    if (entry.locator.empty()) {
        return Error{Errc::semantics, describe(keyset, signer.dnskey) +
                                          ": it signs the zone, but its CKA_ID is not known"};
    }
    entry.signs_zone = true;
    entry.is_published =
        std::find(keyset.keys.begin(), keyset.keys.end(), signer.dnskey) != keyset.keys.end();
    return entry;
}

Result<Entry> published_key(const dns::Dnskey& key, const std::vector<OnlineKey>& online) {
    const OnlineKey* on_token = key.secure_entry_point() ? nullptr : find_key(online, key);
    Entry entry{key, on_token != nullptr ? on_token->id : TRY(locator_of_absent(key))};
    entry.is_literal = on_token == nullptr;
    return entry;
}

// KSKs, ZSKs, and those that are not published, each in canonical order.
Result<std::vector<Entry>> entries_of(const Keyset& keyset, const std::vector<OnlineKey>& online) {
    if (keyset.zone_signers.empty()) {
        return Error{Errc::semantics, keyset.zone.text() +
                                          ": the recipe does not say who signs the "
                                          "zone"}
            .with_hint("name the key by its CKA_ID: --zsk KEYID");
    }
    std::vector<Entry> entries;
    for (const dns::Dnskey& key : keyset.keys) {
        if (find_key(keyset.zone_signers, key) == nullptr) {
            entries.push_back(TRY(published_key(key, online)));
        }
    }
    for (const keysets::ZoneSigner& signer : keyset.zone_signers) {
        entries.push_back(TRY(zone_signer(keyset, signer, online)));
    }
    std::set<Bytes> locators;
    for (const Entry& entry : entries) {
        if (!locators.insert(entry.locator).second) {
            return Error{Errc::semantics, describe(keyset, entry.dnskey) +
                                              ": another key has its CKA_ID, too: " +
                                              encoding::encode_hex(entry.locator)};
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.dnskey.secure_entry_point() && !b.dnskey.secure_entry_point();
    });
    return entries;
}

std::string base64_of(const dns::Record& record) {
    return encoding::encode_base64(as_bytes(dns::print(record)));
}

// The content of `Keys`, line by line, as deep as `indent` says.
class KeysWriter {
public:
    explicit KeysWriter(std::string indent) : indent_(std::move(indent)) {}

    void open(std::string_view element) {
        line("<" + std::string(element) + ">");
        indent_ += "  ";
    }
    void close(std::string_view element) {
        indent_.resize(indent_.size() - 2);
        line("</" + std::string(element) + ">");
    }
    void empty(std::string_view element) { line("<" + std::string(element) + "/>"); }
    void text(std::string_view element, std::string_view text) {
        const std::string name(element);
        line("<" + name + ">" + std::string(text) + "</" + name + ">");
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void line(const std::string& text) { text_ += indent_ + text; }

    std::string indent_;  // with the line end before it
    std::string text_;
};

Outcome write_key(KeysWriter& out, const Keyset& keyset, const Entry& entry) {
    out.open("Key");
    out.text("Flags", std::to_string(entry.dnskey.flags));
    out.text("Algorithm", std::to_string(static_cast<unsigned>(entry.dnskey.algorithm)));
    out.text("Locator", encoding::encode_hex(entry.locator));
    if (entry.is_literal) {
        const dns::Record record = TRY(dns::Record::make(keyset.zone, dns::RrType::dnskey,
                                                         keyset.ttl, dns::to_rdata(entry.dnskey)));
        out.text("ResourceRecord", base64_of(record));
    }
    if (entry.signs_zone) {
        out.empty("ZSK");
    }
    if (entry.is_published) {
        out.empty("Publish");
    }
    out.close("Key");
    return Nothing{};
}

Result<std::string> keys_text(const Keyset& keyset,
                              const std::vector<OnlineKey>& online,
                              const std::string& indent) {
    const std::vector<Entry> entries = TRY(entries_of(keyset, online));
    KeysWriter out(indent + "  ");
    out.text("TTL", "PT" + std::to_string(keyset.ttl) + "S");
    for (const Entry& entry : entries) {
        TRY(write_key(out, keyset, entry));
    }
    const std::vector<dns::Record> signatures = TRY(signature_records(keyset));
    for (const dns::Record& signature : signatures) {
        out.text("SignatureResourceRecord", base64_of(signature));
    }
    return out.take() + indent;
}

// The white space from the line end before a node up to it.
std::string indent_of(const pugi::xml_node& node) {
    const std::string_view before = node.previous_sibling().value();
    const auto line_end = before.rfind('\n');
    if (line_end == std::string_view::npos ||
        before.find_first_not_of(" \t", line_end + 1) != std::string_view::npos) {
        return "\n";
    }
    return std::string(before.substr(line_end));
}

// OpenDNSSEC leaves out the last dot of a name.
Outcome check_zone(const xml::Source& source,
                   const pugi::xml_node& zone,
                   const dns::Name& name,
                   Origin origin) {
    const std::string text = zone.attribute("name").value();
    const Result<dns::Name> present =
        dns::Name::from_text(text.empty() || text.back() != '.' ? text + "." : text);
    if (!present.ok() || present.value() != name) {
        return source
            .fail(zone, Errc::refused,
                  "the zone is called " + quote(text) + ", not " + quote(name.text()))
            .with_hint(origin == Origin::pattern
                           ? "for a template of several zones: <Zone name=\"" +
                                 std::string(any_zone) + "\">, or no name"
                           : "name the file of this zone under publish:, or mend the name in it");
    }
    return Nothing{};
}

// As a template for several zones.
bool names_no_zone(const pugi::xml_node& zone) {
    const std::string_view name = zone.attribute("name").value();
    return name.empty() || name == any_zone;
}

std::string name_for_signer(const dns::Name& zone) {
    std::string text = zone.text();
    if (text.size() > 1) {
        text.pop_back();
    }
    return text;
}

// `Keys`, or a new one in front of the first element when there is none.
pugi::xml_node keys_node(pugi::xml_node& zone, const std::optional<pugi::xml_node>& present) {
    if (present) {
        return *present;
    }
    const pugi::xml_node first = zone.find_child(
        [](const pugi::xml_node& node) { return node.type() == pugi::node_element; });
    const std::string indent = indent_of(first);
    const pugi::xml_node keys = zone.insert_child_before("Keys", first);
    zone.insert_child_before(pugi::node_pcdata, first).set_value(indent.c_str());
    return keys;
}

}  // namespace

Result<std::string> signconf(const Keyset& keyset,
                             const std::vector<OnlineKey>& online,
                             const Frame& frame) {
    TRY(check_form(keyset));
    const xml::Source source(frame.xml, frame.name);
    pugi::xml_document document;
    TRY(source.load(document, xml::Keep::everything));
    const pugi::xml_node root = document.child("SignerConfiguration");
    if (root.empty()) {
        return source.fail_at(0, Errc::syntax,
                              "this is no signer configuration: there is no SignerConfiguration");
    }
    pugi::xml_node zone = TRY(source.one(root, "Zone"));
    TRY(source.one(zone, "Signatures"));
    TRY(source.one(zone, "Denial"));
    TRY(source.one(zone, "SOA"));
    const std::optional<pugi::xml_node> present = TRY(source.some(zone, "Keys"));
    if (!zone.child("Passthrough").empty()) {
        return source.fail(zone.child("Passthrough"), Errc::refused, "the zone is not signed");
    }
    const bool is_for_any = frame.origin == Origin::pattern && names_no_zone(zone);
    if (!is_for_any) {
        TRY(check_zone(source, zone, keyset.zone, frame.origin));
    }
    if (frame.origin == Origin::pattern) {
        zone.remove_attribute("name");
        zone.prepend_attribute("name").set_value(name_for_signer(keyset.zone).c_str());
    }
    pugi::xml_node keys = keys_node(zone, present);
    const std::string text = TRY(keys_text(keyset, online, indent_of(keys)));
    keys.remove_children();
    keys.append_buffer(text.data(), text.size(), pugi::parse_ws_pcdata, pugi::encoding_utf8);
    return xml::print(document);
}

Result<Bytes> locator_of_absent(const dns::Dnskey& key) {
    constexpr std::size_t id_size = 16;  // as those that OpenDNSSEC makes
    const crypto::Sha256 digest = TRY(crypto::sha256(dns::to_rdata(key)));
    return Bytes(digest.begin(), digest.begin() + id_size);
}

std::vector<dns::Dnskey> absent_keys(const Keyset& keyset, const std::vector<OnlineKey>& online) {
    std::vector<dns::Dnskey> absent;
    for (const dns::Dnskey& key : keyset.keys) {
        const bool is_named = find_key(keyset.zone_signers, key) != nullptr ||
                              (!key.secure_entry_point() && find_key(online, key) != nullptr);
        if (!is_named) {
            absent.push_back(key);
        }
    }
    return absent;
}

}  // namespace ceremony::signers
