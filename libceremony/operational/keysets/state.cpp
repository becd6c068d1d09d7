// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/state.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "keysets/change.hpp"

namespace ceremony::keysets {

namespace {

auto has_hash(const crypto::Sha256& sha256) {
    return [&sha256](const StoredFile& file) {
        return file.sha256 == sha256;
    };
}

}  // namespace

SetName name_of(const Keyset& keyset) {
    return {keyset.file, keyset.track, keyset.stage, keyset.from};
}

bool is_for_signer(policy::Format format) noexcept {
    switch (format) {
        case policy::Format::signconf:
        case policy::Format::zone:
            return true;
        case policy::Format::ds:
        case policy::Format::trust_anchor:
        case policy::Format::json:
            return false;
    }
    return true;
}

std::vector<const WrittenTarget*> publications_of(const ZoneState& zone) {
    std::vector<const WrittenTarget*> all;
    std::vector<const WrittenTarget*> of_signers;
    for (const WrittenTarget& target : zone.targets) {
        all.push_back(&target);
        if (is_for_signer(target.format)) {
            of_signers.push_back(&target);
        }
    }
    return of_signers.empty() ? all : of_signers;
}

const WrittenTarget* untold_target(const ZoneState& zone) {
    for (const WrittenTarget* target : publications_of(zone)) {
        if (target->hook_pending) {
            return target;
        }
    }
    return nullptr;
}

void note_published(ZoneState& zone, const Keyset& keyset, const Keyset* previous, UtcTime now) {
    const Published published{name_of(keyset), keyset.sequence, keyset.expiration, now};
    if (zone.published && zone.published->set == published.set) {
        return;
    }
    const bool goes_on = zone.published && previous != nullptr && !is_change(*previous, keyset);
    zone.published = published;
    if (goes_on && !zone.changes.empty()) {
        return;
    }
    zone.changes.push_back(published);
    if (zone.changes.size() > remembered_changes) {
        zone.changes.erase(zone.changes.begin());
    }
}

void note_delay(ZoneState& zone, UtcTime now) {
    if (!zone.published) {
        return;
    }
    zone.published->since = std::max(zone.published->since, now);
    if (!zone.changes.empty() && zone.changes.back().set == zone.published->set) {
        zone.changes.back().since = std::max(zone.changes.back().since, now);
    }
}

void forget_published(ZoneState& zone, UtcTime now) {
    std::erase_if(zone.changes, [&](const Published& change) {
        return change.since > now || (zone.published && change.set == zone.published->set);
    });
    zone.published.reset();
    zone.look_again.reset();
}

std::vector<policy::Event> events_for(const State& state, const ZoneState& zone) {
    std::vector<policy::Event> events;
    for (const policy::Event& event : state.events) {
        if (!std::holds_alternative<policy::Imported>(event)) {
            events.push_back(event);
        }
    }
    for (const StoredFile& file : state.files) {
        if (zone.chain && file.chain == zone.chain) {
            events.emplace_back(policy::Imported{file.sequence, file.imported});
        }
    }
    return events;
}

const StoredFile* last_of_chain(const State& state, const recipe::Word& chain) {
    const StoredFile* last = nullptr;
    for (const StoredFile& file : state.files) {
        if (file.chain == chain && (last == nullptr || file.sequence >= last->sequence)) {
            last = &file;
        }
    }
    return last;
}

const StoredFile* find_file(const State& state, const crypto::Sha256& sha256) {
    const auto found = std::find_if(state.files.begin(), state.files.end(), has_hash(sha256));
    return found == state.files.end() ? nullptr : &*found;
}

StoredFile* find_file(State& state, const crypto::Sha256& sha256) {
    const auto found = std::find_if(state.files.begin(), state.files.end(), has_hash(sha256));
    return found == state.files.end() ? nullptr : &*found;
}

std::optional<UtcTime> imported_at(std::span<const StoredFile> files,
                                   const crypto::Sha256& sha256) {
    const auto found = std::find_if(files.begin(), files.end(), [&sha256](const StoredFile& file) {
        return file.sha256 == sha256;
    });
    return found == files.end() ? std::nullopt : std::optional(found->imported);
}

}  // namespace ceremony::keysets
