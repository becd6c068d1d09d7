// SPDX-License-Identifier: BSD-3-Clause

#include "config/dns_values.hpp"

#include <string_view>

#include "base/quote.hpp"
#include "config/values.hpp"
#include "dns/scan.hpp"

namespace ceremony::config {

Result<dns::Name> to_zone(json::Value value) {
    return told_at(value, dns::Name::from_text(TRY(checked_text(value))));
}

Result<dns::Algorithm> to_algorithm(json::Value value) {
    return told_at(value, dns::algorithm_from_text(TRY(checked_text(value))));
}

Result<dns::DigestType> to_digest_type(json::Value value) {
    return told_at(value, dns::digest_type_from_text(TRY(checked_text(value))));
}

Result<dns::Ds> to_ds(json::Value value) {
    const std::string_view text = TRY(checked_text(value));
    auto ds = dns::scan_ds(text, "DS");
    if (!ds.ok()) {
        return wrong(value, "not a DS record as in \"23456 13 2 EF01...\": " + quote(text) + ": " +
                                ds.error().message());
    }
    return ds;
}

}  // namespace ceremony::config
