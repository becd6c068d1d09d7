// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/commands/verify.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "consumer/cooked_file.hpp"
#include "program/hash_lines.hpp"
#include "program/recipe_file.hpp"
#include "recipe/writer.hpp"

namespace ceremony::consumer {

namespace {

std::string lines_of(const std::string& heading, const std::vector<std::string>& lines) {
    std::string text = lines.empty() ? "" : heading + "\n";
    for (const std::string& line : lines) {
        text += "  " + line + "\n";
    }
    return text;
}

std::string report(const program::RecipeFile& file, const keysets::Examination& examination) {
    std::string text = program::hash_lines(file.sha256, file.path);
    if (examination.contents) {
        text += "Good: " + ceremony_text(*examination.contents) + "\n" +
                contents_text(*examination.contents) + lines_of("Checked:", examination.checked);
    }
    return text + lines_of("Not checked:", examination.unchecked);
}

std::string key_flags(const dns::Dnskey& key) {
    return std::to_string(key.flags);
}

void write_keyset(recipe::Writer& out, const keysets::Keyset& set) {
    out.begin_object();
    out.member("zone", set.zone);
    out.member("track", set.track.text());
    out.member("stage", set.stage);
    out.member("from", set.from);
    out.member("until", set.until);
    out.member("inception", set.inception);
    out.member("expiration", set.expiration);
    out.name("keys");
    out.begin_array();
    for (const dns::Dnskey& key : set.keys) {
        out.text(tag_text(key) + " " + key_flags(key));
    }
    out.end();
    out.name("zoneSigners");
    out.begin_array();
    for (const keysets::ZoneSigner& signer : set.zone_signers) {
        out.text(tag_text(signer.dnskey) + " " + key_flags(signer.dnskey));
    }
    out.end();
    out.end();
}

void write_texts(recipe::Writer& out,
                 std::string_view name,
                 const std::vector<std::string>& texts) {
    out.name(name);
    out.begin_array();
    for (const std::string& text : texts) {
        out.text(text);
    }
    out.end();
}

void write_json(recipe::Writer& out,
                const program::RecipeFile& file,
                const keysets::Examination& examination) {
    std::vector<std::string> errors;
    for (const Error& error : examination.errors) {
        errors.push_back(error.message());
    }
    out.begin_object();
    out.member("sha256", file.sha256);
    out.member("good", examination.is_good());
    write_texts(out, "errors", errors);
    write_texts(out, "checked", examination.checked);
    write_texts(out, "notChecked", examination.unchecked);
    if (examination.contents) {
        out.member("ceremony", ceremony_text(*examination.contents));
        out.name("keysets");
        out.begin_array();
        for (const keysets::Keyset& set : examination.contents->keysets) {
            write_keyset(out, set);
        }
        out.end();
        out.member("privateKeys", static_cast<std::int64_t>(examination.contents->exported.size()));
    }
    out.end();
}

void write_unread(recipe::Writer& out, const Error& error) {
    out.begin_object();
    out.member("good", false);
    write_texts(out, "errors", {error.message()});
    write_texts(out, "checked", {});
    write_texts(out, "notChecked", {"all of it: it cannot be read"});
    out.end();
}

}  // namespace

Outcome verify(const Options& options, const program::Program& program) {
    std::optional<program::RecipeFile> approved;
    if (options.recipe) {
        approved = TRY(program::read_recipe_file(*options.recipe).in("--recipe"));
    }
    recipe::Writer json(recipe::SpecVersion::v1_1);
    json.begin_array();
    std::optional<Error> refusal;
    const auto refuse_with = [&](Error error) {
        if (refusal) {
            program::tell(program, *refusal);
        }
        refusal = std::move(error);
    };
    for (const std::string& path : options.files) {
        const auto read = program::read_recipe_file(path);
        if (!read.ok()) {
            write_unread(json, read.error());
            refuse_with(read.error());
            continue;
        }
        const program::RecipeFile& file = read.value();
        const keysets::Examination examination = examine(file, approved ? &*approved : nullptr);
        if (options.json) {
            write_json(json, file, examination);
        } else {
            TRY(program.out(report(file, examination)));
        }
        if (!examination.is_good()) {
            refuse_with(refuse(file, examination, program));
        }
    }
    json.end();
    if (options.json) {
        TRY(program.out(json.take()));
    }
    if (refusal) {
        return *refusal;
    }
    return Nothing{};
}

}  // namespace ceremony::consumer
