// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/fitting_guard.hpp"

#include <algorithm>
#include <utility>

#include "cooked/key_id.hpp"
#include "cooker/key_text.hpp"
#include "encoding/hex.hpp"
#include "recipe/key_data.hpp"
#include "recipe/key_index.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;
using recipe::Position;

// --- what a recipe needs

std::int64_t days_up(UtcTime from, UtcTime until) {
    constexpr std::int64_t day = 86400;
    const std::int64_t seconds = until.seconds() - from.seconds();
    return std::max<std::int64_t>(1, (seconds + day - 1) / day);
}

class Collector {
public:
    Collector(const recipe::Recipe& recipe, UtcTime now)
        : recipe_(recipe), now_(now), index_(recipe, cooked::id_from_label) {}

    Result<Needs> run() && {
        for (const recipe::Action& action : recipe_.actions) {
            TRY(std::visit([this](const auto& params) { return this->add(params); },
                           action.params));
        }
        for (const KeyUse& use : index_.uses()) {
            add_use(use);
        }
        if (first_ && last_) {
            needs_.horizon_days = days_up(*first_, *last_);
            needs_.ahead_days = days_up(now_, *last_);
        }
        const auto& ceremony = recipe_.preamble.ceremony;
        needs_.previous = ceremony && ceremony->previous;
        needs_.rehearsal = recipe_.preamble.rehearsal;
        return std::move(needs_);
    }

private:
    Outcome add(const recipe::HaveKey& have) {
        const bool is_transport = std::holds_alternative<recipe::TransportKeyReference>(have.key);
        if (is_transport && have.key_data) {
            return add_wrapping_key(*have.key_data);
        }
        return Nothing{};
    }

    Outcome add(const recipe::DeleteKey& deletion) {
        needs_.deletes = true;
        add_zone(deletion.owner);
        return Nothing{};
    }

    Outcome add(const recipe::GenerateKey& generation) {
        add_zone(generation.owner);
        if (generation.key_size) {
            add_rsa_bits(*generation.key_size);
        }
        return Nothing{};
    }

    Outcome add(const recipe::ProduceSignedKeyset& set) {
        needs_.zones.insert(set.owner);
        needs_.validity_days =
            std::max(needs_.validity_days, days_up(set.inception, set.expiration));
        first_ = first_ ? std::min(*first_, set.inception) : set.inception;
        last_ = last_ ? std::max(*last_, set.expiration) : set.expiration;
        for (const recipe::KeysetKey& key : set.keyset) {
            const auto* direct = std::get_if<recipe::DirectKey>(&key);
            if (direct != nullptr) {
                needs_.direct_keys = true;
                needs_.possession = needs_.possession && !direct->possession.empty();
            }
        }
        if (set.cds && needs_.cds != CdsRule::any) {
            needs_.cds = needs_foreign_cds(*set.cds) ? CdsRule::any : CdsRule::own;
        }
        return Nothing{};
    }

    Outcome add(const recipe::ImportPublicKey& import) { return add_wrapping_key(import.key_data); }

    // NOLINTNEXTLINE(readability-convert-member-functions-to-static): one of several add()
    Outcome add(const recipe::ExportKeypair& /*exportation*/) {
        return Nothing{};  // its keys: see add_use()
    }

    static bool needs_foreign_cds(const recipe::Cds& cds) {
        const auto* keys = std::get_if<recipe::CdsKeys>(&cds.content);
        return keys == nullptr ||
               std::any_of(keys->keys.begin(), keys->keys.end(), [](const auto& key) {
                   return std::holds_alternative<recipe::DirectKey>(key);
               });
    }

    void add_zone(const std::optional<dns::Name>& owner) {
        if (owner) {
            needs_.zones.insert(*owner);
        }
    }

    void add_rsa_bits(std::uint16_t bits) {
        needs_.rsa_bits = needs_.rsa_bits ? std::min(*needs_.rsa_bits, bits) : bits;
    }

    Outcome add_wrapping_key(const Bytes& data) {
        needs_.wrapping_keys.insert(TRY(fingerprint_of(data)));
        return Nothing{};
    }

    void add_use(const KeyUse& use) {
        if (use.name != nullptr) {
            needs_.stores.insert(use.name->store());
        }
        switch (use.position) {
            case Position::keyset:
            case Position::cds:
            case Position::generation:
                add_zone_key(use);
                return;
            case Position::exportation:
                add_zone_key(use);
                add_export(use);
                return;
            case Position::wrapping:
                needs_.unknown_wrapping_key |= index_.facts(use).data == nullptr;
                return;
            case Position::have:
            case Position::deletion:
            case Position::signer:
            case Position::zone_signer:
            case Position::import:
                return;
        }
    }

    void add_zone_key(const KeyUse& use) {
        needs_.algorithms.insert(use.kind->algorithm);
        const Bytes* data = index_.facts(use).data;
        if (data != nullptr && recipe::is_rsa(use.kind->algorithm)) {
            add_rsa_bits(rsa_bits_of(*data));
        }
    }

    void add_export(const KeyUse& use) {
        if (index_.facts(use).made_by) {
            needs_.exports_generated = true;
        } else if (!use.name->id().empty()) {
            needs_.exports_others.insert(use.name->id());
        }
        if (!use.name->id().empty()) {
            exported_ids_.insert(use.name->id());
        }
        if (!needs_.exports_others.empty()) {  // a list names all of them
            needs_.exports_others = exported_ids_;
        }
    }

