// SPDX-License-Identifier: BSD-3-Clause
//
// load.hpp -- the text of a configuration file to values.

#pragma once

#include <string>
#include <utility>

#include "base/result.hpp"
#include "json/document.hpp"

namespace ceremony::config {

/// A configuration that was loaded. Its text is overwritten when it is no longer needed:
/// a PIN may stand in it.
class Loaded {
public:
    explicit Loaded(json::Document document) noexcept : document_(std::move(document)) {}
    Loaded(Loaded&&) noexcept = default;
    Loaded(const Loaded&) = delete;
    Loaded& operator=(const Loaded&) = delete;
    Loaded& operator=(Loaded&&) = delete;
    ~Loaded() { document_.wipe(); }

    /// Valid, like all values in it, as long as this Loaded or the one it was moved to.
    [[nodiscard]] json::Value root() const noexcept { return document_.root(); }

private:
    json::Document document_;
};

/// What the YAML in `text` spells (yaml/SUBSET.md); `name` is what messages call the
/// file. Errc::configuration for whatever is wrong with it, with the place.
[[nodiscard]] Result<Loaded> load(std::string text, std::string name);

}  // namespace ceremony::config
