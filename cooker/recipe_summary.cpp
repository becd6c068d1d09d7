// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/recipe_summary.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/quote.hpp"
#include "cooker/key_text.hpp"
#include "cooker/summary.hpp"
#include "dns/print.hpp"

namespace ceremony::cooker {

namespace {

using Lines = std::vector<std::string>;

// "1 key set", "17 key sets"
std::string count_text(std::size_t count, const std::string& thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

// What the sets of one zone have in common.
struct ZoneSets {
    std::size_t count = 0;
    UtcTime inception;
    UtcTime expiration;
    std::set<std::uint32_t> ttls;
    std::size_t held_back = 0;  // of another track or a later stage
    std::optional<UtcTime> from;
    std::optional<UtcTime> until;
    Lines keys;     // in the order of their first use
    Lines signers;  // the same
    Lines cds;
};

void add_once(Lines& lines, std::string line) {
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
        lines.push_back(std::move(line));
    }
}

std::string cds_text(const recipe::Cds& cds) {
    const auto* keys = std::get_if<recipe::CdsKeys>(&cds.content);
    if (keys == nullptr) {
        return "asks the parent to remove the DS set: the zone becomes insecure";
    }
    std::string text = "asks the parent to trust";
    for (const recipe::KeysetKey& key : keys->keys) {
        text += " " + key_text(key) + ";";
    }
    text.pop_back();
    return text;
}

class Summary {
public:
    Result<Lines> of(const recipe::Recipe& recipe) && {
        for (const recipe::Action& action : recipe.actions) {
            TRY(std::visit([this](const auto& params) { return this->add(params); },
                           action.params));
        }
        Lines lines;
        const recipe::Preamble& preamble = recipe.preamble;
        if (preamble.rehearsal) {
            lines.emplace_back("For a REHEARSAL: nothing of it goes into service");
        }
        if (preamble.ceremony && preamble.ceremony->previous) {
            append(lines, hash_lines("Follows the cooked recipe with SHA-256",
                                     *preamble.ceremony->previous));
        }
        for (const auto& [zone, sets] : zones_) {
            add_zone(lines, zone, sets);
        }
        add_list(lines, "Keys that must be there", "key", there_);
        add_list(lines, "Keys to be generated", "key", generated_);
        add_list(lines, "Keys to be exported", "key", exported_);
        append(lines, wrapping_keys_);
        append(lines, direct_keys_);
        add_list(lines, "Keys to be DESTROYED", "key", destroyed_);
        return lines;
    }

private:
    static void append(Lines& lines, const Lines& more) {
        lines.insert(lines.end(), more.begin(), more.end());
    }

    static void add_list(Lines& lines,
                         const std::string& title,
                         const std::string& thing,
                         const Lines& list) {
        if (list.empty()) {
            return;
        }
        lines.push_back(title + ": " + count_text(list.size(), thing));
        for (const std::string& line : list) {
            lines.push_back("  " + line);
        }
    }

    static void add_zone(Lines& lines, const std::string& zone, const ZoneSets& sets) {
        lines.push_back("Zone " + zone + ": " + count_text(sets.count, "key set") +
                        ", signatures from " + sets.inception.text() + " to " +
                        sets.expiration.text() + " UTC");
        std::string text = "  TTL";
        for (const std::uint32_t ttl : sets.ttls) {
            text += " " + std::to_string(ttl);
        }
        if (sets.from && sets.until) {
            text += ", published from " + sets.from->text() + " to " + sets.until->text() + " UTC";
        }
        if (sets.held_back > 0) {
            text += ", " + std::to_string(sets.held_back) + " of them on a person's word only";
        }
        lines.push_back(text);
        for (const std::string& key : sets.signers) {
            lines.push_back("  signed by " + key);
        }
        for (const std::string& key : sets.keys) {
            lines.push_back("  contains  " + key);
        }
        for (const std::string& cds : sets.cds) {
            lines.push_back("  CDS " + cds);
        }
    }

    Outcome add(const recipe::HaveKey& have) {
        const auto* transport = std::get_if<recipe::TransportKeyReference>(&have.key);
        std::string text = transport == nullptr ? key_text(std::get<recipe::KeyReference>(have.key))
                                                : "transport key " + key_text(transport->name);
        if (have.relaxed) {
            text += ", if it is there";
        }
        there_.push_back(std::move(text));
        if (transport != nullptr && have.key_data) {
            return add_wrapping_key(transport->name, *have.key_data);
        }
        return Nothing{};
    }

    Outcome add(const recipe::DeleteKey& deletion) {
        std::string text = deletion.owner ? quote(deletion.owner->text()) + " " : std::string();
        text += key_text(deletion.key);
        if (!deletion.must_exist) {
            text += ", if it is there";
        }
        destroyed_.push_back(std::move(text));
        return Nothing{};
    }

    Outcome add(const recipe::GenerateKey& generation) {
        std::string text = generation.owner ? quote(generation.owner->text()) + " " : std::string();
        text += key_text(generation.key);
        if (generation.key_size) {
            text += ", " + std::to_string(*generation.key_size) + " bits";
        }
        if (generation.exportable) {
            text += ", exportable";
        }
        generated_.push_back(std::move(text));
        return Nothing{};
    }

