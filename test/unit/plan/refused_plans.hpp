// SPDX-License-Identifier: BSD-3-Clause
//
// refused_plans.hpp -- a plan that was good before something in it was changed.

#pragma once

#include <string>

#include "plan/read_plan.hpp"
#include "plan/write_plan.hpp"
#include "support/printing.hpp"
#include "support/recipes.hpp"
#include "unit/plan/samples.hpp"

namespace ceremony::test {

struct RefusedPlan {
    std::string edit;  ///< of sample_plan(), as edited() takes it
    Errc code;
    std::string why;  ///< a part of the message: its path, and more where the path is not enough
};

inline void check_refused(const RefusedPlan& row) {
    CAPTURE(row.edit);
    const auto document = parse_recipe(edited(plan::write_plan(sample_plan()), row.edit));
    const auto read = plan::read_plan(must(recipe::Plan::from_value(document, document->root())));
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code() == row.code);
    CHECK(read.error().place());
    CHECK_THAT(read.error().message(), Catch::Contains(row.why));
}

}  // namespace ceremony::test
