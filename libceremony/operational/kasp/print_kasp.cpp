// SPDX-License-Identifier: BSD-3-Clause

#include "kasp/print_kasp.hpp"

#include <string_view>

#include "policy/words.hpp"

namespace ceremony::kasp {

namespace {

using policy::Policy;
using policy::word_of;

std::string text_of(policy::Seconds seconds) {
    const auto duration = Duration::of(0, seconds);
    return duration.ok() ? duration.value().text() : std::to_string(seconds);
}

std::string_view text_of(bool value) {
    return value ? "true" : "false";
}

// "  name: value\n"
std::string line(std::string_view name, std::string_view value) {
    return "  " + std::string(name) + ": " + std::string(value) + "\n";
}

// "name: value", and ", " in front of all but the first.
class Flow {
public:
    Flow& add(std::string_view name, std::string_view value) {
        text_.append(text_.empty() ? "" : ", ").append(name).append(": ").append(value);
        return *this;
    }

    [[nodiscard]] std::string text() const { return "{ " + text_ + " }"; }

private:
    std::string text_;
};

template <typename KeyPolicy>
Flow key_flow(const KeyPolicy& key) {
    Flow flow;
    flow.add("algo", std::to_string(static_cast<unsigned>(key.algorithm)));
    if (key.size) {
        flow.add("size", std::to_string(*key.size));
    }
    flow.add("lifetime", key.lifetime.text());
    flow.add("standby", std::to_string(key.standby));
    return flow;
}

std::string zone_lines(const policy::ZonePolicy& zone) {
    const policy::ZoneSignatures& signature = zone.signature;
    return "  zone:\n  " + line("propagation", text_of(zone.propagation)) + "  " +
           line("max-ttl", text_of(zone.max_ttl)) + "  " +
           line("soa-expire", text_of(zone.soa_expire)) + "  " +
           line("signature", Flow()
                                 .add("validity", text_of(signature.validity))
                                 .add("refresh", text_of(signature.refresh))
                                 .add("jitter", text_of(signature.jitter))
                                 .add("resign", text_of(signature.resign))
                                 .add("resign-all", text_of(signature.resign_all))
                                 .text());
}

std::string parent_line(const std::optional<policy::ParentPolicy>& parent) {
    if (!parent) {
        return line("parent", "none");
    }
    return line("parent", Flow()
                              .add("propagation", text_of(parent->propagation))
                              .add("ds-ttl", text_of(parent->ds_ttl))
                              .add("registration", text_of(parent->registration))
                              .text());
}

std::string cds_line(const policy::CdsPolicy& cds) {
    std::string digests;
    for (const dns::DigestType type : cds.digests) {
        digests += (digests.empty() ? "" : ", ") + std::to_string(static_cast<unsigned>(type));
    }
    return line("cds", Flow()
                           .add("publish", word_of(policy::cds_words, cds.publish))
                           .add("ttl", text_of(cds.ttl))
                           .add("digests", "[" + digests + "]")
                           .add("cdnskey", text_of(cds.cdnskey))
                           .text());
}

std::string key_lines(const Policy& policy) {
    return line("ksk", key_flow(policy.ksk)
                           .add("roll", word_of(policy::ksk_rolls, policy.ksk.roll))
                           .text()) +
           line("zsk", key_flow(policy.zsk)
                           .add("roll", word_of(policy::zsk_rolls, policy.zsk.roll))
                           .add("source", word_of(policy::zsk_sources, policy.zsk.source))
                           .add("export", word_of(policy::zsk_exports, policy.zsk.exported))
                           .text());
}

}  // namespace

std::string print_kasp(const Kasp& kasp) {
    const Policy& policy = kasp.policy;
    std::string text;
    for (const std::string& note : kasp.notes) {
        text += "# " + note + "\n";
    }
    text += "kasp:\n";
    text += line("refresh", text_of(policy.refresh));
    text += line("validity", text_of(policy.validity));
    text += line("inceptionoffset", text_of(policy.inception_offset));
    text += line("ttl", text_of(policy.ttl));
    text += line("slot", policy.slot ? policy.slot->text() : "none");
    text += line("publish-safety", text_of(policy.publish_safety));
    text += line("retire-safety", text_of(policy.retire_safety));
    text += zone_lines(policy.zone);
    text += parent_line(policy.parent);
    text += line("lateness", text_of(policy.lateness));
    text += line("clock-skew", text_of(policy.clock_skew));
    text += line("reserve", text_of(policy.reserve));
    text += line("handover", text_of(policy.handover));
    text += key_lines(policy);
    text += line("strict", text_of(policy.strict));
    text += cds_line(policy.cds);
    text += line("rfc5011", text_of(policy.rfc5011));
    text += line("ds-gate", word_of(policy::ds_gates, policy.ds_gate));
    text += line("overlap", word_of(policy::overlaps, policy.overlap));
    text += line("require-backup", word_of(policy::backups, policy.require_backup));
    return text;
}

}  // namespace ceremony::kasp