    Outcome add(const recipe::ProduceSignedKeyset& set) {
        const auto [entry, is_first] = zones_.try_emplace(quote(set.owner.text()));
        ZoneSets& sets = entry->second;
        ++sets.count;
        sets.inception = is_first ? set.inception : std::min(sets.inception, set.inception);
        sets.expiration = is_first ? set.expiration : std::max(sets.expiration, set.expiration);
        sets.ttls.insert(set.ttl);
        if (set.publish) {
            const recipe::Publication& publish = *set.publish;
            sets.from = sets.from ? std::min(*sets.from, publish.from) : publish.from;
            sets.until = sets.until ? std::max(*sets.until, publish.until) : publish.until;
            const bool is_held_back =
                publish.stage > 0 || publish.track.text() != recipe::main_track;
            sets.held_back += is_held_back ? 1 : 0;
        }
        for (const recipe::KeysetKey& key : set.keyset) {
            add_once(sets.keys, key_text(key));
            TRY(add_direct_key(set.owner, key));
        }
        for (const recipe::KeyReference& key : set.signed_by) {
            add_once(sets.signers, key_text(key));
        }
        if (set.cds) {
            add_once(sets.cds, cds_text(*set.cds));
            TRY(add_cds_keys(set));
        }
        return Nothing{};
    }

    Outcome add(const recipe::ImportPublicKey& import) {
        return add_wrapping_key(import.name, import.key_data);
    }

    Outcome add(const recipe::ExportKeypair& exportation) {
        exported_.push_back(key_text(exportation.key) + ", wrapped with " +
                            key_text(exportation.wrapping_key.name));
        return Nothing{};
    }

    Outcome add_cds_keys(const recipe::ProduceSignedKeyset& set) {
        const auto* cds = std::get_if<recipe::CdsKeys>(&set.cds->content);
        if (cds != nullptr) {
            for (const recipe::KeysetKey& key : cds->keys) {
                TRY(add_direct_key(set.owner, key));
            }
        }
        return Nothing{};
    }

    Outcome add_direct_key(const dns::Name& zone, const recipe::KeysetKey& key) {
        const auto* direct = std::get_if<recipe::DirectKey>(&key);
        if (direct == nullptr) {
            return Nothing{};
        }
        const std::string title = "Key of others for " + quote(zone.text()) + ": " +
                                  key_text(*direct) + ", SHA-256 of its key field";
        return add_hash(direct_keys_, title, direct->data);
    }

    Outcome add_wrapping_key(const recipe::KeyName& name, const Bytes& data) {
        const std::string title = "Wrapping key " + key_text(name) + ": RSA " +
                                  std::to_string(rsa_bits_of(data)) +
                                  " bits, SHA-256 of its key field";
        return add_hash(wrapping_keys_, title, data);
    }

    Outcome add_hash(Lines& lines, const std::string& title, const Bytes& data) {
        std::string identity = title;
        identity += as_text(data);
        if (!hashed_.insert(std::move(identity)).second) {
            return Nothing{};
        }
        const Sha256 fingerprint = TRY(fingerprint_of(data));
        append(lines, hash_lines(title, fingerprint));
        return Nothing{};
    }

    std::map<std::string, ZoneSets> zones_;
    Lines there_;
    Lines generated_;
    Lines exported_;
    Lines destroyed_;
    Lines wrapping_keys_;
    Lines direct_keys_;
    std::set<std::string> hashed_;
};

// --- what came of an action

Lines lines_of_key(const std::optional<Bytes>& field) {
    const auto fingerprint = fingerprint_of(field.value_or(Bytes()));
    return field && fingerprint.ok() ? Lines{"  key field " + fingerprint_text(fingerprint.value())}
                                     : Lines();
}

Lines lines_of_result(const recipe::HaveKey& have) {
    return have.cooked ? lines_of_key(have.cooked->key_data) : Lines();
}

Lines lines_of_result(const recipe::GenerateKey& generation) {
    return generation.cooked ? lines_of_key(generation.cooked->key_data) : Lines();
}

Lines lines_of_result(const recipe::ProduceSignedKeyset& set) {
    Lines lines;
    if (set.cooked) {
        for (const auto* records : {&set.cooked->keyset, &set.cooked->cds}) {
            for (const dns::Record& record : *records) {
                lines.push_back("  " + dns::print(record));
            }
        }
    }
    return lines;
}

Lines lines_of_result(const recipe::ImportPublicKey& import) {
    return import.cooked ? lines_of_key(import.key_data) : Lines();
}

Lines lines_of_result(const recipe::ExportKeypair& exportation) {
    return exportation.cooked ? lines_of_key(exportation.cooked->key_data) : Lines();
}

Lines lines_of_result(const recipe::DeleteKey& /*deletion*/) {
    return {};
}

}  // namespace

std::string title_line(const recipe::Recipe& recipe) {
    const recipe::Preamble& preamble = recipe.preamble;
    std::string line =
        "Recipe " + quote(preamble.description) + " made " + preamble.timestamp.text() + " UTC";
    if (preamble.ceremony) {
        line += ", chain " + preamble.ceremony->chain.text() + ", ceremony " +
                std::to_string(preamble.ceremony->sequence) + ", attempt " +
                std::to_string(preamble.ceremony->attempt);
    }
    return line;
}

Result<std::vector<std::string>> summary_lines(const recipe::Recipe& recipe) {
    return Summary().of(recipe);
}

std::vector<std::string> result_lines(const recipe::Action& action) {
    return std::visit([](const auto& params) { return lines_of_result(params); }, action.params);
}

std::vector<std::string> ds_lines(const recipe::Action& action) {
    const auto* generation = std::get_if<recipe::GenerateKey>(&action.params);
    if (generation == nullptr || !generation->owner || !generation->cooked ||
        !generation->cooked->ds) {
        return {};
    }
    return {"  DS of " + generation->owner->text() + " " + dns::print(*generation->cooked->ds)};
}

}  // namespace ceremony::cooker
