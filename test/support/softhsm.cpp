// SPDX-License-Identifier: BSD-3-Clause

#include "support/softhsm.hpp"

#include <cstdlib>
#include <filesystem>

#include "support/printing.hpp"
#include "support/run_program.hpp"

namespace ceremony::test {

std::string fault_module() {
    return CEREMONY_FAULT_MODULE;
}

std::string softhsm_module() {
    return CEREMONY_SOFTHSM_MODULE;
}

SoftHsm::SoftHsm() {
    std::filesystem::create_directory(tokens());
    const std::string configuration =
        folder_.file("softhsm2.conf", "directories.tokendir = " + tokens() +
                                          "\nobjectstore.backend = file\nlog.level = ERROR\n");
    // NOLINTNEXTLINE(concurrency-mt-unsafe): tests have one thread between batches
    REQUIRE(::setenv("SOFTHSM2_CONF", configuration.c_str(), 1) == 0);
}

void SoftHsm::add_token(const std::string& label) const {
    const std::string pin(test_pin);
    const Ran ran = run_program({"softhsm2-util", "--init-token", "--free", "--label", label,
                                 "--pin", pin, "--so-pin", "so-" + pin});
    INFO(ran.output);
    REQUIRE(ran.status == 0);
}

}  // namespace ceremony::test
