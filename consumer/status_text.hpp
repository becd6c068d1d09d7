// SPDX-License-Identifier: BSD-3-Clause
//
// status_text.hpp -- where a zone stands, as people read it: NOW, NEXT and END.

#pragma once

#include <string>

#include "consumer/outlook.hpp"

namespace ceremony::consumer {

/// Lines about one zone, as it is at `now`. All that people have to do is among them; of what the
/// machine does the first lines are, and in the place of others how many there are and until when.
[[nodiscard]] std::string status_text(const Outlook& outlook, UtcTime now);

}  // namespace ceremony::consumer
