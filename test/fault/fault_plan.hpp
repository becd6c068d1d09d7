// SPDX-License-Identifier: BSD-3-Clause
//
// fault_plan.hpp -- the control file of fault_p11.cpp, whose top says what it may hold.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <p11-kit/pkcs11.h>

namespace fault {

inline constexpr unsigned long never = ~0UL;

struct Plan {
    std::string module;
    std::string log;
    unsigned long fail = 0;
    CK_RV fail_value = CKR_OK;
    unsigned long fail_after = 0;
    CK_RV fail_after_value = CKR_OK;
    std::string refuse;
    CK_RV refuse_value = CKR_OK;
    unsigned long gone = never;
    unsigned long full = never;
    unsigned long kill = 0;
    unsigned long kill_after = 0;
    unsigned long falsify = 0;
    std::vector<unsigned char> point;
    bool modulus = false;
    unsigned long same_key = 0;
    std::vector<unsigned char> scan;  ///< masked
};

/// What the file that CEREMONY_FAULT_P11 names says; absent when it is not as it should be.
std::optional<Plan> read_plan();

std::vector<unsigned char> from_hex(std::string_view text);

}  // namespace fault
