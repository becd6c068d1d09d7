// SPDX-License-Identifier: BSD-3-Clause
//
// event_lines.hpp -- an observation as the host that plans wants it.

#pragma once

#include <string>

#include "policy/policy.hpp"

namespace ceremony::consumer {

/// Lines of ceremony.yaml, and one before them that says for whom they are.
[[nodiscard]] std::string event_lines(const policy::Event& event);

}  // namespace ceremony::consumer
