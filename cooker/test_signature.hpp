// SPDX-License-Identifier: BSD-3-Clause
//
// test_signature.hpp -- the test of a key pair under the name that the files of this folder use.

#pragma once

#include "keys/test_signature.hpp"

namespace ceremony::cooker {

using keys::test_signature;

}  // namespace ceremony::cooker
