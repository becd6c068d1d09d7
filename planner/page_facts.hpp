// SPDX-License-Identifier: BSD-3-Clause
//
// page_facts.hpp -- what a plan rests on and waits for, in words.

#pragma once

#include <string>
#include <vector>

#include "policy/policy.hpp"
#include "timeline/model.hpp"

namespace ceremony::planner {

/// "2027-01-13 00:00 the DS 12345 13 2 ABCD... of nl. was seen", "... ceremony 11 was imported",
/// ...
[[nodiscard]] std::string event_text(const policy::Event& event);

/// "the DS of K2 to be seen, and 1d 12h more", "the DS of K1 to be gone", "a backup of Z3", "the
/// result of this ceremony to be imported". `names` are those of key_names().
[[nodiscard]] std::string gate_text(const timeline::Gate& gate,
                                    const std::vector<std::string>& names);

/// "it has the sets of ceremony 3, until 2027-01-31 00:00", of a zone without slots.
[[nodiscard]] std::string rest_text(const timeline::ZonePlan& plan);

/// For those who make or approve the plan, one line each: answers that are too large, and
/// signatures that reach far ahead. REQUIRES: the plan has slots.
[[nodiscard]] std::vector<std::string> warnings_about(const timeline::ZonePlan& plan);

}  // namespace ceremony::planner
