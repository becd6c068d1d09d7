// SPDX-License-Identifier: BSD-3-Clause
//
// bench_sign -- `cooker cook`, the whole process from its start to its end,
// beside a loop that does nothing but C_SignInit and C_Sign, with the same key of the same
// token of SoftHSM. 5000 signatures unless told otherwise by CEREMONY_BENCH_SIGNATURES.
//
// They take turns, A B A B, so that what else the machine does meets both alike. Shown are
// the median speeds, by the clock on the wall, and the median of the ratios of five pairs.
// The program also reads and checks the recipe, verifies every signature, and writes and
// verifies the result; the loop verifies nothing. Catch2 brings what the tests have for
// tokens; nothing is checked here but that it works.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "hsm/back_door.hpp"
#include "interop/shipped.hpp"

namespace ceremony::test {
namespace {

constexpr int pairs = 5;

struct Row {
    const char* name;
    dns::Algorithm algorithm;
    KeyKind kind;
    CK_MECHANISM_TYPE mechanism;
    std::size_t input;  // octets that are signed: a DigestInfo, or a hash
};

int signatures() {
    const char* const wanted = std::getenv("CEREMONY_BENCH_SIGNATURES");
    return wanted == nullptr ? 5000 : std::atoi(wanted);
}

template <typename Work>
double seconds(Work work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// Sets of a KSK and a ZSK that are there, one a second.
recipe::Recipe many_sets(dns::Algorithm algorithm, int count) {
    const auto ksk = key("ksk", recipe::KeyRole::ksk, algorithm);
    const auto zsk = key("zsk", recipe::KeyRole::zsk, algorithm);
    std::vector<recipe::Action> actions;
    const std::int64_t first = at("2027-01-01").seconds();
    for (int i = 0; i < count; ++i) {
        auto set = keyset({ksk, zsk}, {ksk});
        set.inception = must(UtcTime::from_seconds(first + i));
        actions.push_back({"", set});
    }
    return recipe_of(std::move(actions));
}

double cook(const Bunker& bunker, const std::string& output) {
    return seconds([&] {
        const Ran ran = run_cooker(bunker, "cook", {"-y", "-o", bunker.folder / output});
        CAPTURE(ran.output);
        REQUIRE(ran.status == 0);
    });
}

// The loop; the time to open the token and to find the key does not count.
double sign(Bunker& bunker, const Row& row, int count) {
    return bunker.on_token([&](pkcs11::Token& token) {
        const auto module =
            must(pkcs11::Module::initialise(*must(pkcs11::load_module(softhsm_module()))));
        auto session = must(pkcs11::Session::open(module->functions(), token.info().slot));
        CK_OBJECT_HANDLE ksk = 0;
        for (const pkcs11::Entry& entry : must(pkcs11::enumerate(session))) {
            if (entry.object.object_class == pkcs11::ObjectClass::private_key &&
                entry.object.label == "ksk") {
                ksk = entry.handle;
            }
        }
        CK_FUNCTION_LIST& functions = session.functions();
        CK_MECHANISM mechanism = {row.mechanism, nullptr, 0};
        Bytes input(row.input, 0x5a);
        std::array<CK_BYTE, 512> signature{};
        bool is_signed = true;
        const double time = seconds([&] {
            for (int i = 0; i < count; ++i) {
                CK_ULONG size = signature.size();
                is_signed = is_signed &&
                            functions.C_SignInit(session.handle(), &mechanism, ksk) == CKR_OK &&
                            functions.C_Sign(session.handle(), input.data(), input.size(),
                                             signature.data(), &size) == CKR_OK;
            }
        });
        REQUIRE(is_signed);
        return time;
    });
}

TEST_CASE("bench: signatures of a run beside those of a loop", "[bench]") {
    const int count = signatures();
    std::printf("%d signatures, %d pairs, median   program     loop   program / loop\n", count,
                pairs);
    for (const Row& row :
         {Row{"RSA-2048", dns::Algorithm::rsasha256, KeyKind::rsa, CKM_RSA_PKCS, 51},
          Row{"P-256", dns::Algorithm::ecdsap256sha256, KeyKind::p256, CKM_ECDSA, 32}}) {
        Bunker bunker;
        bunker.make_key(new_key(row.kind, "ksk"));
        bunker.make_key(new_key(row.kind, "zsk"));
        bunker.put(many_sets(row.algorithm, count));
        for (const int sessions : {1, 2}) {
            bunker.configure(usual_guard, "    sessions: " + std::to_string(sessions) + "\n");
            std::vector<double> cooked;
            std::vector<double> looped;
            std::vector<double> ratios;
            for (int i = 0; i < pairs; ++i) {
                const std::string output =
                    std::to_string(sessions) + "-" + std::to_string(i) + ".json";
                cooked.push_back(count / cook(bunker, output));
                looped.push_back(count / sign(bunker, row, count));
                ratios.push_back(cooked.back() / looped.back());
            }
            std::printf("%-9s sessions: %d              %8.0f/s %8.0f/s   %.2f\n", row.name,
                        sessions, median(cooked), median(looped), median(ratios));
            static_cast<void>(std::fflush(stdout));
        }
    }
}

}  // namespace
}  // namespace ceremony::test
