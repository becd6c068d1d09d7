// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/write.hpp"

#include "recipe/write_actions.hpp"

namespace ceremony::recipe {

namespace {

void write_ceremony(Writer& out, const Ceremony& ceremony) {
    out.name("ceremony");
    out.begin_object();
    out.member("chain", ceremony.chain.text());
    out.member("sequence", ceremony.sequence);
    out.member("attempt", ceremony.attempt);
    out.name("previous");
    if (ceremony.previous) {
        out.put(*ceremony.previous);
    } else {
        out.null();
    }
    out.end();
}

void write_cooked(Writer& out, const Cooked& cooked) {
    out.name("cooked");
    out.begin_object();
    out.member("recipeSha256", cooked.recipe);
    out.member("cookerSha256", cooked.cooker);
    out.member("configSha256", cooked.config);
    out.name("tokens");
    out.begin_array();
    for (const TokenIdentity& token : cooked.tokens) {
        out.begin_object();
        out.member("repository", token.repository);
        out.member("label", token.label);
        out.member("serial", token.serial);
        out.end();
    }
    out.end();
    out.member("rehearsal", cooked.rehearsal);
    out.member("complete", cooked.complete);
    out.end();
}

void write_v1_1_members(Writer& out, const Preamble& preamble) {
    if (preamble.ceremony) {
        write_ceremony(out, *preamble.ceremony);
    }
    if (preamble.plan) {
        out.name("plan");
        out.value(preamble.plan->value());
    }
    if (preamble.cooked) {
        write_cooked(out, *preamble.cooked);
    }
    out.member_unless(false, "rehearsal", preamble.rehearsal);
}

std::string write(const Recipe& recipe, SpecVersion version) {
    Writer out(version);
    out.begin_object();
    out.member("recipeSpecVersion", out.is_v1_1() ? "v1.1" : "v1.0");
    out.name("recipe");
    out.begin_object();
    out.name("preamble");
    out.begin_object();
    out.member("timestamp", recipe.preamble.timestamp);
    out.member("cooked_timestamp", recipe.preamble.cooked_timestamp);
    out.member_unless({}, "description", recipe.preamble.description);
    if (out.is_v1_1()) {
        write_v1_1_members(out, recipe.preamble);
    }
    out.end();
    out.name("actions");
    out.begin_array();
    for (const Action& action : recipe.actions) {
        write_action(out, action);
    }
    out.end();
    out.end();
    out.end();
    return out.take();
}

}  // namespace

std::string write_recipe(const Recipe& recipe) {
    return write(recipe, SpecVersion::v1_1);
}

std::vector<Violation> unsayable_in_v1_0(const Recipe& recipe) {
    std::vector<Violation> found;
    const auto add = [&found](bool is_said, std::optional<std::size_t> action,
                              std::string_view path, std::string_view what) {
        if (is_said) {
            found.push_back(
                {action, std::string(path), std::string("v1.0 cannot say ").append(what)});
        }
    };
    const Preamble& preamble = recipe.preamble;
    add(preamble.rehearsal, {}, "rehearsal", "that this is a rehearsal");
    add(preamble.cooked && preamble.cooked->rehearsal, {}, "cooked.rehearsal",
        "that this was a rehearsal");
    add(preamble.cooked && !preamble.cooked->complete, {}, "cooked.complete",
        "that this is not complete");
    for (std::size_t i = 0; i < recipe.actions.size(); ++i) {
        const ActionParams& params = recipe.actions[i].params;
        const auto* deletion = std::get_if<DeleteKey>(&params);
        const auto* generation = std::get_if<GenerateKey>(&params);
        const auto* set = std::get_if<ProduceSignedKeyset>(&params);
        add(deletion != nullptr && deletion->key_data, i, "actionParams.keyData",
            "which key it must be that is deleted");
        add(generation != nullptr && generation->key_tag, i, "actionParams.keyTag",
            "which tags a key may have");
        if (set == nullptr) {
            continue;
        }
        if (set->publish) {
            add(set->publish->track.text() != main_track, i, "actionParams.publish.track",
                "that a set is published on a person's word only");
            add(set->publish->stage != 0, i, "actionParams.publish.stage",
                "that a set is published once gates have opened");
        }
        add(set->cds.has_value(), i, "actionParams.cds", "which CDS set to make");
    }
    return found;
}

Result<std::string> write_recipe_v1_0(const Recipe& recipe) {
    const std::vector<Violation> unsayable = unsayable_in_v1_0(recipe);
    if (!unsayable.empty()) {
        return to_error(unsayable.front());
    }
    return write(recipe, SpecVersion::v1_0);
}

}  // namespace ceremony::recipe
