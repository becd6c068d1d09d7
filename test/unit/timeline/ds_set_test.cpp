// SPDX-License-Identifier: BSD-3-Clause

#include "timeline/ds_set.hpp"

#include "support/printing.hpp"

namespace ceremony {
namespace {

using namespace timeline;
using enum dns::DigestType;

const DsSet of_one = {{3, sha256}, {3, sha384}};
const DsSet of_two = {{3, sha256}, {3, sha384}, {5, sha256}, {5, sha384}};

TEST_CASE("ds_set: the same keys are named in any order and digest type", "[timeline][ds_set]") {
    CHECK(names_same_keys(of_two, {{5, sha384}, {3, sha256}}));
    CHECK(names_same_keys({}, {}));
    CHECK_FALSE(names_same_keys(of_one, of_two));
    CHECK_FALSE(names_same_keys(of_two, of_one));
    CHECK_FALSE(names_same_keys(of_one, {}));
    CHECK_FALSE(names_same_keys({}, of_one));
}

TEST_CASE("ds_set: a key comes with the digest types that the set has", "[timeline][ds_set]") {
    CHECK(with_key(of_one, 5, {sha256}) == of_two);
    CHECK(with_key({{5, sha256}}, 3, {sha384}) == DsSet{{5, sha256}, {3, sha256}});
}

TEST_CASE("ds_set: the first key comes with those that are given", "[timeline][ds_set]") {
    CHECK(with_key({}, 3, {sha256, sha384}) == of_one);
    CHECK(with_key({}, 3, {sha384}) == DsSet{{3, sha384}});
}

TEST_CASE("ds_set: a key goes with all its records", "[timeline][ds_set]") {
    CHECK(without_key(of_two, 5) == of_one);
    CHECK(without_key(of_two, 3) == DsSet{{5, sha256}, {5, sha384}});
    CHECK(without_key(of_two, 4) == of_two);
    CHECK(without_key(of_one, 3).empty());
}

TEST_CASE("ds_set: other digest types are those of every key", "[timeline][ds_set]") {
    CHECK(with_digests(of_two, {sha384}) == DsSet{{3, sha384}, {5, sha384}});
    CHECK(with_digests({{5, sha256}, {3, sha256}}, {sha256, sha384}) ==
          DsSet{{5, sha256}, {5, sha384}, {3, sha256}, {3, sha384}});
    CHECK(with_digests({}, {sha256}).empty());
}

TEST_CASE("ds_set: the last one is that of the last change", "[timeline][ds_set]") {
    ZonePlan plan;
    plan.ds_before = of_one;
    CHECK(last_ds(plan) == of_one);
    plan.ds_changes.resize(2);
    plan.ds_changes[0].after = {{5, sha256}};
    plan.ds_changes[1].after = of_two;
    CHECK(last_ds(plan) == of_two);
}

}  // namespace
}  // namespace ceremony
