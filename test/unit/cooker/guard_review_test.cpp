// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/guard_review.hpp"

#include <algorithm>

#include "unit/cooker/reviewed.hpp"

namespace guard_review_test {

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::fitting_lines;
using ceremony::test::guard_of;
using ceremony::test::must;
using ceremony::test::plain;
using ceremony::test::refusals;
using ceremony::test::reviewed;
using ceremony::test::subjects;
using ceremony::test::without;

TEST_CASE("guard review: a guard that fits lets the recipe pass and asks nothing",
          "[cooker][guard]") {
    const Review review = reviewed(guard_of(fitting_lines), plain());
    CHECK(refusals(review).empty());
    CHECK(review.questions.empty());
    REQUIRE(review.notes.size() == 2);
    CHECK(review.notes[0] == "The clock of this machine shows 2026-12-01 00:00:00 UTC");
    CHECK(review.notes[1] == "The last signature expires 90 days later, 2027-03-01 00:00:00 UTC");
}

TEST_CASE("guard review: without a line what needs it is refused", "[cooker][guard]") {
    struct Row {
        std::string line;
        std::string refusals;
    };
    const auto row = GENERATE(values<Row>({
        {"zones", "2 actionParams.owner: guard.zones does not list \"example.\" (and 5 more)\n"},
        {"algorithms",
         "3 actionParams.key: guard.algorithms does not list 13 (ECDSAP256SHA256) (and 7 more)\n"
         "4 actionParams.key: guard.algorithms does not list 8 (RSASHA256) (and 2 more)\n"},
        {"rsa-min-bits",
         "4 actionParams.key.keySize: guard.rsa-min-bits is absent, this key has 2048 bits\n"},
        {"max-validity",
         "5 actionParams.expiration: guard.max-validity is absent, this signature lasts 59 days "
         "(and 2 more)\n"},
        {"max-horizon",
         "5 actionParams.expiration: guard.max-horizon is absent, the recipe covers 59 days\n"},
        {"max-ahead",
         "5 actionParams.expiration: guard.max-ahead is absent, and by the clock here, "
         "2026-12-01 00:00:00, it is 90 days ahead\n"},
        {"wrapping-keys",
         "1 actionParams.keyData: guard.wrapping-keys does not list "
         "sha256:76c13d4efe410adf9128d164a600fbea3639b71ca7d3b3c73a29c7b57b54be19\n"
         "8 actionParams.key.keyData: guard.wrapping-keys does not list "
         "sha256:e837e0294f15e25accf2f7a85331071c204f1a9fec6ecdff09e6ed3ef938bcb3\n"},
        {"export", "9 actionParams.key: guard.export is never\n"},
        {"direct-keys",
         "5 actionParams.keyset[2].key: guard.direct-keys is deny: ZSK 25640 of algorithm 13 from "
         "\"request-2027.xml\"\n"},
        {"possession",
         "5 actionParams.keyset[2].key: guard.possession is required, and nothing shows that the "
         "sender has the private half\n"},
        {"cds", "5 actionParams.cds: guard.cds is deny (and 2 more)\n"},
        {"delete", "2 actionParams.key: guard.delete is deny: ZSK of algorithm 13, ID 01d0\n"},
        {"previous",
         "preamble ceremony.previous: guard.previous is required, and its cooked recipe was not "
         "shown: --previous\n"},
    }));
    CAPTURE(row.line);
    CHECK(refusals(without(row.line)) == row.refusals);
}

TEST_CASE("guard review: what is beyond a line is refused", "[cooker][guard]") {
    struct Row {
        std::string key;
        std::string line;
        std::string refusal;
    };
    const auto row = GENERATE(values<Row>({
        {"zones", "zones: [nl., .]", "2 actionParams.owner: guard.zones does not list"},
        {"algorithms", "algorithms: [13]", "4 actionParams.key: guard.algorithms does not list 8"},
        {"rsa-min-bits", "rsa-min-bits: 2049",
         "4 actionParams.key.keySize: guard.rsa-min-bits is 2049, this key has 2048 bits\n"},
        {"max-validity", "max-validity: P58D",
         "5 actionParams.expiration: guard.max-validity is P58D, this signature lasts 59 days"},
        {"max-horizon", "max-horizon: P58D",
         "5 actionParams.expiration: guard.max-horizon is P58D, the recipe covers 59 days\n"},
        {"max-ahead", "max-ahead: P89D", "5 actionParams.expiration: guard.max-ahead is P89D, and"},
        {"export", "export: [\"hex 5b\"]",
         "9 actionParams.key: guard.export does not list hex 5a00000000000000000000000000005a\n"},
        {"direct-keys",
         "direct-keys: [7c2cc1b9179516fa45994c468e994807f4b8a1b61843e4d16c96d45e369aaedf]",
         "5 actionParams.keyset[2].key: guard.direct-keys does not list sha256:6c2cc1b9"},
        {"cds", "cds: own",
         "7 actionParams.cds.delete: guard.cds is own: the request to remove the DS set needs "
         "any\n"},
        {"confirm",
         // The DS of the key to be deleted; the tag is what counts.
         "protect: [\"TAG 13 2 "
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]\nconfirm: none",
         "2 actionParams.keyData: guard.protect names this key: ZSK of algorithm 13, ID 01d0\n"},
    }));
    CAPTURE(row.line);
    std::string line = row.line;
    const std::size_t tag = line.find("TAG");
    if (tag != std::string::npos) {
        const auto& deletion = std::get<recipe::DeleteKey>(plain().actions[2].params);
        const auto dnskey = recipe::to_dnskey(deletion.key.kind, *deletion.key_data);
        line.replace(tag, 3, std::to_string(dns::key_tag(dnskey)));
    }
    CHECK_THAT(refusals(without(row.key, line)), Catch::StartsWith(row.refusal));
}

