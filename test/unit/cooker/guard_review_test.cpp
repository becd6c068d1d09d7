// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/guard_review.hpp"

#include <algorithm>

#include "cooked/key_id.hpp"
#include "unit/cooker/recipes.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::fitting_lines;
using ceremony::test::guard_of;
using ceremony::test::must;
using ceremony::test::without;

namespace {

const recipe::Recipe& plain() {
    static const recipe::Recipe recipe = everything();
    return recipe;
}

Review reviewed(const Guard& guard,
                const recipe::Recipe& recipe,
                Previous previous = Previous::absent) {
    const UtcTime now = must(UtcTime::from_text("2026-12-01"));
    return must(review(guard, recipe, {cooked::id_from_label, now, previous}));
}

// "5 actionParams.ttl: reason", one a line.
std::string refusals(const Review& review) {
    std::string text;
    for (const recipe::Violation& violation : review.refusals) {
        text += (violation.action ? std::to_string(*violation.action) : "preamble") + " " +
                violation.path + ": " + violation.reason + "\n";
    }
    return text;
}

std::string refusals(const std::string& lines, std::string_view edits = "") {
    return edits.empty() ? refusals(reviewed(guard_of(lines), plain()))
                         : refusals(reviewed(guard_of(lines), everything(edits)));
}

std::vector<Subject> subjects(const Review& review) {
    std::vector<Subject> list;
    for (const Question& question : review.questions) {
        list.push_back(question.subject);
    }
    return list;
}

}  // namespace

TEST_CASE("guard review: without a clock nothing is ahead of it", "[cooker][guard]") {
    const Guard guard = guard_of(without("max-ahead"));
    REQUIRE_FALSE(refusals(reviewed(guard, plain())).empty());
    const Review review =
        must(cooker::review(guard, plain(), {cooked::id_from_label, std::nullopt, {}}));
    CHECK(refusals(review).empty());
    CHECK(review.notes.empty());
}

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

TEST_CASE("guard review: keys that exist are exported only by their ID", "[cooker][guard]") {
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

TEST_CASE("guard review: short RSA keys in key sets are refused", "[cooker][guard]") {
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

TEST_CASE("guard review: a short transport key is refused whatever the guard says",
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

TEST_CASE("guard review: own CDS keys are those on a token", "[cooker][guard]") {
    const std::string edits =
        "remove recipe.actions[7].actionParams.cds ;; "
        "set recipe.actions[5].actionParams.cds.keys[0].key {\"keyType\": \"direct\", "
        "\"keyAlgo\": 13, \"keyFlags\": \"ZSK\", \"keyData\": "
        "\"Lj5x8cdWPMHdK0DHfwUIYOesgOff7RBNU5eFUqI6kvjhJTXzvAoHiQBLCduLSs9uh7lMqf0WVh58w8qNRyu57Q=="
        "\"}";
    CHECK(refusals(without("cds", "cds: own"), edits) ==
          "5 actionParams.cds.keys[0].key: guard.cds is own, and this key is not on a token: "
          "ZSK 25640 of algorithm 13\n");
    CHECK(refusals(fitting_lines, edits).empty());
}

TEST_CASE("guard review: possession that does not hold is refused even where it is optional",
          "[cooker][guard]") {
    const std::string edits =
        "add recipe.actions[5].actionParams.keyset[2].key.possession [\"example. 3600 IN RRSIG "
        "DNSKEY 13 1 3600 20270201000000 20270101000000 25640 example. AAAA\"]";
    CHECK_THAT(refusals(fitting_lines, edits),
               Catch::StartsWith("5 actionParams.keyset[2].key.possession: ZSK 25640 of algorithm "
                                 "13 from \"request-2027.xml\": possession: "));
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
    SECTION("deletions") {
        const Review review = reviewed(guard_of(without("delete", "delete: confirm")), plain());
        CHECK(refusals(review).empty());
        REQUIRE(subjects(review) == std::vector{Subject::deletion});
        CHECK(review.questions.front().lines ==
              std::vector<std::string>{
                  "To be destroyed for good: \"example.\" ZSK of algorithm 13, ID 01d0"});
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
    CHECK(std::count(asked.begin(), asked.end(), Subject::deletion) == 1);
    CHECK(std::count(asked.begin(), asked.end(), Subject::cds) == 3);
    CHECK(asked.size() == 7);
    for (const Question& question : review.questions) {
        CHECK(question.answered_by == AnsweredBy::person);
    }
    CHECK(review.notes.size() == 2);
}

TEST_CASE("guard review: two keys that look alike are two questions", "[cooker][guard]") {
    // The same tag: two 16-bit words of the sum changed places.
    const std::string edits =
        "duplicate recipe.actions[5] ;; "
        "set recipe.actions[6].actionParams.keyset[2].key.keyData "
        "\"x1Zx8S4+PMHdK0DHfwUIYOesgOff7RBNU5eFUqI6kvjhJTXzvAoHiQBLCduLSs9uh7lMqf0WVh58w8qNRyu57Q=="
        "\"";
    const Review review =
        reviewed(guard_of(without("direct-keys", "direct-keys: confirm")), everything(edits));
    REQUIRE(subjects(review) == std::vector{Subject::direct_key, Subject::direct_key});
    CHECK(review.questions[0].lines.front() == review.questions[1].lines.front());
    CHECK(review.questions[0].lines != review.questions[1].lines);
}

TEST_CASE("guard review: signatures that are over are told", "[cooker][guard]") {
    const UtcTime now = must(UtcTime::from_text("2027-03-02"));
    const Review review =
        must(cooker::review(guard_of(fitting_lines), plain(), {cooked::id_from_label, now, {}}));
    CHECK(refusals(review).empty());
    REQUIRE(review.notes.size() == 2);
    CHECK(review.notes[1] == "The last signature expired before that, 2027-03-01 00:00:00 UTC");
}

TEST_CASE("guard review: a recipe without key sets has no times", "[cooker][guard]") {
    const recipe::Recipe recipe =
        must(test::read_recipe_text(test::read_vector_file("recipe/accept/no_actions.json")));
    const Guard guard = guard_of("previous: optional\n");
    const Review review = reviewed(guard, recipe);
    CHECK(refusals(review).empty());
    CHECK(review.notes.empty());
    CHECK(review.questions.empty());
}
