// SPDX-License-Identifier: BSD-3-Clause

#include "plan/key_forms.hpp"

#include "support/printing.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::plan {
namespace {

using test::existing_key;
using test::must;
using test::name_of;

TEST_CASE("key_forms: a key of the bunker is named by its ID", "[plan][key_forms]") {
    timeline::Key key = existing_key(recipe::KeyRole::ksk, 1, {name_of("nl.")});
    key.label = "for people";
    const recipe::KeyReference plain = must(reference(key));
    CHECK(plain.kind.role == recipe::KeyRole::ksk);
    CHECK(plain.name.store() == "default");
    CHECK(plain.name.id() == Bytes(16, 1));
    CHECK(plain.name.label().empty());
    key.store = "second";
    const recipe::KeyReference revoked = must(reference(key, Revoked::yes));
    CHECK(revoked.kind.role == recipe::KeyRole::revoked_ksk);
    CHECK(revoked.name.store() == "second");
    CHECK(std::holds_alternative<recipe::KeyReference>(must(keyset_key(key))));
}

TEST_CASE("key_forms: a key of somebody else stands in full", "[plan][key_forms]") {
    timeline::Key key = existing_key(recipe::KeyRole::zsk, 5, {name_of("nl.")});
    key.custody = GENERATE(timeline::Custody::external, timeline::Custody::operational);
    const auto form = must(keyset_key(key));
    REQUIRE(std::holds_alternative<recipe::DirectKey>(form));
    CHECK(std::get<recipe::DirectKey>(form).data == test::key_data(5));
    CHECK(std::get<recipe::DirectKey>(form).kind.role == recipe::KeyRole::zsk);
}

TEST_CASE("key_forms: a revoked key is one in either form", "[plan][key_forms]") {
    timeline::Key key = existing_key(recipe::KeyRole::ksk, 1, {name_of("nl.")});
    CHECK_FALSE(is_revoked(must(keyset_key(key))));
    CHECK(is_revoked(must(keyset_key(key, Revoked::yes))));
    key.custody = timeline::Custody::external;
    CHECK_FALSE(is_revoked(must(keyset_key(key))));
    CHECK(is_revoked(must(keyset_key(key, Revoked::yes))));
}

TEST_CASE("key_forms: what cannot be said is refused", "[plan][key_forms]") {
    timeline::Key foreign = existing_key(recipe::KeyRole::ksk, 5, {name_of("nl.")});
    foreign.custody = timeline::Custody::external;
    const auto by_reference = reference(foreign);
    REQUIRE_FALSE(by_reference.ok());
    CHECK(by_reference.error().code() == Errc::semantics);

    foreign.data.reset();
    const auto unknown = keyset_key(foreign);
    REQUIRE_FALSE(unknown.ok());
    CHECK(unknown.error().message().find("public key") != std::string::npos);

    const auto nameless = reference(test::new_key(recipe::KeyRole::ksk, {name_of("nl.")}));
    REQUIRE_FALSE(nameless.ok());
    CHECK(nameless.error().code() == Errc::semantics);
}

TEST_CASE("key_forms: people read role, tag or label, and zone", "[plan][key_forms]") {
    timeline::Key key = test::new_key(recipe::KeyRole::zsk, {name_of("nl.")});
    CHECK(describe(key) == "ZSK of nl.");
    key.label = "a b";
    CHECK(describe(key).find("a b") != std::string::npos);
    key.role = recipe::KeyRole::ksk;
    key.tag = 12345;
    CHECK(describe(key) == "KSK 12345 of nl.");
    key.zones.clear();
    CHECK(describe(key) == "KSK 12345");
}

}  // namespace
}  // namespace ceremony::plan
