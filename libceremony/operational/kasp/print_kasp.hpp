// SPDX-License-Identifier: BSD-3-Clause
//
// print_kasp.hpp -- a policy as the section `kasp:` of ceremony.yaml.

#pragma once

#include <string>

#include "kasp/read_kasp.hpp"

namespace ceremony::kasp {

/// The notes as comments, then the section. policy::read_policy() makes the same policy of it.
[[nodiscard]] std::string print_kasp(const Kasp& kasp);

}  // namespace ceremony::kasp
