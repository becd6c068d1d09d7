// SPDX-License-Identifier: BSD-3-Clause

#include "planner/site_keys.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "crypto/public_key.hpp"
#include "dnssec/key_form.hpp"

namespace ceremony::planner {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
constexpr std::size_t key_file_limit = 65536;

// The public key that a site made; nothing when its file is not there.
Result<std::optional<plan::SiteKey>> read_site(const policy::TransportKey& key) {
    const auto pem = read_file(key.public_key, key_file_limit, anywhere);
    if (!pem.ok() && pem.error().code() == Errc::not_found) {
        return std::optional<plan::SiteKey>();
    }
    const std::string text = TRY(pem);
    const crypto::PublicKey parsed =
        TRY(crypto::PublicKey::from_pem(text).in(quote(key.public_key)));
    plan::SiteKey site;
    site.label = key.label;
    site.data = TRY(dnssec::key_field(dns::Algorithm::rsasha256, parsed).in(quote(key.public_key)));
    recipe::Source source;
    source.sha256 = TRY(crypto::sha256(as_bytes(text)));
    source.name = key.public_key.substr(key.public_key.rfind('/') + 1);
    site.source = std::move(source);
    return std::optional(std::move(site));
}

bool exports(const plan::ChainPlan& plan) {
    return std::any_of(plan.zones.begin(), plan.zones.end(), [](const timeline::ZonePlan& zone) {
        return std::any_of(zone.keys.begin(), zone.keys.end(), [](const timeline::Key& key) {
            return is_made_here(key) && key.exportable;
        });
    });
}

}  // namespace

Result<std::vector<plan::SiteKey>> read_sites(const policy::Configuration& configuration,
                                              const plan::ChainPlan& plan) {
    std::vector<plan::SiteKey> sites;
    if (!exports(plan)) {
        return sites;
    }
    const std::string hint =
        "planner transport-key makes it on that site; or say zsk: { export: none } in the policy";
    for (const policy::TransportKey& key : configuration.transport) {
        auto site = TRY(read_site(key));
        if (!site) {
            return Error{Errc::configuration, "the transport key " + quote(key.label) +
                                                  ": there is no " + quote(key.public_key)}
                .with_hint(hint);
        }
        sites.push_back(std::move(*site));
    }
    if (sites.empty()) {
        return Error{Errc::configuration, "ZSKs are to be exported, but there is no transport key"}
            .with_hint("name one under transport:, or say zsk: { export: none } in the policy");
    }
    return sites;
}

}  // namespace ceremony::planner
