// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_keys.hpp"

#include "unit/cooker/reviewed.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::fitting_lines;
using ceremony::test::guard_of;
using ceremony::test::refusals;
using ceremony::test::reviewed;
using ceremony::test::without;

TEST_CASE("review keys: keys that exist are exported only by their ID", "[cooker][guard]") {
    const std::string id = "set recipe.actions[9].actionParams.key.keyID \"hex 77\"";
    CHECK(refusals(fitting_lines, id) ==
          "9 actionParams.key: guard.export is generated, and this recipe does not generate the "
          "key\n");
    CHECK(refusals(without("export", "export: [\"hex 77\"]"), id).empty());
    // A label that stands for any ID is none that is listed.
    const std::string label =
        "remove recipe.actions[9].actionParams.key.keyID ;; "
        "add recipe.actions[9].actionParams.key.keyLabel \"x\"";
    // printf x | sha256sum | cut -c1-32
    const std::string listed = "export: [\"hex 2d711642b726b04401627ca9fbac32f5\"]";
    CHECK_THAT(refusals(without("export", listed), label),
               Catch::StartsWith("9 actionParams.key: guard.export does not list hex 2d71"));
    // A key that this recipe makes with a label only has that ID.
    const std::string made =
        "remove recipe.actions[3].actionParams.key.keyID ;; "
        "add recipe.actions[3].actionParams.key.keyLabel \"x\" ;; ";
    CHECK(refusals(without("export", listed), made + label).empty());
}

TEST_CASE("review keys: short RSA keys in key sets are refused", "[cooker][guard]") {
    // The modulus of the transport key in the recipe, cut to 1024 bits, is not odd or prime:
    // nobody looks at that here.
    const std::string edits = "set recipe.actions[4].actionParams.key.keySize 1024";
    CHECK(refusals(fitting_lines, edits) ==
          "4 actionParams.key.keySize: guard.rsa-min-bits is 2048, this key has 1024 bits\n");
    CHECK(refusals(without("rsa-min-bits", "rsa-min-bits: 1024"), edits).empty());
    // RFC 5702, section 6.2, as the key of others.
    const std::string direct =
        "set recipe.actions[5].actionParams.keyset[2].key.keyAlgo 10 ;; "
        "set recipe.actions[5].actionParams.keyset[2].key.keyData "
        "\"AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFDxj13tOnD9u/"
        "1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBlZ3PFY12ZTSncorffcGmhOL"
        "\"";
    const Guard guard = guard_of(without("direct-keys", "direct-keys: confirm"));
    CHECK_THAT(refusals(reviewed(guard, everything(direct))),
               Catch::Contains("5 actionParams.keyset[2].key: guard.algorithms does not list 10") &&
                   Catch::Contains("5 actionParams.keyset[2].key: guard.rsa-min-bits is 2048, "
                                   "this key has 1024 bits"));
}

TEST_CASE("review keys: a short transport key is refused whatever the guard says",
          "[cooker][guard]") {
    const std::string edits =
        "set recipe.actions[8].actionParams.key.keyData "
        "\"AwEAAdHoNTOW+et86KuJOWRDp1pndvwb6Y83nSVXXyLA3DLroROUkN6X0O6pnWnjJQujX/AyhqFDxj13tOnD9u/"
        "1kTg7cV6rklMrZDtJCQ5PCl/D7QNPsgVsMu1J2Q8gpMpztNFLpPBz1bWXjDtaR7ZQBlZ3PFY12ZTSncorffcGmhOL"
        "\"";
    CHECK_THAT(refusals(reviewed(Guard::absent(), everything(edits))),
               Catch::Contains("8 actionParams.key.keyData: a transport key of 1024 bits, fewer "
                               "than 2048"));
}
