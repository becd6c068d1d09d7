// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/examine.hpp"

#include <algorithm>

#include "encoding/hex.hpp"
#include "support/printing.hpp"
#include "unit/cooked/samples.hpp"

namespace examine_test {

using namespace ceremony;
using keysets::Examination;
using test::cooked_sample;

namespace {

const std::string no_plan = "remove recipe.preamble.plan";

const std::string no_results =
    " ;; remove recipe.preamble.cooked ;; remove recipe.preamble.cooked_timestamp ;; "
    "remove recipe.actions[0].cooked ;; remove recipe.actions[1].cooked ;; "
    "remove recipe.actions[2].cooked";

Examination examined(const std::string& name,
                     const std::string& edits,
                     const keysets::ApprovedRecipe* approved = nullptr) {
    const auto sample = cooked_sample(name, edits);
    const auto version = name == "v1_0" ? recipe::SpecVersion::v1_0 : recipe::SpecVersion::v1_1;
    return keysets::examine({*sample.document, sample.recipe, sample.sha256, version}, approved);
}

// The first error, without its place.
std::string first_error(const Examination& examination) {
    REQUIRE_FALSE(examination.is_good());
    CHECK_FALSE(examination.contents);
    const std::string& message = examination.errors.front().message();
    return message.substr(message.starts_with("recipe.json:") ? message.find(": ") + 2 : 0);
}

bool mentions(const std::vector<std::string>& lines, const std::string& what) {
    return std::any_of(lines.begin(), lines.end(), [&what](const std::string& line) {
        return line.find(what) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("examine: good results of others are good", "[keysets][examine]") {
    const auto [name, edits, signatures] = GENERATE(table<std::string, std::string, std::string>({
        {"ecdsa", no_plan, "10 signatures"},
        {"rsa", no_plan, "2 signatures"},
        {"ed25519", no_plan, "3 signatures"},
        {"ldns", no_plan, "3 signatures"},
        {"v1_0", "", "3 signatures"},
    }));
    CAPTURE(name);
    const Examination examination = examined(name, edits);
    for (const Error& error : examination.errors) {
        FAIL_CHECK(error.message());
    }
    CHECK(examination.contents);
    CHECK(mentions(examination.checked, signatures));
    CHECK(mentions(examination.unchecked, "approved"));
    CHECK(mentions(examination.unchecked, "there is no plan"));
    CHECK(mentions(examination.unchecked, "v1.0") == (name == "v1_0"));
    CHECK(mentions(examination.unchecked, "deleted keys") == (name == "ecdsa"));
}

TEST_CASE("examine: what the bunker refuses is refused here, with its place",
          "[keysets][examine]") {
    CHECK(first_error(examined("rsa", no_plan + " ;; set recipe.actions[2].actionParams.ttl 3601"))
              .starts_with("recipe.actions[2].cooked.signedKeysetRRs"));
    CHECK(first_error(examined("rsa", "set recipe.preamble.cooked.complete false"))
              .starts_with("recipe.preamble.cooked.complete"));
}

TEST_CASE("examine: a rehearsal is refused", "[keysets][examine]") {
    CHECK(first_error(examined("rsa", "set recipe.preamble.cooked.rehearsal true")) ==
          "the result of a rehearsal");
}

TEST_CASE("examine: a recipe without results is refused", "[keysets][examine]") {
    const Examination examination = examined(
        "rsa", no_plan +
                   " ;; remove recipe.preamble.cooked ;; remove "
                   "recipe.preamble.cooked_timestamp ;; remove recipe.actions[0].cooked ;; "
                   "remove recipe.actions[1].cooked ;; remove recipe.actions[2].cooked");
    CHECK(first_error(examination) == "a recipe without results: it was not carried out");
}

TEST_CASE("examine: what is another recipe than the approved one is refused",
          "[keysets][examine]") {
    const auto approved = cooked_sample("rsa", no_plan + no_results);
    const keysets::ApprovedRecipe other{approved.recipe, approved.sha256};
    const std::string found = first_error(examined("rsa", no_plan, &other));
    CHECK(found.starts_with("recipe.preamble.cooked.recipeSha256"));
    // The hash that the cooked recipe names, with the same content.
    const keysets::ApprovedRecipe same{approved.recipe,
                                       cooked_sample("rsa").recipe.preamble.cooked->recipe};
    const Examination good = examined("rsa", no_plan, &same);
    CHECK(good.is_good());
    CHECK(mentions(good.checked, "approved recipe"));
}

TEST_CASE("examine: of the result of another recipe that alone is told", "[keysets][examine]") {
    const auto approved = cooked_sample("ecdsa", no_plan);
    const std::string spoiled = no_plan + " ;; set recipe.preamble.cooked.complete false";
    const keysets::ApprovedRecipe other{approved.recipe, approved.sha256};
    const Examination examination = examined("rsa", spoiled, &other);
    CHECK(first_error(examination) ==
          "recipe.preamble.cooked.recipeSha256: the result of another recipe: the hash of the "
          "approved one is " +
              encoding::encode_hex(approved.sha256));
    CHECK(examination.errors.size() == 1);
    CHECK(examination.checked.empty());
    CHECK(examination.unchecked ==
          std::vector<std::string>{"all else: it is the result of another recipe"});
    // One that only claims to be of the approved recipe has every difference told.
    const keysets::ApprovedRecipe claimed{approved.recipe,
                                          cooked_sample("rsa").recipe.preamble.cooked->recipe};
    CHECK(examined("rsa", spoiled, &claimed).errors.size() > 2);
}

TEST_CASE("examine: a time without a set is refused", "[keysets][examine]") {
    CHECK(first_error(examined("ecdsa", no_plan + " ;; set "
                                                  "recipe.actions[5].actionParams.publish.from "
                                                  "\"2027-01-26 00:00:00\"")) ==
          "example.: no set of track main, stage 0, for the time from 2027-01-25 00:00:00 to "
          "2027-01-26 00:00:00");
}

TEST_CASE("examine: sets of another track or stage need not follow each other",
          "[keysets][examine]") {
    const std::string publish = "recipe.actions[6].actionParams.publish";
    const std::string later = " ;; set " + publish + ".from \"2027-02-23 00:00:00\"";
    CHECK(examined("ecdsa", no_plan + later + " ;; add " + publish + ".track \"emergency\"")
              .is_good());
    CHECK(examined("ecdsa", no_plan + later + " ;; add " + publish + ".stage 1").is_good());
    CHECK_FALSE(examined("ecdsa", no_plan + later).is_good());
}

TEST_CASE("examine: a key that travels and belongs nowhere is refused", "[keysets][examine]") {
    const std::string remove_sets =
        " ;; remove recipe.actions[6] ;; remove recipe.actions[5] ;; remove recipe.actions[4]";
    CHECK(first_error(examined("ecdsa", no_plan + remove_sets)) ==
          "recipe.actions[5].actionParams.key: an exported key that is in no key set and signs "
          "no zone");
}

TEST_CASE("examine: a plan about other sets is refused", "[keysets][examine]") {
    CHECK_FALSE(examined("rsa", "").is_good());
}

}  // namespace examine_test
