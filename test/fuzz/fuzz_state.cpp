// SPDX-License-Identifier: BSD-3-Clause
//
// A state that is read is written and read again as the same state, in one text.

#include <string>

#include "fuzz/fuzz.hpp"
#include "keysets/state_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ceremony;
    const auto state = keysets::read_state(std::string(fuzz::text(data, size)), "state.json");
    if (state.ok()) {
        const std::string text = keysets::write_state(state.value());
        const auto again = keysets::read_state(text, "state.json");
        fuzz::hold(again.ok() && again.value() == state.value(), "it is the same state");
        fuzz::hold(keysets::write_state(again.value()) == text, "it has one text");
    }
    return 0;
}
