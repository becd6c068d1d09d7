// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/guard_review.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/quote.hpp"
#include "cooker/key_text.hpp"
#include "cooker/possession.hpp"
#include "cooker/questions.hpp"
#include "cooker/summary.hpp"
#include "encoding/hex.hpp"
#include "recipe/key_data.hpp"
#include "recipe/key_use.hpp"

namespace ceremony::cooker {

namespace {

using recipe::KeyUse;
using recipe::Position;
using recipe::ProduceSignedKeyset;

// What a line of the guard says, for messages: "guard.max-ahead is P430D".
std::string limit_text(std::string_view line, const std::optional<Duration>& limit) {
    return "guard." + std::string(line) + (limit ? " is " + limit->text() : " is absent");
}

std::string zone_text(const dns::Name& zone) {
    return quote(zone.text());
}

// "403 days"
std::string days_text(UtcTime from, UtcTime until) {
    constexpr std::int64_t day = 86400;
    const std::int64_t days = (until.seconds() - from.seconds()) / day;
    return std::to_string(days) + (days == 1 ? " day" : " days");
}

class Reviewer {
public:
    Reviewer(const Guard& guard, const recipe::Recipe& recipe, const ReviewContext& context)
        : guard_(guard),
          recipe_(recipe),
          context_(context),
          index_(recipe, context.id_from_label) {}

    Result<Review> run() && {
        review_previous();
        for (action_ = 0; action_ < recipe_.actions.size(); ++action_) {
            TRY(std::visit([this](const auto& params) { return this->review_action(params); },
                           recipe_.actions[action_].params));
        }
        review_times();
        TRY(review_keys());
        require_possession();
        return std::move(*this).collect();
    }

private:
    // --- what was found

    struct Finding {
        std::size_t number = 0;  // of its violation
        std::size_t places = 0;
    };

    void refuse(std::optional<std::size_t> action, std::string path, std::string reason) {
        Finding& finding = findings_[reason];
        if (finding.places++ == 0) {
            finding.number = review_.refusals.size();
            review_.refusals.push_back({action, std::move(path), std::move(reason)});
        }
    }
    void refuse(std::string_view path, std::string reason) {
        refuse(action_, "actionParams." + std::string(path), std::move(reason));
    }
    void refuse(const KeyUse& use, std::string reason) {
        refuse(use.action, recipe::path_of(use), std::move(reason));
    }

    Result<Review> collect() && {
        for (const auto& [reason, finding] : findings_) {
            if (finding.places > 1) {
                review_.refusals[finding.number].reason +=
                    " (and " + std::to_string(finding.places - 1) + " more)";
            }
        }
        return std::move(review_);
    }

    // Each question once, however often its cause stands in the recipe.
    void ask(Question question) {
        std::string text = question.prompt;
        for (const std::string& line : question.lines) {
            text += "\n" + line;
        }
        if (asked_.insert(std::move(text)).second) {
            review_.questions.push_back(std::move(question));
        }
    }

    // --- the actions

    Outcome review_action(const recipe::HaveKey& have) {
        const auto* transport = std::get_if<recipe::TransportKeyReference>(&have.key);
        if (transport != nullptr && have.key_data) {
            return review_wrapping_key("keyData", transport->name, *have.key_data);
        }
        return Nothing{};
    }

    Outcome review_action(const recipe::DeleteKey& deletion) {
        if (deletion.owner) {
            review_zone("owner", *deletion.owner);
        }
        const std::string text = key_text(deletion.key);
        switch (guard_.deletion) {
            case Ruling::deny:
                refuse("key", "guard.delete is deny: " + text);
                break;
            case Ruling::confirm:
                ask(ask_about_deletion(
                    guard_, (deletion.owner ? zone_text(*deletion.owner) + " " : "") + text));
                break;
            case Ruling::allow:
                break;
        }
        if (deletion.key_data && guard_.protects(deletion.key.kind.algorithm, *deletion.key_data)) {
            refuse("keyData", "guard.protect names this key: " + text);
        }
        return Nothing{};
    }

    Outcome review_action(const recipe::GenerateKey& generation) {
        if (generation.owner) {
            review_zone("owner", *generation.owner);
        }
        if (generation.key_size) {
            review_rsa_bits(action_, "actionParams.key.keySize", *generation.key_size);
        }
        return Nothing{};
    }

    Outcome review_action(const ProduceSignedKeyset& set) {
        review_zone("ownerName", set.owner);
        if (!guard_.within(guard_.max_validity, set.inception, set.expiration)) {
            refuse("expiration", limit_text("max-validity", guard_.max_validity) +
                                     ", this signature lasts " +
                                     days_text(set.inception, set.expiration));
        }
        if (!first_inception_ || set.inception < *first_inception_) {
            first_inception_ = set.inception;
        }
        if (!last_set_ || last_expiration() < set.expiration) {
            last_set_ = action_;
        }
        if (set.cds) {
            review_cds(set);
        }
        for (std::size_t i = 0; i < set.keyset.size(); ++i) {
            const auto* direct = std::get_if<recipe::DirectKey>(&set.keyset[i]);
            if (direct != nullptr) {
                TRY(review_direct_key(set.owner, *direct, i));
            }
        }
        return Nothing{};
    }

