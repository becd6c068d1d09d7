// SPDX-License-Identifier: BSD-3-Clause
//
// consumer as it is shipped, with every call of its token failed, killed or falsified: a key of a
// ceremony is on the token and works, or it is not there, and the next run brings it; and no set
// goes out for which the token was not looked at.
//
// The environment variable CEREMONY_FAULT_STRIDE says how many calls are passed over between
// two that get a fault.

#include <algorithm>
#include <filesystem>

#include "fault/host.hpp"
#include "fault/stride.hpp"

namespace ceremony::test {
namespace {

struct TokenFault {
    std::string word;
    std::string value;
    std::size_t stride;
};

const std::vector<TokenFault> token_faults = {
    {"fail", " 30", 11},        // CKR_DEVICE_ERROR
    {"fail-after", " 30", 13},  // done, but not known to be
    {"gone", "", 17},          {"kill", "", 5}, {"kill-after", "", 7}, {"falsify", "", 11},
};

Ran run_with(Host& host, const std::vector<std::string>& command, const std::string& plan) {
    std::filesystem::remove(host.folder / "log");
    const std::string control =
        host.folder.file("faults", "module " + softhsm_module() + "\nlog " + (host.folder / "log") +
                                       "\n" + plan + "\n");
    host.use_module(fault_module());
    const Ran ran = host.run(second_time, command, {"CEREMONY_FAULT_P11=" + control});
    host.use_module(softhsm_module());
    return ran;
}

std::size_t calls_of(const Host& host) {
    const std::string log = text_of(host.folder / "log");
    return static_cast<std::size_t>(std::count(log.begin(), log.end(), '\n'));
}

}  // namespace

TEST_CASE("consumer: whatever call of the token fails, import is done or not, and ends next time",
          "[fault][consumer]") {
    Host host;
    const auto import = Host::import_of(host.hold("cooked"));
    host.save();
    const Ran usual = run_with(host, import, "");
    CAPTURE(usual.output);
    REQUIRE(usual.status == 0);
    const std::size_t calls = calls_of(host);
    const std::size_t objects = host.objects_of_token();
    REQUIRE(calls > 30);

    const TokenFault kind = GENERATE(from_range(token_faults));
    CAPTURE(kind.word);
    for (std::size_t n = 1; n <= calls; n += stride(kind.stride)) {
        CAPTURE(n);
        host.restore();
        const Ran ran = run_with(host, import, kind.word + " " + std::to_string(n) + kind.value);
        CAPTURE(ran.status, ran.output);
        CHECK((ran.status != 0 || !host.state().empty()));
        const Ran again = host.run(second_time, import);
        CAPTURE(again.output);
        CHECK(again.status == 0);
        CHECK(host.objects_of_token() == objects);
    }
    host.must_run(second_time, {"publish"});
}

TEST_CASE("consumer: whatever call of the token fails, publish gives out nothing that is not whole",
          "[fault][consumer]") {
    Host host;
    host.must_run(first_time, Host::import_of(host.hold("cooked")));
    host.must_run(first_time, {"publish"});
    const auto old_sets = host.published();
    host.save();
    const Ran usual = run_with(host, {"publish"}, "");
    CAPTURE(usual.output);
    REQUIRE(usual.status == 0);
    const auto new_sets = host.published();
    REQUIRE(new_sets != old_sets);
    const std::size_t calls = calls_of(host);
    REQUIRE(calls > 10);

    // What a token tells of keys that it holds is believed.
    const TokenFault kind = GENERATE(filter(
        [](const TokenFault& fault) { return fault.word != "falsify"; }, from_range(token_faults)));
    CAPTURE(kind.word);
    for (std::size_t n = 1; n <= calls; n += stride(kind.stride)) {
        CAPTURE(n);
        host.restore();
        const Ran ran =
            run_with(host, {"publish"}, kind.word + " " + std::to_string(n) + kind.value);
        CAPTURE(ran.status, ran.output);
        const auto there = host.published();
        CHECK((there == old_sets || there == new_sets));
        CHECK((ran.status != 0 || there == new_sets));
        CHECK((ran.status == 0 || !ran.output.empty() || kind.word.starts_with("kill")));
        host.must_run(second_time, {"publish"});
        CHECK(host.published() == new_sets);
        CHECK(host.at_signer() == new_sets);
    }
}

}  // namespace ceremony::test
