// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/delivery.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include "consumer/announcements.hpp"
#include "consumer/readiness.hpp"
#include "consumer/render.hpp"
#include "consumer/site.hpp"
#include "crypto/digest.hpp"
#include "keysets/change.hpp"
#include "policy/read_consumer.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

using keysets::Keyset;
using keysets::WrittenTarget;
using keysets::ZoneState;

bool is_as_written(const WrittenTarget& written, const std::string& present) {
    const auto digest = crypto::sha256(as_bytes(present));
    return digest.ok() && digest.value() == written.sha256;
}

// A token that is not there may be there for the next run; a person who types the PIN is not.
Result<const site::Inventory*> inventory_for_now(Round& round) {
    auto inventory = round.token.inventory();
    if (inventory.ok()) {
        return inventory;
    }
    const config::Repository* repository = round.configuration.repositories.find("default");
    const bool wants_person =
        repository != nullptr && std::holds_alternative<config::PinFromTerminal>(repository->pin);
    const bool may_come = may_pass(inventory.error()) && !round.token.is_pin_refused() &&
                          !(wants_person && inventory.error().code() == Errc::unavailable);
    if (!may_come) {
        return std::move(inventory).error();
    }
    round.absence = inventory.error().message();
    return std::move(inventory)
        .error()
        .as(Errc::busy)
        .with_hint(
            "the next run tries again; when it stays so, see whether the configuration names the "
            "token as it is called");
}

const timeline::ZonePlan* plan_of(const keysets::ZoneSets& sets, const Keyset& set) {
    const auto plan = sets.plans.find(set.file);
    return plan == sets.plans.end() ? nullptr : &plan->second;
}

class Delivery {
public:
    Delivery(Round& round, const Consignment& consignment, const Targets& targets, ZoneState& zone)
        : round_(round),
          sets_(consignment.sets),
          set_(consignment.set),
          course_(consignment.course),
          targets_(targets),
          zone_(zone) {}

    bool carry_out() {
        const Keyset* previous =
            zone_.published ? keysets::find_set(sets_, zone_.published->set) : nullptr;
        const bool was_pending = keysets::untold_target(zone_) != nullptr;
        forget_others();
        bool is_everywhere = true;
        bool is_published = false;
        bool is_late = false;
        bool is_change_late = false;  // did a signer not have the keys?
        for (const policy::Target* target : targets_) {
            const bool had_keys = has_keys(*target);
            const Reached reached = reach(*target);
            const bool counts = is_publication(round_.configuration, *target);
            is_everywhere = is_everywhere && reached != Reached::no;
            is_published = is_published || (counts && reached != Reached::no);
            is_late = is_late || (counts && reached != Reached::before);
            is_change_late = is_change_late || (counts && reached != Reached::before && !had_keys);
        }
        if (is_published) {
            const auto before = zone_.published;
            keysets::note_published(zone_, set_, previous, round_.now);
            // Nobody knows whether the signer heard of what the change began with, when its hook
            // waits until another set comes.
            is_change_late = is_change_late || (was_pending && zone_.published != before);
            if (is_change_late && !zone_.changes.empty()) {
                zone_.changes.back() = *zone_.published;
            }
            if (is_late) {
                keysets::note_delay(zone_, round_.now);
            }
        }
        return is_everywhere;
    }

private:
    enum class Reached : std::uint8_t {
        no,
        before,  // it had the set already
        now
    };

    Reached fail(Error error) {
        round_.troubles.add(std::move(error));
        return Reached::no;
    }

    // What is not configured any more.
    void forget_others() {
        const std::vector<policy::Target>& all = round_.configuration.publish;
        std::erase_if(zone_.targets, [this, &all](const WrittenTarget& written) {
            return std::none_of(all.begin(), all.end(), [&](const policy::Target& target) {
                return target.zone == set_.zone && target.file == written.file;
            });
        });
    }

    // Is what the target has, as far as it is known, a set with the same keys?
    [[nodiscard]] bool has_keys(const policy::Target& target) const {
        const WrittenTarget* written = find_written(zone_, target);
        const Keyset* set = written == nullptr ? nullptr : keysets::find_set(sets_, written->set);
        return set != nullptr && !keysets::is_change(*set, set_);
    }