TEST_CASE("guard review: what is within a line passes", "[cooker][guard]") {
    CHECK(
        refusals(without("export", "export: [\"hex 5a00000000000000000000000000005a\"]")).empty());
    CHECK(
        refusals(without("cds", "cds: own"), "remove recipe.actions[7].actionParams.cds").empty());
    CHECK(reviewed(guard_of(without("previous")), plain(), Previous::shown).refusals.empty());
}

TEST_CASE("guard review: a recipe that names no ceremony before is refused where one is required",
          "[cooker][guard]") {
    const std::string reason =
        ": guard.previous is required, and no ceremony before this one is named\n";
    CHECK(refusals(without("previous"), "set recipe.preamble.ceremony.previous null") ==
          "preamble ceremony.previous" + reason);
    CHECK(refusals(without("previous"), "remove recipe.preamble.ceremony.previous") ==
          "preamble ceremony.previous" + reason);
    CHECK(refusals(without("previous"), "remove recipe.preamble.ceremony") ==
          "preamble ceremony" + reason);
}

TEST_CASE("guard review: what a person must confirm is asked once", "[cooker][guard]") {
    SECTION("direct keys") {
        const Review review =
            reviewed(guard_of(without("direct-keys", "direct-keys: confirm")), plain());
        CHECK(refusals(review).empty());
        REQUIRE(subjects(review) == std::vector{Subject::direct_key});
        const Question& question = review.questions.front();
        CHECK(question.answered_by == AnsweredBy::yes_flag);
        CHECK(question.words.empty());
        CHECK(question.lines.front() ==
              "Key of others in the set of \"example.\": ZSK 25640 of algorithm 13 from "
              "\"request-2027.xml\", SHA-256 of its key field");
        CHECK(question.lines.size() == 6);
    }
    SECTION("the same direct key in two sets") {
        const Review review = reviewed(guard_of(without("direct-keys", "direct-keys: confirm")),
                                       everything("duplicate recipe.actions[5]"));
        CHECK(subjects(review) == std::vector{Subject::direct_key});
    }
    SECTION("the clock, where words are wanted") {
        const Review review = reviewed(guard_of(without("confirm", "confirm: words")), plain());
        CHECK(refusals(review).empty());
        REQUIRE(subjects(review) == std::vector{Subject::ahead});
        CHECK(review.questions.front().answered_by == AnsweredBy::person);
        CHECK(review.questions.front().lines.size() == 2);
        CHECK(review.notes.empty());
    }
}

TEST_CASE("guard review: without a guard a person is asked and -y is not", "[cooker][guard]") {
    const Review review = reviewed(Guard::absent(), plain());
    CHECK(refusals(review).empty());
    const auto asked = subjects(review);
    CHECK(std::count(asked.begin(), asked.end(), Subject::wrapping_key) == 2);
    CHECK(std::count(asked.begin(), asked.end(), Subject::direct_key) == 1);
    CHECK(std::count(asked.begin(), asked.end(), Subject::cds) == 3);
    CHECK(asked.size() == 6);
    for (const Question& question : review.questions) {
        CHECK(question.answered_by == AnsweredBy::person);
    }
    CHECK(review.notes.size() == 2);
}

TEST_CASE("guard review: about a deletion the token is asked first, and then a person",
          "[cooker][guard]") {
    const Review review = reviewed(guard_of(without("delete", "delete: confirm")), plain());
    CHECK(refusals(review).empty());
    CHECK(review.questions.empty());
}

}  // namespace guard_review_test
