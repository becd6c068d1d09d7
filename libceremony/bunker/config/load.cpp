// SPDX-License-Identifier: BSD-3-Clause

#include "config/load.hpp"

#include <utility>

#include "yaml/parse.hpp"

namespace ceremony::config {

Result<Loaded> load(std::string text, std::string name) {
    auto document = yaml::parse(std::move(text), std::move(name));
    if (!document.ok()) {
        return std::move(document).error().as(Errc::configuration);
    }
    return Loaded(std::move(document).value());
}

}  // namespace ceremony::config
