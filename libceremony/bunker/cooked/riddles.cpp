// SPDX-License-Identifier: BSD-3-Clause

#include "cooked/riddles.hpp"

#include <algorithm>

namespace ceremony::cooked {

namespace {

constexpr std::string_view records_path = "cooked.signedKeysetRRs";

// The part of a riddle with keys of one kind.
struct Part {
    std::vector<const AskedKey*> asked;
    std::vector<const FoundKey*> found;
};

std::string count(std::size_t keys, std::ptrdiff_t signatures) {
    return std::to_string(keys) + " with " + std::to_string(signatures) + " signatures";
}

// Is there as much as was asked for?
bool examine_part(const Examination& examination, std::size_t action, const Part& part) {
    if (part.asked.empty()) {
        for (const FoundKey* found : part.found) {
            examination.add(action, element_path(records_path, found->record),
                            "not a key of the keyset");
        }
        return false;
    }
    const auto asked_signers = std::ranges::count_if(
        part.asked, [](const AskedKey* asked) { return asked->signer != nullptr; });
    const auto signers = std::ranges::count_if(
        part.found, [](const FoundKey* found) { return found->rrsig.has_value(); });
    if (part.asked.size() == part.found.size() && asked_signers == signers) {
        return true;
    }
    const AskedKey& first = *part.asked.front();
    examination.add(*first.member, "of keys like it, " + count(part.asked.size(), asked_signers) +
                                       " are asked for and " + count(part.found.size(), signers) +
                                       " are in the set");
    return false;
}

std::uint64_t step(std::size_t action, Kind kind, bool is_signer) {
    return std::uint64_t{action} << 32U | std::uint64_t{kind.flags} << 16U |
           std::uint64_t{static_cast<std::uint8_t>(kind.algorithm)} << 8U | (is_signer ? 1U : 0U);
}

}  // namespace

Kind kind_of(const FoundKey& found) noexcept {
    return {found.dnskey.flags, found.dnskey.algorithm};
}

void Riddles::add(const Examination& examination, const Riddle& riddle) {
    std::map<Kind, Part> parts;
    for (const AskedKey& asked : riddle.asked) {
        parts[asked.kind].asked.push_back(&asked);
    }
    for (const FoundKey* found : riddle.found) {
        parts[kind_of(*found)].found.push_back(found);
    }
    const std::size_t action = riddle.set->action;
    bool is_good = true;
    for (const auto& [kind, part] : parts) {
        is_good = examine_part(examination, action, part) && is_good;
    }
    if (!is_good) {
        return;
    }
    for (const AskedKey& asked : riddle.asked) {
        keys_[asked.member->key].push_back(step(action, asked.kind, asked.signer != nullptr));
    }
    for (const FoundKey* found : riddle.found) {
        // A revoked key is the key that it was.
        Material& material =
            materials_[{found->dnskey.algorithm, found->dnskey.secure_entry_point(),
                        as_text(found->dnskey.public_key)}];
        if (material.found == nullptr) {
            material.action = action;
            material.found = found;
        }
        material.trace.push_back(step(action, kind_of(*found), found->rrsig.has_value()));
    }
}

std::map<Riddles::Trace, Riddles::Class> Riddles::classes() const {
    const auto sorted = [](Trace trace) {
        std::sort(trace.begin(), trace.end());
        return trace;
    };
    std::map<Trace, Class> classes;
    for (const auto& [key, trace] : keys_) {
        classes[sorted(trace)].keys.push_back(key);
    }
    for (const auto& [place, material] : materials_) {
        classes[sorted(material.trace)].materials.push_back(&material);
    }
    return classes;
}

void Riddles::solve(const Examination& examination, const Tell& tell) const {
    for (const auto& [trace, same] : classes()) {
        if (same.keys.size() == 1 && same.materials.size() == 1) {
            tell(same.keys.front(), same.materials.front()->found->dnskey.public_key);
        }
        if (same.keys.size() < same.materials.size()) {
            const Material& first = *same.materials.front();
            examination.add(first.action, element_path(records_path, first.found->record),
                            "no key of the recipe stands and signs in exactly the sets in which "
                            "this one does");
        }
    }
}

}  // namespace ceremony::cooked
