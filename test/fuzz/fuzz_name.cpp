// SPDX-License-Identifier: BSD-3-Clause
//
// A name that is read from text or from octets, printed and read again, is the same
// name; its octets are those that were read, in lower case.

#include <algorithm>
#include <iterator>

#include "dns/ascii.hpp"
#include "dns/name.hpp"
#include "fuzz/fuzz.hpp"

namespace {

using namespace ceremony;
using dns::Name;

void check(const Name& name) {
    const auto from_text = Name::from_text(name.text());
    fuzz::hold(from_text.ok() && from_text.value() == name, "the text reads back");
    const auto from_wire = Name::from_wire(name.wire());
    fuzz::hold(from_wire.ok() && from_wire.value() == name, "the octets read back");
    fuzz::hold(name.wire().size() <= dns::max_name_size, "a name is within its limit");
    fuzz::hold((name <=> from_text.value()) == std::strong_ordering::equal, "equal in order");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto from_text = Name::from_text(fuzz::text(data, size));
    if (from_text.ok()) {
        check(from_text.value());
    }
    const ByteView input = fuzz::octets(data, size);
    const auto from_wire = Name::from_wire(input);
    if (from_wire.ok()) {
        check(from_wire.value());
        // Lengths are at most 63, below the letters: they are not folded.
        Bytes lower;
        std::ranges::transform(input, std::back_inserter(lower), dns::lower_case);
        fuzz::hold(std::ranges::equal(from_wire.value().wire(), lower), "octets in lower case");
    }
    return 0;
}