    WrittenTarget& note_of(const policy::Target& target) {
        const auto found =
            std::find_if(zone_.targets.begin(), zone_.targets.end(),
                         [&target](const WrittenTarget& one) { return one.file == target.file; });
        if (found != zone_.targets.end()) {
            return *found;
        }
        zone_.targets.push_back(
            {target.file, keysets::name_of(set_), target.format, {}, false, {}});
        return zone_.targets.back();
    }

    Reached reach(const policy::Target& target) {
        auto present = read_target(target);
        if (!present.ok()) {
            // What cannot be read cannot be replaced either.
            return fail(present.error().code() == Errc::unreadable
                            ? std::move(present).error().as(Errc::unwritable)
                            : std::move(present).error());
        }
        if (has_set(zone_, target, keysets::name_of(set_)) &&
            is_up_to_date(target, present.value())) {
            return round_.rules.refresh == Refresh::always
                       ? refresh(target, present.value().value_or(""))
                       : Reached::before;
        }
        if (!is_prepared()) {
            return Reached::no;
        }
        const auto text = render({prepared_->keyset, prepared_->plan, prepared_->online, course_},
                                 target, present.value());
        if (!text.ok()) {
            return fail(text.error());
        }
        return write(target, text.value());
    }

    // DS records are for the parent from some time on, whatever the set is.
    bool is_up_to_date(const policy::Target& target, const std::optional<std::string>& present) {
        const timeline::ZonePlan* plan = plan_of(sets_, set_);
        const bool has_ds = target.format == policy::Format::ds ||
                            (target.format == policy::Format::json && plan != nullptr);
        if (!has_ds) {
            return true;
        }
        const auto text = render({set_, plan, {}, course_}, target, present);
        return text.ok() && text.value() == present;
    }

    // Until its hook has succeeded, its reader has what it heard of before. REQUIRES: `note` still
    // says what that was.
    void await_hook(WrittenTarget& note, bool is_pending) const {
        if (!note.hook_pending || !is_pending) {
            const Keyset* heard = keysets::find_set(sets_, note.set);
            const bool has_heard =
                is_pending && heard != nullptr && note.sha256 != crypto::Sha256();
            note.heard_until = has_heard ? std::optional(heard->expiration) : std::nullopt;
        }
        note.hook_pending = is_pending;
    }

    // Its reader takes it up as if it were new: not by a clock that may be wrong.
    Reached refresh(const policy::Target& target, const std::string& present) {
        if (round_.clock_refusal) {
            if (!is_unfit_) {
                is_unfit_ = true;
                round_.troubles.add(*round_.clock_refusal);
            }
            return Reached::no;
        }
        const auto written = write_target(target, present, Refresh::always);
        if (!written.ok()) {
            return fail(written.error());
        }
        WrittenTarget& note = note_of(target);
        if (!note.hook_pending) {
            round_.refreshed.insert(target.file);
        }
        await_hook(note, !target.after.empty());
        tell(target, "written again, it has still ");
        return Reached::before;
    }

    Reached write(const policy::Target& target, const std::string& text) {
        const auto digest = crypto::sha256(as_bytes(text));
        if (!digest.ok()) {
            return fail(digest.error());
        }
        const keysets::SetName name = keysets::name_of(set_);
        // The text of a set may change by itself, with what the parent may be asked for.
        const bool had_set = has_set(zone_, target, name);
        const auto written = write_target(target, text, round_.rules.refresh);
        if (!written.ok()) {
            return fail(written.error());
        }
        const WrittenTarget* known = find_written(zone_, target);
        const bool had_it =
            had_set || (known != nullptr && known->set == name && written.value() == Written::no);
        WrittenTarget& note = note_of(target);
        // A run that was interrupted may have written it and not told the signer.
        const bool is_written = written.value() == Written::yes;
        const bool is_news = is_written || note.sha256 != digest.value();
        if (had_set && !note.hook_pending) {
            round_.refreshed.insert(target.file);
        }
        await_hook(note, !target.after.empty() && (note.hook_pending || is_news));
        note.set = name;
        note.format = target.format;
        note.sha256 = digest.value();
        const Reached reached = had_it ? Reached::before : Reached::now;
        if (!is_news) {
            return reached;
        }
        tell(target, "", is_written ? "" : "; it was there already");
        return reached;
    }

