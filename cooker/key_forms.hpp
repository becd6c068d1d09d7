// SPDX-License-Identifier: BSD-3-Clause
//
// key_forms.hpp -- the forms of a key under the names that the files of this folder use.

#pragma once

#include "keys/key_forms.hpp"

namespace ceremony::cooker {

using keys::as_on_token;
using keys::key_data_of;
using keys::looked_at;
using keys::public_key_hash;
using keys::signing_job;
using keys::token_kind;
using keys::transport_key;
using keys::transport_key_data;

}  // namespace ceremony::cooker
