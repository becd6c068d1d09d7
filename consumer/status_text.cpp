// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/status_text.hpp"

#include <algorithm>
#include <cstddef>

#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

bool signs_zone(const keysets::Keyset& set, const dns::Dnskey& key) {
    return std::any_of(set.zone_signers.begin(), set.zone_signers.end(),
                       [&key](const keysets::ZoneSigner& one) { return one.dnskey == key; });
}

// Which of several ZSKs it is has to be said.
bool has_idle_zsk(const keysets::Keyset& set) {
    return !set.zone_signers.empty() &&
           std::any_of(set.keys.begin(), set.keys.end(), [&set](const dns::Dnskey& key) {
               return !key.secure_entry_point() && !signs_zone(set, key);
           });
}

std::string keys_text(const keysets::Keyset& set) {
    const bool tells_signers = has_idle_zsk(set);
    std::string text;
    for (const dns::Dnskey& key : set.keys) {
        text += (text.empty() ? "" : ", ") +
                std::string(key.secure_entry_point() ? "KSK " : "ZSK ") +
                std::to_string(dns::key_tag(key)) + (key.revoked() ? " (revoked)" : "") +
                (tells_signers && signs_zone(set, key) ? " (signs the zone)" : "");
    }
    return text;
}

std::string end_text(const Outlook& outlook, UtcTime now) {
    if (outlook.set && outlook.set->inception > now) {
        return "no validator accepts what is published before " +
               program::short_text(outlook.set->inception);
    }
    return (*outlook.end > now ? "if nobody does anything, the zone goes bogus on "
                               : "the zone is bogus since ") +
           program::short_text(*outlook.end);
}

std::string now_text(const Outlook& outlook) {
    if (!outlook.is_known) {
        return "nothing is known of it";
    }
    if (!outlook.published) {
        return outlook.has_nothing ? "nothing was ever published"
                                   : "nothing is published by this clock; what the targets hold "
                                     "stays";
    }
    const keysets::Published& published = *outlook.published;
    return "the set from " + program::short_text(published.set.from) +
           (published.sequence == 0 ? "" : ", ceremony " + std::to_string(published.sequence)) +
           ", published " + program::short_text(published.since) + ", signed until " +
           program::short_text(published.expiration);
}

// Whoever reads it must not believe that nothing happens in between.
std::string gap_text(std::size_t count, UtcTime until) {
    return "        ... " + std::to_string(count) + " more until " + program::short_text(until) +
           "; --json has all\n";
}

std::string next_text(const std::vector<Prospect>& next) {
    constexpr std::size_t most_shown = 8;
    std::string text;
    std::size_t passed_over = 0;
    for (std::size_t i = 0; i < next.size(); ++i) {
        const Prospect& prospect = next[i];
        if (i >= most_shown && prospect.who == "machine") {
            ++passed_over;
            continue;
        }
        if (passed_over != 0) {
            text += gap_text(passed_over, next[i - 1].at);
            passed_over = 0;
        }
        text += (i == 0 ? "  NEXT  " : "        ") + program::short_text(prospect.at) + "  " +
                prospect.who + ": " + prospect.what + "\n";
    }
    return text + (passed_over == 0 ? "" : gap_text(passed_over, next.back().at));
}

}  // namespace

std::string status_text(const Outlook& outlook, UtcTime now) {
    std::string text = outlook.zone.text() + "\n  NOW   " + now_text(outlook) + "\n";
    if (outlook.set) {
        text += "        " + keys_text(*outlook.set) + "\n";
    }
    if (!outlook.alarm.empty()) {
        text += "        " + outlook.alarm + "\n";
    } else if (outlook.is_due) {
        text += "        another set is due: consumer publish\n";
    }
    text += next_text(outlook.next);
    if (outlook.end) {
        text += "  END   " + end_text(outlook, now) + "\n";
    }
    return text;
}

}  // namespace ceremony::consumer
