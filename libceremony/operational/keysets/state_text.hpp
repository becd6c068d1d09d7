// SPDX-License-Identifier: BSD-3-Clause
//
// state_text.hpp -- a state as the file state.json of the store.
//
// It is believed as it stands: whoever can write it can make the consumer publish anything that a
// file in the store has. It is understood completely or refused, and has one written form
// (json/print.hpp), so equal states are equal octets.

#pragma once

#include <string>

#include "base/result.hpp"
#include "keysets/state.hpp"

namespace ceremony::keysets {

/// The text of `state`.
[[nodiscard]] std::string write_state(const State& state);

/// Reads it back from the text called `name`. Errc::syntax, with the place, for what write_state()
/// does not write, in whatever order members stand.
[[nodiscard]] Result<State> read_state(std::string text, std::string name);

}  // namespace ceremony::keysets
