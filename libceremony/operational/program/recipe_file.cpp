// SPDX-License-Identifier: BSD-3-Clause

#include "program/recipe_file.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "base/read_file.hpp"
#include "base/wordlist.hpp"
#include "cooked/attestation.hpp"
#include "cooked/manifest.hpp"
#include "cooked/verify.hpp"
#include "crypto/public_key.hpp"
#include "encoding/hex.hpp"
#include "json/parse.hpp"
#include "recipe/read.hpp"

namespace ceremony::program {

namespace {

constexpr ReadRules anywhere = {Links::follow, Writer::anyone};
constexpr std::size_t small_file_limit = 65536;

Error refused(const RecipeFile& file, std::string_view what) {
    return Error{Errc::refused, quote(file.path) + ": " + std::string(what)};
}

// The key with which a bunker attests: the kind of the key tells the algorithm.
Result<jws::PinnedKey> read_attest_key(const std::string& path) {
    const std::string pem = TRY(read_file(path, small_file_limit, anywhere));
    auto key = crypto::PublicKey::from_pem(pem);
    if (!key.ok()) {
        return std::move(key).error().in(quote(path));
    }
    const auto algorithm = [&] {
        switch (key.value().kind()) {
            case KeyKind::rsa:
                return jws::Algorithm::rs256;
            case KeyKind::p256:
            case KeyKind::p384:
                return jws::Algorithm::es256;
            case KeyKind::ed25519:
            case KeyKind::ed448:
                return jws::Algorithm::eddsa;
        }
        return jws::Algorithm::es256;
    }();
    return jws::PinnedKey::make(algorithm, std::move(key).value()).in(quote(path));
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::vector<std::string> split_at_blanks(const std::string& text) {
    std::vector<std::string> words;
    auto begin = std::find_if_not(text.begin(), text.end(), is_blank);
    while (begin != text.end()) {
        const auto end = std::find_if(begin, text.end(), is_blank);
        words.emplace_back(begin, end);
        begin = std::find_if_not(end, text.end(), is_blank);
    }
    return words;
}

// Digits with a slip have a few letters that no digit is; words have hardly a digit.
bool is_meant_as_words(const std::string& text) {
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto others = std::count_if(text.begin(), text.end(), [](char c) {
        return (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z');
    });
    return others > digits;
}

// The two lists take turns, so one word has to stand before a word of the second.
bool can_be_word(const std::string& word, std::size_t number) {
    const std::string before = number % 2 == 0 ? print_words(Bytes{0}) + " " : "";
    return read_words(before + word).ok();
}

// Why words are not those of a hash.
std::string what_is_wrong(const std::vector<std::string>& words) {
    for (std::size_t number = 1; number <= words.size(); ++number) {
        const std::string& word = words[number - 1];
        if (can_be_word(word, number)) {
            continue;
        }
        const std::string subject = "word " + std::to_string(number) + ", " + quote(word) + ", ";
        return can_be_word(word, number + 1)
                   ? subject +
                         "is of the other list: two are swapped, or one is left out or too many"
                   : subject + "is not in the list";
    }
    return std::to_string(words.size()) + (words.size() == 1 ? " word" : " words") +
           " instead of 32";
}

Outcome check_attestation(const RecipeFile& file, const std::vector<std::string>& keys) {
    const std::string path = file.path + ".attest.jws";
    const std::string text = TRY(read_file(path, small_file_limit, anywhere).in("attestation"));
    const cooked::Manifest wanted =
        TRY(cooked::make_manifest(*file.document, file.recipe).in(quote(file.path)));
    for (const std::string& name : keys) {
        const jws::PinnedKey key = TRY(read_attest_key(name).in("attest"));
        const auto manifest = cooked::read_attestation(text, path, key);
        if (manifest.ok() && manifest.value() == wanted) {
            return Nothing{};
        }
    }
    return refused(file, "none of the keys in attest: has attested it");
}

Outcome check_results(const RecipeFile& file) {
    if (!recipe::carries_results(file.recipe)) {
        return refused(file, "a recipe without results: it was not carried out");
    }
    if (file.recipe.preamble.rehearsal ||
        (file.recipe.preamble.cooked && file.recipe.preamble.cooked->rehearsal)) {
        return refused(file, "the result of a rehearsal");
    }
    cooked::VerifiedSignatures verified;
    const auto found =
        cooked::verify(file.recipe, {cooked::Stage::final_text, version_of(file)}, verified);
    if (!found.empty()) {
        const std::vector<Error> errors = recipe::to_errors({found.front()}, *file.document);
        return Error(errors.front()).in("not a good cooked recipe").as(Errc::refused);
    }
    return Nothing{};
}

}  // namespace

Result<RecipeFile> read_recipe_file(const std::string& path) {
    std::string text = TRY(read_file(path, json::text_limit, anywhere));
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos && text[begin] != '{') {
        return Error{Errc::syntax, quote(path) + ": not a recipe: it does not begin with {"}
            .with_hint("recipes are the JSON files that planner produce and cooker cook write");
    }
    RecipeFile file;
    file.path = path;
    file.sha256 = TRY(crypto::sha256(as_bytes(text)));
    file.document = std::make_shared<const json::Document>(TRY(json::parse(std::move(text), path)));
    file.recipe = TRY(recipe::read_recipe(file.document));
    return file;
}

Result<crypto::Sha256> sha256_from_text(const std::string& text) {
    // Programs print the digits in groups.
    std::string together = text;
    std::erase(together, ' ');
    const auto digits = encoding::decode_hex(together);
    const auto octets = digits.ok() ? digits : read_words(text);
    crypto::Sha256 digest{};
    if (!octets.ok() || octets.value().size() != digest.size()) {
        if (is_meant_as_words(text)) {
            return Error{Errc::usage, "not a SHA-256: " + what_is_wrong(split_at_blanks(text))};
        }
        return Error{Errc::usage,
                     "not a SHA-256, as 64 hexadecimal digits or as 32 words: " + quote(text)};
    }
    std::copy(octets.value().begin(), octets.value().end(), digest.begin());
    return digest;
}

recipe::SpecVersion version_of(const RecipeFile& file) {
    // The reader knows two versions.
    return file.document->root().find("recipeSpecVersion")->text() == "v1.0"
               ? recipe::SpecVersion::v1_0
               : recipe::SpecVersion::v1_1;
}

Outcome check_vouchers(const RecipeFile& file, const Vouchers& vouchers) {
    if (vouchers.expected) {
        if (*vouchers.expected != file.sha256) {
            return refused(file, "its SHA-256 is " + encoding::encode_hex(file.sha256) +
                                     ", which is not the one that is expected");
        }
        return Nothing{};
    }
    if (vouchers.attest.empty()) {
        return refused(file, "nobody vouches for it")
            .with_hint(
                "name the key of the bunker under attest: in the configuration, or give "
                "its hash with --expect");
    }
    return check_attestation(file, vouchers.attest);
}

Outcome believe(const RecipeFile& file, const Vouchers& vouchers) {
    TRY(check_vouchers(file, vouchers));
    return check_results(file);
}

}  // namespace ceremony::program
