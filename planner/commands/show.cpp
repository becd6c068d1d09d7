// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/show.hpp"

#include "planner/page.hpp"
#include "planner/page_json.hpp"
#include "planner/shown_plan.hpp"

namespace ceremony::planner {

Outcome show(const Options& options, const program::Program& program) {
    program::Progress progress(program);
    const ShownPlan shown = TRY(read_shown_plan(options.file, &progress));
    return program.out(options.json ? json_of(shown) : page_of(shown));
}

}  // namespace ceremony::planner