    Outcome review_action(const recipe::ImportPublicKey& import) {
        return review_wrapping_key("key.keyData", import.name, import.key_data);
    }

    // NOLINTNEXTLINE(readability-convert-member-functions-to-static): one of several
    Outcome review_action(const recipe::ExportKeypair& /*exportation*/) {
        return Nothing{};  // its keys: see review_keys()
    }

    // --- zones and times

    void review_zone(std::string_view path, const dns::Name& zone) {
        if (!guard_.zones.contains(zone)) {
            refuse(path, "guard.zones does not list " + zone_text(zone));
        }
    }

    [[nodiscard]] UtcTime last_expiration() const {
        return std::get<ProduceSignedKeyset>(recipe_.actions[*last_set_].params).expiration;
    }

    void review_times() {
        if (!last_set_) {
            return;
        }
        const UtcTime last = last_expiration();
        if (!guard_.within(guard_.max_horizon, *first_inception_, last)) {
            refuse(*last_set_, "actionParams.expiration",
                   limit_text("max-horizon", guard_.max_horizon) + ", the recipe covers " +
                       days_text(*first_inception_, last));
        }
        if (context_.now) {
            review_ahead(*context_.now, last);
        }
    }

    void review_ahead(UtcTime now, UtcTime last) {
        const std::string clock = "The clock of this machine shows " + now.text() + " UTC";
        const std::string ahead =
            last < now ? "The last signature expired before that, " + last.text() + " UTC"
                       : "The last signature expires " + days_text(now, last) + " later, " +
                             last.text() + " UTC";
        if (!guard_.within(guard_.max_ahead, now, last)) {
            refuse(*last_set_, "actionParams.expiration",
                   limit_text("max-ahead", guard_.max_ahead) + ", and by the clock here, " +
                       now.text() + ", it is " + days_text(now, last) + " ahead");
        } else if (guard_.is_written && guard_.confirm == Confirmation::words) {
            ask(ask_yes(guard_, Subject::ahead, {clock, ahead},
                        "is the clock right, and is that how long it should be?"));
            return;
        }
        review_.notes.push_back(clock);
        review_.notes.push_back(ahead);
    }

    void review_previous() {
        if (guard_.previous == Demand::optional) {
            return;
        }
        const auto& ceremony = recipe_.preamble.ceremony;
        if (!ceremony || !ceremony->previous) {
            refuse(std::nullopt, ceremony ? "ceremony.previous" : "ceremony",
                   "guard.previous is required, and no ceremony before this one is named");
        } else if (context_.previous == Previous::absent) {
            refuse(std::nullopt, "ceremony.previous",
                   "guard.previous is required, and its cooked recipe was not shown: --previous");
        }
    }

    // --- keys

    Outcome review_keys() {
        for (const KeyUse& use : index_.uses()) {
            switch (use.position) {
                case Position::keyset:
                case Position::cds:
                case Position::generation:
                    review_algorithm(use);
                    break;
                case Position::exportation:
                    review_algorithm(use);
                    review_export(use);
                    break;
                case Position::have:
                case Position::deletion:
                case Position::signer:       // stands in the set too
                case Position::zone_signer:  // stands in a set, or signs nothing here
                case Position::import:
                case Position::wrapping:
                    break;
            }
        }
        return Nothing{};
    }

    void review_algorithm(const KeyUse& use) {
        const dns::Algorithm algorithm = use.kind->algorithm;
        if (!guard_.algorithms.contains(algorithm)) {
            refuse(use, "guard.algorithms does not list " +
                            std::to_string(static_cast<unsigned>(algorithm)) + " (" +
                            std::string(dns::to_string(algorithm)) + ")");
        }
        if (use.direct != nullptr && recipe::is_rsa(algorithm)) {
            review_rsa_bits(use.action, recipe::path_of(use), rsa_bits_of(use.direct->data));
        }
    }

    void review_rsa_bits(std::size_t action, std::string path, std::uint16_t bits) {
        if (guard_.allows_rsa_bits(bits)) {
            return;
        }
        const std::string limit = guard_.rsa_min_bits
                                      ? " is " + std::to_string(*guard_.rsa_min_bits)
                                      : std::string(" is absent");
        refuse(action, std::move(path),
               "guard.rsa-min-bits" + limit + ", this key has " + std::to_string(bits) + " bits");
    }

    void review_export(const KeyUse& use) {
        const Bytes& stated = use.name->id();
        const Bytes id = stated.empty() ? context_.id_from_label(use.name->label()) : stated;
        const bool is_made_here = index_.facts(use).made_by.has_value();
        // A key that is there already may have any ID if only its label is given.
        const bool is_listed =
            guard_.exports.listed.contains(id) && (is_made_here || !stated.empty());
        if (is_listed || (is_made_here && guard_.exports.generated)) {
            return;
        }
        if (guard_.exports.generated) {
            refuse(use, "guard.export is generated, and this recipe does not generate the key");
        } else if (guard_.exports.listed.empty()) {
            refuse(use, "guard.export is never");
        } else {
            refuse(use, "guard.export does not list hex " + encoding::encode_hex(id));
        }
    }

