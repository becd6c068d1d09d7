// SPDX-License-Identifier: BSD-3-Clause

#include "kasp/print_kasp.hpp"

#include <string_view>

#include "policy/length_text.hpp"
#include "policy/words.hpp"

namespace ceremony::kasp {

namespace {

using policy::length_text;
using policy::Policy;
using policy::word_of;

std::string_view truth(bool value) {
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
    return "  zone:\n  " + line("propagation", length_text(zone.propagation)) + "  " +
           line("max-ttl", length_text(zone.max_ttl)) + "  " +
           line("soa-expire", length_text(zone.soa_expire)) + "  " +
           line("signature", Flow()
                                 .add("validity", length_text(signature.validity))
                                 .add("refresh", length_text(signature.refresh))
                                 .add("jitter", length_text(signature.jitter))
                                 .add("resign", length_text(signature.resign))
                                 .add("resign-all", truth(signature.resign_all))
                                 .text());
}

std::string parent_line(const std::optional<policy::ParentPolicy>& parent) {
    if (!parent) {
        return line("parent", "none");
    }
    return line("parent", Flow()
                              .add("propagation", length_text(parent->propagation))
                              .add("ds-ttl", length_text(parent->ds_ttl))
                              .add("registration", length_text(parent->registration))
                              .text());
}

std::string cds_line(const policy::CdsPolicy& cds) {
    std::string digests;
    for (const dns::DigestType type : cds.digests) {
        digests += (digests.empty() ? "" : ", ") + std::to_string(static_cast<unsigned>(type));
    }
    return line("cds", Flow()
                           .add("publish", word_of(policy::cds_words, cds.publish))
                           .add("ttl", length_text(cds.ttl))
                           .add("digests", "[" + digests + "]")
                           .add("cdnskey", truth(cds.cdnskey))
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
    text += line("refresh", length_text(policy.refresh));
    text += line("validity", length_text(policy.validity));
    text += line("inceptionoffset", length_text(policy.inception_offset));
    text += line("ttl", length_text(policy.ttl));
    text += line("slot", policy.slot ? policy.slot->text() : "none");
    text += line("publish-safety", length_text(policy.publish_safety));
    text += line("retire-safety", length_text(policy.retire_safety));
    text += zone_lines(policy.zone);
    text += parent_line(policy.parent);
    text += line("lateness", length_text(policy.lateness));
    text += line("clock-skew", length_text(policy.clock_skew));
    text += line("reserve", length_text(policy.reserve));
    text += line("handover", length_text(policy.handover));
    text += key_lines(policy);
    text += line("strict", truth(policy.strict));
    text += cds_line(policy.cds);
    text += line("rfc5011", truth(policy.rfc5011));
    text += line("ds-gate", word_of(policy::ds_gates, policy.ds_gate));
    text += line("overlap", word_of(policy::overlaps, policy.overlap));
    text += line("require-backup", word_of(policy::backups, policy.require_backup));
    return text;
}

}  // namespace ceremony::kasp
