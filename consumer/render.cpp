// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/render.hpp"

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "consumer/target.hpp"
#include "encoding/hex.hpp"
#include "signers/ds.hpp"
#include "signers/json.hpp"
#include "signers/trust_anchor.hpp"
#include "signers/zone.hpp"

namespace ceremony::consumer {

namespace {

Result<std::string> signer_configuration(const Material& material,
                                         const policy::Target& target,
                                         const std::optional<std::string>& present) {
    if (present) {
        return signers::signconf(material.keyset, material.online,
                                 {*present, target.file, signers::Origin::present});
    }
    if (!target.from_template) {
        return Error{Errc::not_found,
                     quote(target.file) + ": is not there, and there is no template for it"}
            .with_hint("name one: template: /etc/ceremony/signconf.xml");
    }
    const std::string pattern =
        TRY(read_file(*target.from_template, target_limit, {Links::follow, Writer::anyone}));
    return signers::signconf(material.keyset, material.online,
                             {pattern, *target.from_template, signers::Origin::pattern});
}

Result<std::vector<signers::DsSet>> ds_sets(const Material& material) {
    return material.plan != nullptr ? ds_sets_of(*material.plan, material.course)
                                    : ds_sets_of(material.keyset);
}

std::vector<signers::Anchor> anchors(const Material& material) {
    return material.plan != nullptr ? anchors_of(*material.plan, material.keyset)
                                    : anchors_of(material.keyset);
}

Result<std::string> trust_anchors(const Material& material) {
    const std::string hash = encoding::encode_hex(material.keyset.file);
    return signers::trust_anchor(material.keyset.zone, anchors(material),
                                 {hash, "cooked recipe with the SHA-256 " + hash});
}

}  // namespace

Result<std::string> render(const Material& material,
                           const policy::Target& target,
                           const std::optional<std::string>& present) {
    switch (target.format) {
        case policy::Format::signconf:
            return signer_configuration(material, target, present);
        case policy::Format::zone:
            return signers::zone(material.keyset);
        case policy::Format::ds:
            return signers::ds(material.keyset.zone, TRY(ds_sets(material)), material.course.now);
        case policy::Format::trust_anchor:
            return trust_anchors(material);
        case policy::Format::json:
            return signers::json(material.keyset, TRY(ds_sets(material)), anchors(material));
    }
    return Error{Errc::internal, "a format that there is not"};
}

}  // namespace ceremony::consumer
