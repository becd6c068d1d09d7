// SPDX-License-Identifier: BSD-3-Clause
//
// The consumer has nothing of a cooked recipe that its verification refused; and of one that is
// good, every set proves itself once more, alone, and is chosen only while its signatures are
// valid.

#include <algorithm>
#include <memory>
#include <string>

#include "cooked/verify.hpp"
#include "fuzz/fuzz.hpp"
#include "json/parse.hpp"
#include "keysets/examine.hpp"
#include "keysets/select.hpp"
#include "recipe/read.hpp"

namespace {

using namespace ceremony;

void check_sets(const keysets::Contents& contents) {
    for (const auto& [name, zone] : keysets::by_zone({contents})) {
        for (const keysets::Keyset& set : zone.sets) {
            fuzz::hold(keysets::check_signatures(set).ok(), "each set proves itself");
            fuzz::hold(
                set.inception <= set.from && set.from < set.until && set.until <= set.expiration,
                "a slot is within its signatures");
            for (const UtcTime now : {set.inception, set.from, set.until, set.expiration}) {
                const keysets::Choice choice = keysets::choose({zone, {}, {}, {}, now});
                fuzz::hold(choice.set == nullptr ||
                               (choice.set->inception <= now && now <= choice.set->expiration),
                           "what is chosen is valid");
            }
        }
    }
    for (const keysets::ExportedKey& key : contents.exported) {
        const bool is_in_use = std::any_of(
            contents.keysets.begin(), contents.keysets.end(), [&key](const keysets::Keyset& set) {
                return std::find(set.keys.begin(), set.keys.end(), key.dnskey) != set.keys.end() ||
                       std::any_of(set.zone_signers.begin(), set.zone_signers.end(),
                                   [&key](const keysets::ZoneSigner& signer) {
                                       return signer.dnskey == key.dnskey;
                                   });
            });
        fuzz::hold(is_in_use, "a key that travels is in use");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto document = json::parse(std::string(fuzz::text(data, size)), "cooked.json");
    if (!document.ok()) {
        return 0;
    }
    const auto shared = std::make_shared<const json::Document>(std::move(document).value());
    const auto recipe = recipe::read_recipe(shared);
    if (!recipe.ok()) {
        return 0;
    }
    for (const auto version : {recipe::SpecVersion::v1_0, recipe::SpecVersion::v1_1}) {
        cooked::VerifiedSignatures verified;
        const bool is_refused =
            !cooked::verify(recipe.value(), {cooked::Stage::final_text, version}, verified).empty();
        const auto examination = keysets::examine({*shared, recipe.value(), {}, version}, nullptr);
        fuzz::hold(examination.is_good() == examination.contents.has_value(),
                   "only what is good has contents");
        fuzz::hold(!is_refused || !examination.contents, "what was refused is not there");
        if (examination.contents) {
            check_sets(*examination.contents);
        }
    }
    // Nothing is verified here, and nothing breaks.
    static_cast<void>(keysets::from_cooked(recipe.value(), {}));
    return 0;
}
