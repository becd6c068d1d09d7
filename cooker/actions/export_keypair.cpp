// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/actions/export_keypair.hpp"

#include <utility>

#include "cooked/wrapped_size.hpp"
#include "cooker/actions/key_line.hpp"
#include "cooker/key_text.hpp"

namespace ceremony::cooker {

Result<std::string> export_keypair(const Execution& execution, std::size_t action) {
    auto& exportation = std::get<recipe::ExportKeypair>(execution.cooked.actions[action].params);
    const Bench& bench = execution.bench;
    const recipe::KeyUse& use = use_at(bench, action, recipe::Position::exportation);
    const recipe::KeyUse& wrapping_use = use_at(bench, action, recipe::Position::wrapping);
    const BenchKey& key = bench.key(use);
    const BenchKey& wrapping_key = bench.key(wrapping_use);
    if (!key.is_there() || !wrapping_key.is_there()) {
        return Error{Errc::internal, "a key is to be exported that is not there"};
    }
    pkcs11::WrappedKey wrapped = TRY(execution.token_of(key).wrap(key.name, wrapping_key.name));
    const cooked::WrappedKey expected{
        .algorithm = use.kind->algorithm,
        .bits = pkcs11::modulus_bits(*key.name.public_key),
        .transport_bits = pkcs11::modulus_bits(*wrapping_key.name.public_key)};
    TRY(cooked::check_wrapped_size(expected, wrapped.blob.size()));
    recipe::ExportKeypairResult result;
    result.success = true;
    result.key_blob = std::move(wrapped.blob);
    result.wrap_mechanism =
        wrapped.oaep == pkcs11::OaepHash::sha1 ? recipe::OaepHash::sha1 : recipe::OaepHash::sha256;
    result.key_data = key.data;
    exportation.cooked = std::move(result);
    return key_line(bench.zones(use), TRY(bench.dnskey(use))) + "  wrapped with " +
           key_text(*wrapping_use.name);
}

}  // namespace ceremony::cooker
