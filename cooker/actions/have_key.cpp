// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/have_key.hpp"

#include "cooker/actions/key_line.hpp"
#include "cooker/key_text.hpp"

namespace ceremony::cooker {

Result<std::string> have_key(const Execution& execution, std::size_t action) {
    auto& have = std::get<recipe::HaveKey>(execution.cooked.actions[action].params);
    const recipe::KeyUse& use = use_at(execution.bench, action, recipe::Position::have);
    const BenchKey& key = execution.bench.key(use);
    recipe::HaveKeyResult result;
    result.exists = key.is_there();
    if (!result.exists) {
        have.cooked = result;
        return key_text(*use.name) + "  absent, and need not be there";
    }
    result.key_data = key.data;
    if (!use.kind) {
        have.cooked = result;
        return "transport key " + key_text(*use.name) + "  present";
    }
    const dns::Dnskey dnskey = TRY(execution.bench.dnskey(use));
    result.key_tag = dns::key_tag(dnskey);
    have.cooked = result;
    return key_line(execution.bench.zones(use), dnskey) + "  present" +
           (have.key_data == key.data ? ", matches" : "");
}

}  // namespace ceremony::cooker
