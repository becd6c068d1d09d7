// SPDX-License-Identifier: BSD-3-Clause

#include "policy/check.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "policy/length_text.hpp"

namespace ceremony::policy {

namespace {

// RFC 4034, section 3.1.5: the two times of a signature are less than 2^31 seconds apart.
constexpr Seconds signature_limit = Seconds{1} << 31;

// A number of the policy, by the name that it has there.
struct Term {
    std::string_view name;
    Seconds value;
};

Seconds sum(std::initializer_list<Term> terms) {
    Seconds total = 0;
    for (const Term& term : terms) {
        total += term.value;
    }
    return total;
}

// "lateness P3D + ttl PT1H = P3DT1H"
std::string sum_text(std::initializer_list<Term> terms) {
    std::string text;
    for (const Term& term : terms) {
        text.append(text.empty() ? "" : " + ").append(term.name).append(" ");
        text.append(length_text(term.value));
    }
    return text + " = " + length_text(sum(terms));
}

// The shortest and the longest time that a period takes, of all months that it may begin in.
struct Extent {
    Seconds shortest;
    Seconds longest;
};

Extent extent_of(const Duration& period) {
    constexpr std::int64_t first_month = 1600 * 12;  // 400 years, after which all repeats
    constexpr std::int64_t months = 400 * 12;
    if (period.months() == 0) {
        return {period.seconds(), period.seconds()};
    }
    // 0000-01-01 and so many months; the years of a Duration that ends after 9999 count as
    // the longest there are.
    const auto begin_of = [](std::int64_t month) -> Result<UtcTime> {
        const UtcTime origin = TRY(UtcTime::from_seconds(earliest_seconds));
        return add(origin, TRY(Duration::of(month, 0)));
    };
    Extent extent = {latest_seconds - earliest_seconds, 0};
    for (std::int64_t month = first_month; month < first_month + months; ++month) {
        const auto begin = begin_of(month);
        const auto end = begin_of(month + period.months());
        const Seconds length = begin.ok() && end.ok()
                                   ? end.value().seconds() - begin.value().seconds()
                                   : (period.months() / 12 + 1) * 366 * day;
        extent.shortest = std::min(extent.shortest, length + period.seconds());
        extent.longest = std::max(extent.longest, length + period.seconds());
    }
    return extent;
}

// --- one rule each

using Findings = std::vector<Finding>;

void check_refresh(const Policy& policy, Findings& findings) {
    const auto terms = {Term{"lateness", policy.lateness},
                        Term{"zone.propagation", policy.zone.propagation}, Term{"ttl", policy.ttl},
                        Term{"clock-skew", policy.clock_skew}};
    if (policy.refresh < sum(terms)) {
        findings.push_back({"refresh is " + length_text(policy.refresh) +
                                ", but a DNSKEY set may be used for another " + sum_text(terms) +
                                " after the next one was due: a cache could outlive its signature",
                            "refresh: " + length_text(sum(terms))});
    }
}

void check_validity(const Policy& policy, Findings& findings) {
    if (policy.validity <= policy.refresh) {
        findings.push_back({"validity is " + length_text(policy.validity) +
                                ", which leaves no time between the making of a signature and "
                                "its refresh, " +
                                length_text(policy.refresh) + " before its end",
                            "validity: more than " + length_text(policy.refresh)});
    } else if (policy.slot && extent_of(*policy.slot).longest > policy.validity - policy.refresh) {
        const Seconds longest = extent_of(*policy.slot).longest;
        findings.push_back({"slot is " + policy.slot->text() + ", up to " + length_text(longest) +
                                ", longer than validity " + length_text(policy.validity) +
                                " - refresh " + length_text(policy.refresh) + " = " +
                                length_text(policy.validity - policy.refresh),
                            "validity: " + length_text(longest + policy.refresh)});
    }
    if (policy.inception_offset < policy.clock_skew) {
        findings.push_back({"inceptionoffset is " + length_text(policy.inception_offset) +
                                ", less than clock-skew " + length_text(policy.clock_skew) +
                                ": a signature would be used before it is valid",
                            "inceptionoffset: " + length_text(policy.clock_skew)});
    }
    if (policy.validity + policy.inception_offset >= signature_limit) {
        findings.push_back(
            {"validity and inceptionoffset are " +
                 length_text(policy.validity + policy.inception_offset) +
                 " together; a signature can say 2^31 - 1 seconds at most",
             "validity: " + length_text(signature_limit - 1 - policy.inception_offset)});
    }
}

void check_signer(const Policy& policy, Findings& findings) {
    const ZoneSignatures& signature = policy.zone.signature;
    if (signature.validity <= signature.refresh) {
        findings.push_back(
            {"zone.signature.validity is " + length_text(signature.validity) +
                 ", not longer than zone.signature.refresh " + length_text(signature.refresh),
             "zone.signature.validity: more than " + length_text(signature.refresh)});
    }
}

void check_lifetime(std::string_view role,
                    const Duration& lifetime,
                    Seconds rollover,
                    Findings& findings) {
    const std::string name = std::string(role) + ".lifetime";
    if (extent_of(lifetime).shortest < rollover) {
        findings.push_back({name + " is " + lifetime.text() +
                                ", but from the first to the last step a rollover takes " +
                                length_text(rollover),
                            name + ": " + length_text(rollover)});
    }
}

void check_keys(const Policy& policy, const Rollovers& rollovers, Findings& findings) {
    check_lifetime("ksk", policy.ksk.lifetime, rollovers.ksk, findings);
    if (policy.zsk.source == ZskSource::bunker) {  // else their life is not ours to plan
        check_lifetime("zsk", policy.zsk.lifetime, rollovers.zsk, findings);
    }
    if (policy.ksk.algorithm != policy.zsk.algorithm) {
        const std::string ksk(dns::to_string(policy.ksk.algorithm));
        const std::string zsk(dns::to_string(policy.zsk.algorithm));
        findings.push_back({"ksk.algo is " + ksk + " and zsk.algo " + zsk +
                                ": every algorithm of the DS set and of the DNSKEY set has to "
                                "sign all of the zone (RFC 4035, section 2.2)",
                            "zsk.algo: " + ksk});
    }
}

void check_parent(const Policy& policy, Findings& findings) {
    if (!policy.parent && policy.cds.publish != CdsPublish::never) {
        findings.push_back({"there is no parent to read CDS", "cds: { publish: never }"});
    }
}

}  // namespace

std::vector<Finding> check_policy(const Policy& policy, const Rollovers& rollovers) {
    Findings findings;
    check_refresh(policy, findings);
    check_validity(policy, findings);
    check_signer(policy, findings);
    check_keys(policy, rollovers, findings);
    check_parent(policy, findings);
    return findings;
}

std::vector<Finding> doubts_about(const Policy& policy) {
    Findings findings;
    if (policy.reserve < policy.handover) {
        findings.push_back({"reserve is " + length_text(policy.reserve) + ", less than handover " +
                                length_text(policy.handover) +
                                ": the next ceremony has to be done before the end of this one",
                            "reserve: " + length_text(policy.handover)});
    }
    if (policy.zone.soa_expire > policy.refresh) {
        findings.push_back(
            {"zone.soa-expire is " + length_text(policy.zone.soa_expire) + ", more than refresh " +
                 length_text(policy.refresh) +
                 ": a secondary server that was cut off may serve expired signatures",
             "refresh: " + length_text(policy.zone.soa_expire)});
    }
    return findings;
}

std::vector<Finding> check_zone(const Configuration& configuration, const Zone& zone) {
    Findings findings;
    const Policy& policy = configuration.policy_of(zone);
    const bool signconf = std::any_of(
        configuration.publish.begin(), configuration.publish.end(), [&](const Target& target) {
            return target.zone == zone.name && target.format == Format::signconf;
        });
    if (signconf && policy.cds.publish != CdsPublish::never) {
        findings.push_back(
            {"CDS sets and a target of format signconf: OpenDNSSEC would sign them "
             "with the ZSK",
             "cds: { publish: never }"});
    }
    if (zone.ksk_shared_with) {
        const auto other = std::find_if(
            configuration.zones.begin(), configuration.zones.end(),
            [&](const Zone& candidate) { return candidate.name == *zone.ksk_shared_with; });
        if (other != configuration.zones.end() &&
            configuration.policy_of(*other).ksk != policy.ksk) {
            findings.push_back({"its KSK is that of " + other->name.text() +
                                    ", for which another policy has other values of ksk",
                                "policy: " + configuration.policy_of(*other).name});
        }
    }
    return findings;
}

}  // namespace ceremony::policy
