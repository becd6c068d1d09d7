// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/kasp.hpp"

#include "base/read_file.hpp"
#include "kasp/print_kasp.hpp"
#include "kasp/read_kasp.hpp"
#include "policy/check.hpp"
#include "timeline/timing.hpp"

namespace ceremony::planner {

namespace {

constexpr std::size_t file_limit = std::size_t{1} << 20U;

}  // namespace

Outcome kasp(const Options& options, const program::Program& program) {
    const std::string xml =
        TRY(read_file(options.file, file_limit, {Links::follow, Writer::anyone}));
    const kasp::Kasp kasp = TRY(kasp::read_kasp(xml, options.file, options.policy));
    TRY(program.out(kasp::print_kasp(kasp)));
    for (const policy::Finding& finding :
         policy::check_policy(kasp.policy, timeline::rollovers_of(kasp.policy))) {
        warn(program, finding.what + "; it needs " + finding.change);
    }
    return Nothing{};
}

}  // namespace ceremony::planner
