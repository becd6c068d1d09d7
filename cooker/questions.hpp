// SPDX-License-Identifier: BSD-3-Clause
//
// questions.hpp -- the questions that the review of a recipe and the preflight ask.
//
// A `description` is one line, untrusted parts quoted.

#pragma once

#include <string>
#include <vector>

#include "cooker/confirm.hpp"
#include "cooker/guard.hpp"
#include "cooker/settings.hpp"

namespace ceremony::cooker {

/// A configuration that lay here and that nobody named.
[[nodiscard]] Question ask_about_settings(const Settings& settings);
/// `key` is the SHA-256 of the public key field.
[[nodiscard]] Question ask_about_wrapping_key(const Guard& guard,
                                              const std::string& description,
                                              const Sha256& key);
/// `called` is what the recipe calls the key, `lines` what its token says.
[[nodiscard]] Question ask_about_deletion(const Guard& guard,
                                          const std::string& called,
                                          const std::vector<std::string>& lines);
/// `what` the key does: "signs key sets".
[[nodiscard]] Question ask_about_extractable_key(const Guard& guard,
                                                 const std::string& what,
                                                 const std::string& description);

}  // namespace ceremony::cooker
