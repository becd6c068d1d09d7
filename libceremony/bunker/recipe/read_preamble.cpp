// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/read_preamble.hpp"

namespace ceremony::recipe {

namespace {

// Room for a ceremony a day for millions of years; what is larger is a mistake.
constexpr std::int64_t count_limit = 0x7fff'ffff;

Result<std::uint32_t> read_count(Input input) {
    return static_cast<std::uint32_t>(TRY(json::integer_of(input.value, {1, count_limit})));
}

Result<std::optional<Sha256>> read_previous(Input input) {
    if (input.value.kind() == json::Kind::null) {
        return std::optional<Sha256>();
    }
    return std::optional(TRY(read_sha256(input)));
}

Result<Ceremony> read_ceremony(Input input) {
    return read_object(input, [](Object& ceremony) -> Result<Ceremony> {
        Word chain = TRY(ceremony.must("chain", read_word));
        const std::uint32_t sequence = TRY(ceremony.must("sequence", read_count));
        const std::uint32_t attempt = TRY(ceremony.must("attempt", read_count));
        const auto previous = TRY(ceremony.may("previous", read_previous, std::optional<Sha256>()));
        return Ceremony{std::move(chain), sequence, attempt, previous};
    });
}

Result<TokenIdentity> read_token(Input input) {
    return read_object(input, [](Object& token) -> Result<TokenIdentity> {
        TokenIdentity identity;
        identity.repository = TRY(token.must("repository", read_text));
        identity.label = TRY(token.must("label", read_text));
        identity.serial = TRY(token.must("serial", read_text));
        return identity;
    });
}

Result<std::vector<TokenIdentity>> read_tokens(Input array) {
    return read_each(array, read_token);
}

Result<Cooked> read_cooked(Input input) {
    return read_object(input, [](Object& results) -> Result<Cooked> {
        Cooked cooked;
        cooked.recipe = TRY(results.must("recipeSha256", read_sha256));
        cooked.cooker = TRY(results.must("cookerSha256", read_sha256));
        cooked.config = TRY(results.must("configSha256", read_sha256));
        cooked.tokens = TRY(results.must("tokens", read_tokens));
        cooked.rehearsal = TRY(results.must("rehearsal", read_boolean));
        cooked.complete = TRY(results.must("complete", read_boolean));
        return cooked;
    });
}

}  // namespace

Result<Preamble> read_preamble(Input input, const std::shared_ptr<const json::Document>& document) {
    return read_object(input, [&document](Object& fields) -> Result<Preamble> {
        Preamble preamble;
        preamble.timestamp = TRY(fields.must("timestamp", read_time));
        preamble.cooked_timestamp = TRY(fields.may("cooked_timestamp", read_time));
        if (preamble.cooked_timestamp == UtcTime()) {
            // The examples of the public recipe API have 0 in what has not been cooked.
            preamble.cooked_timestamp.reset();
        }
        preamble.description = TRY(fields.may("description", read_text, std::string()));
        preamble.ceremony = TRY(fields.since_1_1("ceremony", read_ceremony));
        preamble.plan = TRY(fields.since_1_1(
            "plan", [&document](Input plan) { return Plan::from_value(document, plan.value); }));
        preamble.cooked = TRY(fields.since_1_1("cooked", read_cooked));
        preamble.rehearsal = TRY(fields.since_1_1("rehearsal", read_boolean)).value_or(false);
        return preamble;
    });
}

}  // namespace ceremony::recipe
