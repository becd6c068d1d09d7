// SPDX-License-Identifier: BSD-3-Clause

#include "fault/fault_plan.hpp"

#include <charconv>
#include <cstdlib>
#include <fstream>

namespace fault {
namespace {

/// Reads what stands behind `word`. False when no such word is known.
bool read_line(const std::string& word, std::istream& file, Plan& plan) {
    const auto number_and_value = [&file](unsigned long& number, CK_RV& value) {
        file >> number >> std::hex >> value >> std::dec;
    };
    const auto octets = [&file] {
        std::string digits;
        file >> digits;
        return from_hex(digits);
    };
    if (word == "module") {
        file >> plan.module;
    } else if (word == "log") {
        file >> plan.log;
    } else if (word == "fail") {
        number_and_value(plan.fail, plan.fail_value);
    } else if (word == "fail-after") {
        number_and_value(plan.fail_after, plan.fail_after_value);
    } else if (word == "refuse") {
        file >> plan.refuse >> std::hex >> plan.refuse_value >> std::dec;
    } else if (word == "gone") {
        file >> plan.gone;
    } else if (word == "full") {
        file >> plan.full;
    } else if (word == "kill") {
        file >> plan.kill;
    } else if (word == "kill-after") {
        file >> plan.kill_after;
    } else if (word == "falsify") {
        file >> plan.falsify;
    } else if (word == "point") {
        plan.point = octets();
    } else if (word == "modulus") {
        plan.modulus = true;
    } else if (word == "same-key") {
        file >> plan.same_key;
    } else if (word == "scan") {
        plan.scan = octets();
    } else {
        return false;
    }
    return true;
}

}  // namespace

std::vector<unsigned char> from_hex(std::string_view text) {
    std::vector<unsigned char> octets;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        unsigned char octet = 0;
        std::from_chars(text.data() + i, text.data() + i + 2, octet, 16);
        octets.push_back(octet);
    }
    return octets;
}

std::optional<Plan> read_plan() {
    const char* const path = std::getenv("CEREMONY_FAULT_P11");
    std::ifstream file(path == nullptr ? "" : path);
    Plan plan;
    for (std::string word; file >> word;) {
        if (!read_line(word, file, plan) || file.fail()) {
            return std::nullopt;
        }
    }
    if (plan.module.empty()) {
        return std::nullopt;
    }
    return plan;
}

}  // namespace fault