    Outcome review_wrapping_key(std::string_view path,
                                const recipe::KeyName& name,
                                const Bytes& data) {
        const std::uint16_t bits = rsa_bits_of(data);
        if (bits < transport_min_bits) {
            refuse(path, "a transport key of " + std::to_string(bits) + " bits, fewer than " +
                             std::to_string(transport_min_bits));
        }
        const Sha256 fingerprint = TRY(fingerprint_of(data));
        switch (guard_.about_wrapping_key(fingerprint)) {
            case Ruling::deny:
                refuse(path, "guard.wrapping-keys does not list " + fingerprint_text(fingerprint));
                break;
            case Ruling::confirm:
                ask(ask_about_wrapping_key(
                    guard_, key_text(name) + ", RSA " + std::to_string(bits) + " bits",
                    fingerprint));
                break;
            case Ruling::allow:
                break;
        }
        return Nothing{};
    }

    Outcome review_direct_key(const dns::Name& zone,
                              const recipe::DirectKey& key,
                              std::size_t element) {
        const std::string path = "keyset[" + std::to_string(element) + "].key";
        TRY(review_possession(zone, key, path));
        const Sha256 fingerprint = TRY(fingerprint_of(key.data));
        switch (guard_.about_direct_key(fingerprint)) {
            case Ruling::deny:
                refuse(path,
                       guard_.listed_direct_keys.empty()
                           ? "guard.direct-keys is deny: " + key_text(key)
                           : "guard.direct-keys does not list " + fingerprint_text(fingerprint));
                break;
            case Ruling::confirm:
                ask(ask_yes(guard_, Subject::direct_key,
                            hash_lines("Key of others in the set of " + zone_text(zone) + ": " +
                                           key_text(key) + ", SHA-256 of its key field",
                                       fingerprint),
                            "does this hash stand on the paper of those who sent the key?"));
                break;
            case Ruling::allow:
                break;
        }
        return Nothing{};
    }

    Outcome review_possession(const dns::Name& zone,
                              const recipe::DirectKey& key,
                              const std::string& path) {
        Outcome outcome = possessions_.add(zone, key, {action_, "actionParams." + path});
        if (outcome.ok() || outcome.error().code() == Errc::internal) {
            return outcome;
        }
        refuse(path + ".possession", key_text(key) + ": " + outcome.error().message());
        return Nothing{};
    }

    void require_possession() {
        if (guard_.possession == Demand::optional) {
            return;
        }
        for (const Possessions::Place& place : possessions_.unproven()) {
            // One reason for each place: each is another key.
            review_.refusals.push_back({place.action, place.path,
                                        "guard.possession is required, and nothing shows that "
                                        "the sender has the private half"});
        }
    }

    // --- CDS

    void review_cds(const ProduceSignedKeyset& set) {
        const auto* keys = std::get_if<recipe::CdsKeys>(&set.cds->content);
        switch (guard_.cds) {
            case CdsRule::deny:
                refuse("cds", "guard.cds is deny");
                return;
            case CdsRule::own:
                review_own_cds(keys);
                return;
            case CdsRule::confirm:
                ask_about_cds(set.owner, keys);
                return;
            case CdsRule::any:
                return;
        }
    }

    void review_own_cds(const recipe::CdsKeys* keys) {
        if (keys == nullptr) {
            refuse("cds.delete", "guard.cds is own: the request to remove the DS set needs any");
            return;
        }
        for (std::size_t i = 0; i < keys->keys.size(); ++i) {
            if (std::holds_alternative<recipe::DirectKey>(keys->keys[i])) {
                refuse(
                    "cds.keys[" + std::to_string(i) + "].key",
                    "guard.cds is own, and this key is not on a token: " + key_text(keys->keys[i]));
            }
        }
    }

    void ask_about_cds(const dns::Name& zone, const recipe::CdsKeys* keys) {
        const std::string asks = "CDS of " + zone_text(zone) + ": ";
        if (keys == nullptr) {
            ask(ask_yes(guard_, Subject::cds,
                        {asks + "asks the parent to remove the DS set; the zone becomes insecure"},
                        "is that meant?"));
            return;
        }
        for (const recipe::KeysetKey& key : keys->keys) {
            ask(ask_yes(guard_, Subject::cds, {asks + "asks the parent to trust " + key_text(key)},
                        "is that meant?"));
        }
    }

    const Guard& guard_;
    const recipe::Recipe& recipe_;
    const ReviewContext& context_;
    recipe::KeyIndex index_;
    Review review_;
    std::size_t action_ = 0;
    std::map<std::string, Finding> findings_;
    std::set<std::string> asked_;
    Possessions possessions_;
    std::optional<UtcTime> first_inception_;
    std::optional<std::size_t> last_set_;  // the action with the last expiration
};

}  // namespace

Result<Review> review(const Guard& guard,
                      const recipe::Recipe& recipe,
                      const ReviewContext& context) {
    return Reviewer(guard, recipe, context).run();
}

}  // namespace ceremony::cooker