    const recipe::Recipe& recipe_;
    UtcTime now_;
    recipe::KeyIndex index_;
    Needs needs_;
    std::optional<UtcTime> first_;
    std::optional<UtcTime> last_;
    std::set<Bytes> exported_ids_;
};

// --- the text

// A line and what it means.
std::string line(const std::string& text, std::string_view comment) {
    constexpr std::size_t comment_column = 36;
    std::string result = "  " + text;
    if (result.size() < comment_column) {
        result.resize(comment_column, ' ');
    } else {
        result += "  ";
    }
    return result + "# " + std::string(comment) + "\n";
}

std::string list(const std::string& key,
                 const std::vector<std::string>& items,
                 std::string_view comment) {
    if (items.empty()) {
        return line(key + ": []", comment);
    }
    std::string text = line(key + ":", comment);
    for (const std::string& item : items) {
        text += "    - " + item + "\n";
    }
    return text;
}

std::string days(std::int64_t count) {
    return "P" + std::to_string(count) + "D";
}

std::string_view cds_word(CdsRule rule) noexcept {
    switch (rule) {
        case CdsRule::deny:
            return "deny";
        case CdsRule::own:
            return "own";
        case CdsRule::any:
        case CdsRule::confirm:
            return "any";
    }
    return "deny";
}

std::string export_yaml(const Needs& needs) {
    constexpr std::string_view comment = "never | generated (in the same recipe) | [key IDs]";
    if (needs.exports_others.empty()) {
        return line(needs.exports_generated ? "export: generated" : "export: never", comment);
    }
    std::vector<std::string> ids;
    for (const Bytes& id : needs.exports_others) {
        ids.push_back("\"hex " + encoding::encode_hex(id) + "\"");
    }
    return list("export", ids, comment);
}

std::string wrapping_keys_yaml(const Needs& needs) {
    std::vector<std::string> keys;
    for (const Sha256& key : needs.wrapping_keys) {
        keys.push_back("\"" + fingerprint_text(key) + "\"");
    }
    std::string text =
        list("wrapping-keys", keys, "SHA-256 of the key fields under which keys may be exported");
    if (needs.unknown_wrapping_key) {
        text +=
            "    # the recipe names a wrapping key on the token: add its sha256:... from\n"
            "    # `cooker inventory`, after comparing it with the site that has the private "
            "half\n";
    }
    return text;
}

}  // namespace

Result<Needs> needs_of(const recipe::Recipe& recipe, UtcTime now) {
    return Collector(recipe, now).run();
}

std::string yaml_scalar(std::string_view text) {
    const auto is_harmless = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '/' || c == '-' || c == ' ';
    };
    const bool is_plain = !text.empty() && std::all_of(text.begin(), text.end(), is_harmless) &&
                          text.front() != '-' && text.front() != ' ' && text.back() != ' ';
    if (is_plain) {
        return std::string(text);
    }
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? "''" : std::string(1, c);
    }
    return quoted + "'";
}

std::string guard_yaml(const Needs& needs) {
    std::vector<std::string> zones;
    for (const dns::Name& zone : needs.zones) {
        zones.push_back(yaml_scalar(zone.text()));
    }
    std::vector<std::string> algorithms;
    for (const dns::Algorithm algorithm : needs.algorithms) {
        algorithms.push_back(std::to_string(static_cast<unsigned>(algorithm)));
    }
    const bool knows_previous = needs.previous;
    std::string text =
        "guard:                              # a recipe cannot override any of this\n";
    text += list("zones", zones, "whose key sets may be signed");
    text += list("algorithms", algorithms, "of keys in key sets (IANA numbers)");
    text += line("rsa-min-bits: " + std::to_string(needs.rsa_bits.value_or(2048)),
                 "of RSA keys in key sets");
    text += line("max-validity: " + days(needs.validity_days), "of one signature");
    text += line("max-horizon: " + days(needs.horizon_days),
                 "from the first inception to the last expiration");
    text += line("max-ahead: " + days(needs.ahead_days),
                 "from this machine's clock to the last expiration");
    text += wrapping_keys_yaml(needs);
    text += export_yaml(needs);
    text += line(needs.direct_keys ? "direct-keys: confirm" : "direct-keys: deny",
                 "keys of others: deny | confirm | [SHA-256 of key fields]");
    text += line(needs.possession ? "possession: required" : "possession: optional",
                 "keys of others prove themselves: optional | required");
    text += line("cds: " + std::string(cds_word(needs.cds)),
                 "CDS sets: deny | own (keys on the token) | any");
    text += line(needs.deletes ? "delete: confirm" : "delete: deny", "deny | confirm | allow");
    text += line("extractable-signers: deny", "signing keys that could leave the token");
    text += line("protect: []", "DS records of keys that are never deleted");
    text += line(knows_previous ? "previous: required" : "previous: optional",
                 knows_previous ? "optional | required: with --previous"
                                : "change this to required after the first ceremony");
    text += line("unknown-objects: warn", "objects that no plan accounts for: stop | warn");
    text += line("confirm: yes", "before the first change: none | yes | words (of the hash)");
    text += line("approvals: none", "reserved");
    return text;
}

}  // namespace ceremony::cooker
