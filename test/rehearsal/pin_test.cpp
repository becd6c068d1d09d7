// SPDX-License-Identifier: BSD-3-Clause
//
// Where the PIN is after the program ran: in the file that it was read from, and nowhere else.

#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"
#include "interop/shipped.hpp"
#include "support/judge.hpp"

namespace ceremony::test::pin_test {
namespace {

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);

// A recipe with every action, and a guard that lets it pass.
class Scene {
public:
    Scene() {
        const Bytes data = must(cooker::transport_key_data(receiver_.public_key()));
        guard_ = usual_guard + "  wrapping-keys: [" +
                 encoding::encode_hex(must(crypto::sha256(data))) + "]\n";
        bunker.make_key(new_key(KeyKind::p256, "old"));
        bunker.put(recipe_of(
            {have(key("old")),
             destroy(key("old")),
             generate(ksk),
             generate(zsk, true),
             produce({ksk, zsk}, {ksk}),
             {"", recipe::ImportPublicKey{transport("receiver").name, data, {}, true, {}}},
             {"", recipe::ExportKeypair{zsk, transport("receiver"), {}}}}));
        bunker.configure(guard_);
    }

    // From now on the token goes wrong as `plan` says.
    void use_faults(const std::string& plan) { bunker.use_faults(plan, guard_); }

    // Every file below the folders of the bunker and of its tokens that holds the PIN.
    [[nodiscard]] std::vector<std::string> files_with_pin() const {
        std::vector<std::string> found;
        for (const std::string& root : {bunker.folder.path(), bunker.tokens()}) {
            for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
                if (entry.is_regular_file() &&
                    slurp(entry.path().string()).find(test_pin) != std::string::npos) {
                    found.push_back(entry.path().filename().string());
                }
            }
        }
        return found;
    }

    Bunker bunker;

private:
    TransportKey receiver_{2048};
    std::string guard_;
};

const std::vector<std::string> only_its_own = {"pin"};

bool holds_pin(const Ran& ran) {
    return ran.output.find(test_pin) != std::string::npos;
}

// The line for fault_p11.so that lets it look for `text` in the memory of the program.
std::string scan_for(std::string_view text) {
    Bytes masked;
    for (const char character : text) {
        masked.push_back(static_cast<Byte>(static_cast<Byte>(character) ^ 0x55U));
    }
    return "scan " + encoding::encode_hex(masked) + "\n";
}

// What it found when the program had closed the token: "clean" or "found".
std::string found_in_memory(const Bunker& bunker) {
    const std::string log = slurp(bunker.folder / "p11.log");
    const bool is_clean = log.find("\nclean\n") != std::string::npos;
    const bool is_found = log.find("\nfound\n") != std::string::npos;
    REQUIRE(is_clean != is_found);
    return is_clean ? "clean" : "found";
}

TEST_CASE("pin: it is in no file and in nothing that the program says", "[rehearsal][pin]") {
    Scene scene;
    REQUIRE(scene.files_with_pin() == only_its_own);
    for (const std::string command : {"check", "cook"}) {
        const Ran ran = run_cooker(scene.bunker, command, {"-y", "-v"});
        CAPTURE(ran.output);
        CHECK(ran.status == 0);
        CHECK_FALSE(holds_pin(ran));
    }
    const Ran inventory =
        run_program({CEREMONY_COOKER, "inventory", "-c", scene.bunker.folder / "cooker.yaml"});
    CHECK(inventory.status == 0);
    CHECK_FALSE(holds_pin(inventory));
    CHECK(scene.files_with_pin() == only_its_own);
}

TEST_CASE("pin: it is in no file after a run that failed or was killed", "[rehearsal][pin]") {
    struct Row {
        std::string function;
        std::string fault;
    };
    const auto row = GENERATE(values<Row>({
        {"C_Login", " a0"},  // CKR_PIN_INCORRECT
        {"C_Sign", " 30"},   // CKR_DEVICE_ERROR
        {"C_Sign", "kill"},
    }));
    CAPTURE(row.function, row.fault);
    const std::string call = [&row] {
        Scene without_fault;
        without_fault.use_faults("");
        REQUIRE(run_cooker(without_fault.bunker, "cook").status == 0);
        return std::to_string(without_fault.bunker.calls_of(row.function).back());
    }();
    Scene scene;
    scene.use_faults(row.fault == "kill" ? "kill " + call : "fail " + call + row.fault);
    const Ran ran = run_cooker(scene.bunker, "cook");
    CAPTURE(ran.output);
    CHECK(ran.status != 0);
    CHECK_FALSE(holds_pin(ran));
    CHECK(scene.files_with_pin() == only_its_own);
}

TEST_CASE("pin: it is not in the memory of the program when it is done", "[rehearsal][pin]") {
    Scene scene;
    scene.use_faults(scan_for(test_pin));
    const Ran ran = run_cooker(scene.bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    CHECK(found_in_memory(scene.bunker) == "clean");
}

TEST_CASE("pin: what is in the memory of the program is found there", "[rehearsal][pin]") {
    Scene scene;
    scene.use_faults(scan_for(scene.bunker.folder / "pin"));  // the configuration has it
    const Ran ran = run_cooker(scene.bunker, "cook");
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    CHECK(found_in_memory(scene.bunker) == "found");
}

}  // namespace
}  // namespace ceremony::test::pin_test
