// SPDX-License-Identifier: BSD-3-Clause
//
// preview.hpp -- what would be published, now or at another time, without doing it.
//
// Nothing is recorded here, no token is opened and no configured target is written: IDs of keys are
// those of the recipes, and at another time than now the sets are those of the plan.

#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "consumer/delivery.hpp"
#include "policy/policy.hpp"
#include "program/program.hpp"

namespace ceremony::consumer {

struct Preview {
    PublishRules rules;
    std::optional<UtcTime> time;  ///< nothing: now
};

/// Prints for each target that the rules name what would become different in it. Errc::refused:
/// there is no set for some zone. Errors of the store and of reading the targets.
[[nodiscard]] Outcome show_difference(const policy::Configuration& configuration,
                                      const Preview& preview,
                                      const program::Program& program);

/// Writes the set that the plan has for the zone of the rules, in their format, to the file
/// `output`, or to the standard output if that is "-". Errc::usage: they do not name a format, or
/// no zone where there are several, or the format signconf where there is no file to put keys into.
/// Errc::refused: there is no set, or `output` is none for check_output_file(). Errc::unwritable;
/// errors of the store.
[[nodiscard]] Outcome write_planned(const policy::Configuration& configuration,
                                    const Preview& preview,
                                    const std::string& output,
                                    const program::Program& program);

}  // namespace ceremony::consumer
