// SPDX-License-Identifier: BSD-3-Clause

#include "planner/site_keys.hpp"

#include <algorithm>

#include "program/recipe_file.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::refusal;
using ceremony::test::Workshop;

namespace {

// By `openssl genrsa 2048 | openssl rsa -pubout`.
const std::string site_key =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqfpHgZJvU5PrsCotp4CT\n"
    "AQqraN1jwHxlCKOFdEkuqaBV+4rVj2El0+IklwyKe3cfzPLJ6hrGzOYEUMvY7Db/\n"
    "awicf71uhJOCpBfvbkwJ8VXNRznRrwG+2ij2cM53ku4ByfCSebf3olnhMhUdjuah\n"
    "tYt5TLKe+PEiTcfhjUIXtPPw94cJJ7oW0GOoYdkXtK1PYk+UGanRiypPAN+3ijyy\n"
    "J19WHlwoXpKe9YVTd2plhKbCnK2ivoG/dy8wPYTFysEpX6sEz2YsjXQOISRyu4az\n"
    "CtHx3AYOZMdykBQK2UuhTJTXwbkDnsWgQTh7HuBVJOee1Lri98K/FX7Q9EpyIIcI\n"
    "5QIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

}  // namespace

TEST_CASE("site_keys: exports need the key of each site", "[planner][site_keys]") {
    const std::string zones = "version: 1\nzones: [ { name: nl. } ]\n";
    Workshop without(zones);
    CHECK(refusal(without.produce(), Errc::configuration) ==
          "ZSKs are to be exported, but there is no transport key");
    Workshop missing(zones + "transport: [ { label: site, public-key: site.pub } ]\n");
    CHECK_THAT(refusal(missing.produce(), Errc::configuration),
               Catch::StartsWith("the transport key \"site\": there is no "));
    static_cast<void>(missing.folder.file("site.pub", site_key));
    const program::RecipeFile file = must(program::read_recipe_file(missing.produced()));
    const bool imported = std::any_of(
        file.recipe.actions.begin(), file.recipe.actions.end(), [](const recipe::Action& action) {
            const auto* import = std::get_if<recipe::ImportPublicKey>(&action.params);
            return import != nullptr && import->name.label() == "site" && import->source &&
                   import->source->name == "site.pub" &&
                   import->source->sha256 == must(crypto::sha256(as_bytes(site_key)));
        });
    CHECK(imported);
    Workshop broken(zones + "transport: [ { label: site, public-key: site.pub } ]\n");
    static_cast<void>(broken.folder.file("site.pub", "not PEM"));
    CHECK_THAT(refusal(broken.produce(), Errc::syntax), Catch::Contains("site.pub"));
}
