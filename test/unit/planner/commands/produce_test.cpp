// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/produce.hpp"

#include <algorithm>

#include "encoding/hex.hpp"
#include "plan/from_recipe.hpp"
#include "program/recipe_file.hpp"
#include "support/vectors.hpp"
#include "unit/planner/produced.hpp"

using namespace ceremony;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::refusal;
using ceremony::test::slurp;
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

TEST_CASE("produce: the defaults make a recipe", "[planner][produce]") {
    Workshop workshop;
    workshop.options.description = "First";
    const program::RecipeFile file = must(program::read_recipe_file(workshop.produced()));
    CHECK(file.recipe.preamble.timestamp.text() == "2027-01-01 00:00:00");
    CHECK(file.recipe.preamble.description == "First");
    CHECK(file.recipe.preamble.ceremony->chain.text() == "example");
    CHECK(file.recipe.preamble.ceremony->sequence == 1);
    CHECK(file.recipe.preamble.ceremony->attempt == 1);
    CHECK_FALSE(file.recipe.preamble.ceremony->previous);
    const plan::ChainPlan plan = must(plan::from_recipe(file.recipe));
    REQUIRE(plan.zones.size() == 1);
    // Until the end and the reserve of 30 days, at least.
    CHECK(plan.zones[0].slots.front().from.text() == "2027-01-01 00:00:00");
    CHECK(plan.zones[0].slots.back().until.text() == "2028-01-31 00:00:00");
    CHECK_THAT(workshop.told.out,
               Catch::StartsWith(encoding::encode_hex(file.sha256) + "  " + file.path + "\n"));
    CHECK_THAT(workshop.told.err,
               Catch::Contains("\nThe same again: planner produce --now 2027-01-01T00:00:00Z -c "));
}

TEST_CASE("produce: the same input makes the same octets", "[planner][produce]") {
    Workshop one;
    Workshop other;
    // The same in another order and another spelling.
    other.options.config = other.folder.file("other.yaml",
                                             "zones:\n- name: EXAMPLE.\n"
                                             "kasp:\n  zsk: {export: none}\n"
                                             "  refresh: 432000\nversion: 1\n");
    other.options.now = "20270101000000";
    CHECK(slurp(one.produced()) == slurp(other.produced()));
}

TEST_CASE("produce: --like takes the times of a recipe", "[planner][produce]") {
    Workshop workshop;
    workshop.options.from = "2027-01-05";
    const std::string first = workshop.produced();
    workshop.options.from.reset();
    workshop.options.now.reset();
    workshop.options.like = first;
    workshop.options.output = workshop.folder / "again.json";
    CHECK(slurp(workshop.produced()) == slurp(first));
}

TEST_CASE("produce: without --now the clock counts", "[planner][produce]") {
    Workshop workshop;
    workshop.options.now.reset();
    workshop.told.program.clock = [] {
        return UtcTime::from_text("2027-03-01 10:00:00");
    };
    const program::RecipeFile file = must(program::read_recipe_file(workshop.produced()));
    CHECK(file.recipe.preamble.timestamp.text() == "2027-03-01 10:00:00");
    CHECK_THAT(workshop.told.err, Catch::Contains("--now 2027-03-01T10:00:00Z"));
}

TEST_CASE("produce: the command that is shown is one for a shell", "[planner][produce]") {
    Workshop workshop;
    workshop.options.description = "it's first";
    workshop.options.zones = {"example."};
    static_cast<void>(workshop.produced());
    CHECK_THAT(workshop.told.err, Catch::Contains(" --zone example. -o " + workshop.options.output +
                                                  " 2028-01-01 'it'\\''s first'\n"));
}

TEST_CASE("produce: what is there stays", "[planner][produce]") {
    Workshop workshop;
    static_cast<void>(workshop.folder.file("recipe.json", "mine"));
    static_cast<void>(refusal(workshop.produce(), Errc::unwritable));
    CHECK(slurp(workshop.options.output) == "mine");
}

TEST_CASE("produce: zones are those of the configuration, or of --zone", "[planner][produce]") {
    const auto with_zones = [](const std::string& lines, const std::vector<std::string>& zones) {
        Workshop workshop("version: 1\nkasp: { zsk: { export: none } }\n" + lines);
        workshop.options.zones = zones;
        return workshop.produce();
    };
    CHECK(with_zones("", {"nl.", "be."}).ok());
    CHECK(with_zones("zones: [ { name: nl. }, { name: be. } ]\n", {"be."}).ok());
    CHECK_THAT(refusal(with_zones("", {}), Errc::configuration),
               Catch::EndsWith(": there are no zones"));
    CHECK_THAT(refusal(with_zones("zones: [ { name: nl. } ]\n", {"be."}), Errc::usage),
               Catch::StartsWith("--zone: be. is not in "));
    CHECK(refusal(with_zones("", {"nl.", "NL."}), Errc::usage) == "--zone: nl. twice");
    CHECK_THAT(refusal(with_zones("", {"nl"}), Errc::usage), Catch::StartsWith("--zone: "));
    CHECK_THAT(refusal(with_zones("", {"a\\032b."}), Errc::configuration),
               Catch::StartsWith("no chain can be called after "));
}