    void tell(const policy::Target& target,
              const std::string& before,
              const std::string& after = "") {
        const Outcome told = round_.program.out(
            set_.zone.text() + ": " + std::string(to_string(target.format)) + " " + target.file +
            ": " + before + "the set from " + program::short_text(set_.from) + " until " +
            program::short_text(set_.until) + ", signed until " +
            program::short_text(set_.expiration) + after + "\n");
        if (!told.ok()) {
            round_.troubles.add(told.error());
        }
    }

    // --- the last look at the set

    struct Prepared {
        Keyset keyset;
        const timeline::ZonePlan* plan = nullptr;
        std::vector<signers::OnlineKey> online;
    };

    bool is_prepared() {
        if (!prepared_ && !is_unfit_) {
            auto prepared = prepare();
            if (prepared.ok()) {
                prepared_ = std::move(prepared).value();
            } else {
                round_.troubles.add(std::move(prepared).error());
                is_unfit_ = true;
            }
        }
        return prepared_.has_value();
    }

    [[nodiscard]] bool needs_token() const {
        const bool has_signers =
            std::any_of(set_.zone_signers.begin(), set_.zone_signers.end(),
                        [](const keysets::ZoneSigner& signer) { return !signer.external; });
        const bool has_ids =
            std::any_of(targets_.begin(), targets_.end(), [](const policy::Target* target) {
                return target->format == policy::Format::signconf;
            });
        return has_signers || has_ids || round_.rules.zsk;
    }

    Result<Prepared> prepare() {
        if (round_.clock_refusal) {
            return *round_.clock_refusal;
        }
        const keysets::Customs customs = customs_of(round_.configuration, set_.zone);
        Prepared prepared{set_, plan_of(sets_, set_), {}};
        TRY(check_valid_now(
            set_, round_.now,
            prepared.plan == nullptr ? customs.clock_skew : prepared.plan->timing.clock_skew));
        if (needs_token()) {
            const site::Inventory& inventory = *TRY(inventory_for_now(round_));
            if (round_.rules.zsk) {
                prepared.keyset =
                    TRY(signed_by(std::move(prepared.keyset), *round_.rules.zsk, &inventory));
            }
            prepared.online = TRY(online_keys(prepared.keyset, inventory));
        }
        if (!round_.clock_warning.empty()) {
            program::warn(round_.program, std::exchange(round_.clock_warning, ""));
        }
        return prepared;
    }

    Round& round_;
    const keysets::ZoneSets& sets_;
    const Keyset& set_;
    const Course& course_;
    const Targets& targets_;
    ZoneState& zone_;
    std::optional<Prepared> prepared_;
    bool is_unfit_ = false;
};

}  // namespace

const WrittenTarget* find_written(const ZoneState& zone, const policy::Target& target) {
    const auto found =
        std::find_if(zone.targets.begin(), zone.targets.end(),
                     [&target](const WrittenTarget& one) { return one.file == target.file; });
    return found == zone.targets.end() ? nullptr : &*found;
}

bool has_set(const ZoneState& zone, const policy::Target& target, const keysets::SetName& set) {
    const WrittenTarget* written = find_written(zone, target);
    if (written == nullptr || written->set != set || written->format != target.format) {
        return false;
    }
    const auto present = read_target(target);
    return present.ok() && present.value() && is_as_written(*written, *present.value());
}

bool is_publication(const policy::Configuration& configuration, const policy::Target& target) {
    const std::vector<policy::Target>& all = configuration.publish;
    return keysets::is_for_signer(target.format) ||
           std::none_of(all.begin(), all.end(), [&target](const policy::Target& one) {
               return one.zone == target.zone && keysets::is_for_signer(one.format);
           });
}

std::optional<UtcTime> next_difference(const Consignment& consignment) {
    const timeline::ZonePlan* plan = plan_of(consignment.sets, consignment.set);
    return plan == nullptr ? std::nullopt : next_ds_change(*plan, consignment.course);
}

bool deliver(Round& round,
             const Consignment& consignment,
             const Targets& targets,
             ZoneState& zone) {
    return Delivery(round, consignment, targets, zone).carry_out();
}

}  // namespace ceremony::consumer
