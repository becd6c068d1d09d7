// SPDX-License-Identifier: BSD-3-Clause
//
// pin.hpp -- where a configuration says that the PIN of a token comes from.
//
// A PIN that stands in the configuration itself is held in a Secret and gets into
// no message, not even when something about it is wrong.

#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "config/mapping.hpp"

namespace ceremony::config {

/// Whose configuration it is.
enum class Host : std::uint8_t {
    bunker,       ///< cooker.yaml
    operational,  ///< ceremony.yaml
};

/// The terminal, without echo.
struct PinFromTerminal {};
/// The token itself: its protected authentication path.
struct PinFromPinpad {};
/// A file that holds it.
struct PinFromFile {
    std::string path;
};
/// A credential of systemd, by name. Operational only.
struct PinFromCredential {
    std::string name;
};
using PinSource =
    std::variant<PinFromTerminal, PinFromPinpad, PinFromFile, PinFromCredential, Secret>;

/// The keys `pin`, `pin-file` and `pin-credential` of a repository; without them, the
/// terminal. A PIN in the configuration itself is read on an operational host only, and
/// adds a line to `warnings`. Errc::configuration.
[[nodiscard]] Result<PinSource> read_pin(Mapping& repository,
                                         Host host,
                                         std::vector<std::string>& warnings);

}  // namespace ceremony::config
