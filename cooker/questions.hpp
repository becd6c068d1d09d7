// SPDX-License-Identifier: BSD-3-Clause
//
// questions.hpp -- the questions that both the review of a recipe and the preflight ask.
//
// A `description` is one line, untrusted parts quoted.

#pragma once

#include <string>

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
[[nodiscard]] Question ask_about_deletion(const Guard& guard, const std::string& description);
[[nodiscard]] Question ask_about_extractable_signer(const Guard& guard,
                                                    const std::string& description);

}  // namespace ceremony::cooker