TEST_CASE("produce: a policy that cannot be safe is refused with all that is wrong",
          "[planner][produce]") {
    Workshop workshop(
        "version: 1\nkasp: { refresh: P3D, inceptionoffset: 0 }\nzones: [ { name: nl. } ]\n");
    const Outcome outcome = workshop.produce();
    CHECK_THAT(refusal(outcome, Errc::configuration),
               Catch::StartsWith("policy kasp: inceptionoffset is PT0S"));
    CHECK(outcome.error().hint() == "set inceptionoffset: PT5M");
    CHECK_THAT(workshop.told.err, Catch::Contains("\nplanner: policy kasp: refresh is P3D, but "));
    CHECK_THAT(workshop.told.err, Catch::Contains("\nhint: set refresh: P3DT13H5M\n"));
    CHECK(workshop.folder.names() == std::vector<std::string>{"ceremony.yaml"});
}

TEST_CASE("produce: doubts are told", "[planner][produce]") {
    Workshop workshop(
        "version: 1\nkasp: { reserve: P1D, zsk: { export: none } }\n"
        "zones: [ { name: nl. }, { name: be. } ]\n");
    static_cast<void>(workshop.produced());
    const std::string warning = "planner: warning: policy kasp: reserve is P1D, less than handover";
    const auto at = workshop.told.err.find(warning);
    CHECK(at != std::string::npos);
    CHECK(workshop.told.err.find(warning, at + 1) == std::string::npos);
}

TEST_CASE("produce: exports need the key of each site", "[planner][produce]") {
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

TEST_CASE("produce: what came before is believed or refused", "[planner][produce]") {
    Workshop workshop;
    const std::string cooked =
        workshop.folder.file("cooked.json", read_vector_file("cooked/ecdsa.json"));
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(cooked)))));
    workshop.options.previous = {{cooked, std::nullopt}};
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": nobody vouches for it"));
    workshop.options.previous = {{cooked, "0x12"}};
    static_cast<void>(refusal(workshop.produce(), Errc::usage));
    workshop.options.previous = {{cooked, hash}};
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": not a ceremony of the chain example"));
}

TEST_CASE("produce: a ceremony that was lost is repeated", "[planner][produce]") {
    Workshop workshop;
    const std::string lost = workshop.produced();
    workshop.options.recover = lost;
    workshop.options.output = workshop.folder / "again.json";
    const program::RecipeFile again = must(program::read_recipe_file(workshop.produced()));
    CHECK(again.recipe.preamble.ceremony->sequence == 1);
    CHECK(again.recipe.preamble.ceremony->attempt == 2);
    CHECK_THAT(workshop.told.err, Catch::Contains(" --recover "));
    std::size_t deleted = 0;
    for (const recipe::Action& action : again.recipe.actions) {
        const auto* deletion = std::get_if<recipe::DeleteKey>(&action.params);
        deleted += deletion != nullptr && !deletion->must_exist ? 1U : 0U;
    }
    std::size_t made = 0;
    for (const recipe::Action& action : must(program::read_recipe_file(lost)).recipe.actions) {
        made += std::holds_alternative<recipe::GenerateKey>(action.params) ? 1U : 0U;
    }
    CHECK(deleted == made);
    workshop.options.recover =
        workshop.folder.file("other.json", read_vector_file("cooked/ecdsa.json"));
    CHECK_THAT(refusal(workshop.produce(), Errc::refused),
               Catch::EndsWith(": not an attempt at this ceremony"));
}

TEST_CASE("produce: what the command line says makes sense", "[planner][produce]") {
    Workshop workshop;
    workshop.options.spec = "v2";
    CHECK(refusal(workshop.produce(), Errc::usage) == "--spec: not v1.0 or v1.1");
    workshop.options.spec = "v1.1";
    workshop.options.until = "soon";
    CHECK(refusal(workshop.produce(), Errc::usage) == "UNTIL: not a time: \"soon\"");
    workshop.options.until = "2028-01-01";
    workshop.options.from = "then";
    CHECK(refusal(workshop.produce(), Errc::usage) == "--from: not a time: \"then\"");
    workshop.options.from.reset();
    workshop.options.like = workshop.folder / "none.json";
    static_cast<void>(refusal(workshop.produce(), Errc::not_found));
}

TEST_CASE("produce: v1.0 is written where it can say the same", "[planner][produce]") {
    Workshop workshop;
    workshop.options.spec = "v1.0";
    CHECK_THAT(slurp(workshop.produced()),
               Catch::StartsWith("{\n  \"recipeSpecVersion\": \"v1.0\","));
    CHECK_THAT(workshop.told.err, Catch::Contains(" --spec v1.0 "));
    Workshop cds(
        "version: 1\nkasp: { cds: { publish: always }, zsk: { export: none } }\n"
        "zones: [ { name: nl. } ]\n");
    cds.options.spec = "v1.0";
    CHECK_THAT(refusal(cds.produce(), Errc::refused), Catch::Contains("v1.0 cannot say"));
}
