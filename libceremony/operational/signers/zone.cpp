// SPDX-License-Identifier: BSD-3-Clause

#include "signers/zone.hpp"

#include "dns/print.hpp"
#include "signers/records.hpp"

namespace ceremony::signers {

Result<std::string> zone(const keysets::Keyset& keyset) {
    std::string text;
    const auto add = [&text](const std::vector<dns::Record>& records) {
        for (const dns::Record& record : records) {
            text.append(dns::print(record)).append("\n");
        }
    };
    add(TRY(key_records(keyset)));
    add(TRY(signature_records(keyset)));
    add(keyset.cds);
    return text;
}

}  // namespace ceremony::signers
