// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/cooked_file.hpp"

#include <algorithm>
#include <set>

#include "base/quote.hpp"
#include "encoding/hex.hpp"
#include "program/times.hpp"

namespace ceremony::consumer {

namespace {

std::string counted(std::size_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

// The sets of one zone, track and stage.
struct Series {
    const keysets::Keyset& first;
    UtcTime until;
    UtcTime expiration;
    std::size_t count = 0;
    std::set<std::uint16_t> ksks;
    std::set<std::uint16_t> zsks;
};

bool belongs(const Series& series, const keysets::Keyset& set) {
    return series.first.zone == set.zone && series.first.track == set.track &&
           series.first.stage == set.stage;
}

std::string list(const std::string& what, const std::set<std::uint16_t>& tags) {
    std::string text;
    for (const std::uint16_t tag : tags) {
        text += (text.empty() ? "" : ", ") + std::to_string(tag);
    }
    return tags.empty() ? "" : "; " + what + " " + text;
}

std::string series_text(const Series& series) {
    const keysets::Keyset& first = series.first;
    std::string text = first.zone.text() + ": " + counted(series.count, "key set");
    if (first.track.text() != recipe::main_track) {
        text += " of the track " + first.track.text();
    }
    if (first.stage > 0) {
        text += ", stage " + std::to_string(first.stage);
    }
    return text + " from " + program::short_text(first.from) + " until " +
           program::short_text(series.until) + ", signed until " +
           program::short_text(series.expiration) + list("KSK", series.ksks) +
           list("ZSK", series.zsks) + "\n";
}

}  // namespace

keysets::Examination examine(const program::RecipeFile& file, const program::RecipeFile* approved) {
    const keysets::CookedRecipe cooked{*file.document, file.recipe, file.sha256,
                                       program::version_of(file)};
    if (approved == nullptr) {
        return keysets::examine(cooked, nullptr);
    }
    const keysets::ApprovedRecipe recipe{approved->recipe, approved->sha256};
    return keysets::examine(cooked, &recipe);
}

Error refuse(const program::RecipeFile& file,
             const keysets::Examination& examination,
             const program::Program& program) {
    const std::size_t count = examination.errors.size();
    for (std::size_t i = 0; i < std::min(count, most_findings); ++i) {
        program::tell(program, examination.errors[i]);
    }
    if (count > most_findings) {
        program::tell(program, {Errc::refused, "and " + std::to_string(count - most_findings) +
                                                   " more; consumer verify --json has all"});
    }
    return Error{Errc::refused,
                 quote(file.path) + ": not a good cooked recipe: " + counted(count, "finding")};
}

std::string tag_text(const dns::Dnskey& key) {
    return std::to_string(dns::key_tag(key));
}

std::string contents_text(const keysets::Contents& contents) {
    std::vector<Series> all;
    for (const keysets::Keyset& set : contents.keysets) {
        if (all.empty() || !belongs(all.back(), set)) {
            all.push_back({set, set.until, set.expiration, 0, {}, {}});
        }
        Series& series = all.back();
        series.until = set.until;
        series.expiration = std::max(series.expiration, set.expiration);
        ++series.count;
        for (const dns::Dnskey& key : set.keys) {
            (key.secure_entry_point() ? series.ksks : series.zsks).insert(dns::key_tag(key));
        }
    }
    std::string text;
    for (const Series& series : all) {
        text += series_text(series);
    }
    for (const keysets::ExportedKey& key : contents.exported) {
        text += "A private key for " + quote(key.wrapping_key.label()) + ": " +
                tag_text(key.dnskey) + ", ID " + encoding::encode_hex(key.name.id()) + "\n";
    }
    return text;
}

std::string ceremony_text(const keysets::Contents& contents) {
    if (!contents.ceremony) {
        return "a ceremony that is not named";
    }
    return "ceremony " + std::to_string(contents.ceremony->sequence) + " of the chain " +
           contents.ceremony->chain.text();
}

}  // namespace ceremony::consumer
