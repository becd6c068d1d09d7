// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/recipe_summary.hpp"

#include <algorithm>

#include "cooker/transcript.hpp"
#include "crypto/digest.hpp"
#include "dns/print.hpp"
#include "encoding/hex.hpp"
#include "unit/cooker/recipes.hpp"

using namespace ceremony;
using namespace ceremony::cooker;
using ceremony::test::everything;
using ceremony::test::must;

namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

// The lines without those that only hold a hash.
std::string summary(const recipe::Recipe& recipe) {
    std::vector<std::string> lines = must(summary_lines(recipe));
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        kept.push_back(lines[i]);
        if (lines[i].find("SHA-256") != std::string::npos) {
            i += 5;
        }
    }
    return joined(kept);
}

}  // namespace

TEST_CASE("recipe summary: the first line names the recipe and its ceremony", "[cooker][summary]") {
    CHECK(title_line(everything()) ==
          "Recipe \"Key sets for 2027, \\xc3\\xa9prouv\\xc3\\xa9es\" made 2026-11-27 09:58:07 UTC, "
          "chain example-registry, ceremony 12, attempt 1");
    CHECK(title_line(everything("remove recipe.preamble.ceremony")) ==
          "Recipe \"Key sets for 2027, \\xc3\\xa9prouv\\xc3\\xa9es\" made 2026-11-27 09:58:07 UTC");
}

TEST_CASE("recipe summary: everything that can harm stands in it", "[cooker][summary]") {
    CHECK(summary(everything()) ==
          "For a REHEARSAL: nothing of it goes into service\n"
          "Follows the cooked recipe with SHA-256\n"
          "Zone \"example.\": 3 key sets, signatures from 2027-01-01 00:00:00 to 2027-03-01 "
          "00:00:00 UTC\n"
          "  TTL 3600, published from 2027-01-02 00:00:00 to 2027-02-01 00:00:00 UTC, 1 of them on "
          "a person's word only\n"
          "  signed by KSK of algorithm 13, ID 00112233445566778899aabbccddeeff \"example KSK "
          "2026\"\n"
          "  signed by revoked KSK of algorithm 13, ID 00112233445566778899aabbccddeeff \"example "
          "KSK 2026\"\n"
          "  signed by KSK of algorithm 8, \"example KSK 2028\" on \"backup\"\n"
          "  contains  KSK of algorithm 13, ID 00112233445566778899aabbccddeeff \"example KSK "
          "2026\"\n"
          "  contains  ZSK of algorithm 13, ID 5a00000000000000000000000000005a\n"
          "  contains  ZSK 25640 of algorithm 13 from \"request-2027.xml\"\n"
          "  contains  revoked KSK of algorithm 13, ID 00112233445566778899aabbccddeeff \"example "
          "KSK 2026\"\n"
          "  contains  KSK of algorithm 8, \"example KSK 2028\" on \"backup\"\n"
          "  CDS asks the parent to trust KSK of algorithm 13, ID 00112233445566778899aabbccddeeff "
          "\"example KSK 2026\"\n"
          "  CDS asks the parent to trust KSK of algorithm 8, \"example KSK 2028\" on \"backup\"\n"
          "  CDS asks the parent to remove the DS set: the zone becomes insecure\n"
          "Keys that must be there: 2 keys\n"
          "  KSK of algorithm 13, ID 00112233445566778899aabbccddeeff \"example KSK 2026\"\n"
          "  transport key \"signer south\", if it is there\n"
          "Keys to be generated: 2 keys\n"
          "  \"example.\" ZSK of algorithm 13, ID 5a00000000000000000000000000005a, exportable\n"
          "  \"example.\" KSK of algorithm 8, \"example KSK 2028\" on \"backup\", 2048 bits\n"
          "Keys to be exported: 1 key\n"
          "  ZSK of algorithm 13, ID 5a00000000000000000000000000005a, wrapped with \"signer "
          "north\"\n"
          "Wrapping key \"signer south\": RSA 2048 bits, SHA-256 of its key field\n"
          "Wrapping key \"signer north\": RSA 2048 bits, SHA-256 of its key field\n"
          "Key of others for \"example.\": ZSK 25640 of algorithm 13 from \"request-2027.xml\", "
          "SHA-256 of its key field\n"
          "Keys to be DESTROYED: 1 key\n"
          "  \"example.\" ZSK of algorithm 13, ID 01d0, if it is there\n");
}

TEST_CASE("recipe summary: a key of others in CDS sets alone is shown too", "[cooker][summary]") {
    const std::string text = summary(
        everything("set recipe.actions[6].actionParams.cds.keys[0].key {\"keyType\": \"direct\", "
                   "\"keyAlgo\": 15, \"keyFlags\": \"KSK\", \"keyData\": "
                   "\"l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\"}"));
    // The tag: RFC 8080, section 6.1.
    CHECK_THAT(text,
               Catch::Contains("Key of others for \"example.\": KSK 03613 of algorithm 15, "));
    CHECK_THAT(text, Catch::Contains("CDS asks the parent to trust KSK 03613 of algorithm 15\n"));
}

TEST_CASE("recipe summary: it does not grow with key sets", "[cooker][summary]") {
    const std::size_t size = must(summary_lines(everything())).size();
    CHECK(must(summary_lines(everything("duplicate recipe.actions[5]"))).size() == size);
}

TEST_CASE("recipe summary: nothing to do is nothing to say", "[cooker][summary]") {
    CHECK(must(summary_lines(must(test::read_recipe_text(
                   test::read_vector_file("recipe/accept/no_actions.json")))))
              .empty());
}

TEST_CASE("recipe summary: results are told by fingerprints and records", "[cooker][summary]") {
    const auto cooked = must(test::read_recipe_text(test::read_vector_file("cooked/ecdsa.json")));
    std::vector<std::string> types;
    for (const recipe::Action& action : cooked.actions) {
        const auto lines = result_lines(action);
        CAPTURE(recipe::action_type(action), joined(lines));
        if (const auto* set = std::get_if<recipe::ProduceSignedKeyset>(&action.params)) {
            REQUIRE(lines.size() == set->cooked->keyset.size() + set->cooked->cds.size());
            for (std::size_t i = 0; i < set->cooked->keyset.size(); ++i) {
                CHECK(lines[i] == "  " + dns::print(set->cooked->keyset[i]));
            }
            types.emplace_back("set");
        }
        if (const auto* generation = std::get_if<recipe::GenerateKey>(&action.params)) {
            const auto hash = must(crypto::sha256(*generation->cooked->key_data));
            CHECK(lines ==
                  std::vector<std::string>{"  key field sha256:" + encoding::encode_hex(hash)});
            types.emplace_back("key");
        }
    }
    CHECK(std::find(types.begin(), types.end(), "set") != types.end());
    CHECK(std::find(types.begin(), types.end(), "key") != types.end());
}

TEST_CASE("recipe summary: what was not carried out has no results", "[cooker][summary]") {
    for (const recipe::Action& action : everything().actions) {
        CAPTURE(recipe::action_type(action));
        CHECK(result_lines(action).empty());
        CHECK(ds_lines(action).empty());
    }
}
