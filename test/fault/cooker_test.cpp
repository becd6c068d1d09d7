// SPDX-License-Identifier: BSD-3-Clause
//
// The program as it is shipped, with every call of the token and every call on a file failed,
// killed, or followed by a loss of power. Whatever happens, in the end all of the recipe was
// done or nothing of it, and `resume` gets there from wherever a run was stopped.
//
// The environment variable CEREMONY_FAULT_STRIDE says how many calls are passed over between
// two that get a fault.

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "cooked/verify.hpp"
#include "cooker/key_forms.hpp"
#include "encoding/hex.hpp"
#include "fault/stride.hpp"
#include "fault/yes_sayer.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"
#include "support/run_program.hpp"

namespace ceremony::test {
namespace {

constexpr int killed = 128 + 9;

// A recipe that does everything once, and what there was before it.
class Scene {
public:
    Scene() {
        const Bytes data = must(cooker::transport_key_data(receiver_.public_key()));
        guard_ = usual_guard + "  wrapping-keys: [" +
                 encoding::encode_hex(must(crypto::sha256(data))) + "]\n";
        bunker_.make_key(new_key(KeyKind::p256, "old"));
        before_ = bunker_.inventory();
        const auto ksk = key("ksk");
        const auto zsk = key("zsk", recipe::KeyRole::zsk);
        const recipe::ImportPublicKey import{transport("receiver").name, data, std::nullopt, true,
                                             std::nullopt};
        const recipe::ExportKeypair exportation{zsk, transport("receiver"), std::nullopt};
        bunker_.put(recipe_of({destroy(key("old")),
                               generate(ksk),
                               generate(zsk, true),
                               produce({ksk, zsk}, {ksk}),
                               {"", import},
                               {"", exportation}}));
        approved_ = slurp(bunker_.folder / "recipe.json");
        std::filesystem::copy(bunker_.tokens(), saved_ / "tokens",
                              std::filesystem::copy_options::recursive);
        std::filesystem::copy(bunker_.folder.path(), saved_ / "folder",
                              std::filesystem::copy_options::recursive);
    }

    void restore() {
        std::filesystem::remove_all(bunker_.tokens());
        std::filesystem::copy(saved_ / "tokens", bunker_.tokens(),
                              std::filesystem::copy_options::recursive);
        for (const std::string& name : bunker_.folder.names()) {
            std::filesystem::remove_all(bunker_.folder / name);
        }
        std::filesystem::copy(saved_ / "folder", bunker_.folder.path(),
                              std::filesystem::copy_options::recursive);
        std::filesystem::remove(saved_ / "log");
        bunker_.screen.clear();
    }

    // Runs the program with this plan for the token; empty for none.
    int run_with_token_plan(const std::string& plan) {
        bunker_.use_faults(plan + "\n", guard_);
        return run("");
    }
    // The same for files.
    int run_with_file_plan(const std::string& plan) {
        bunker_.configure(guard_);
        return run("folder " + bunker_.folder.path() + "\nlog " + (saved_ / "log") + "\n" + plan +
                   "\n");
    }

    // Whatever came of the run: with `resume`, if it needs it, all is done or nothing.
    void settle(int status) {
        std::string ending;
        if (is_interrupted()) {
            CHECK(status != 0);
            CHECK(status != 1);
            bunker_.use_no_faults();
            bunker_.configure(guard_);
            YesSayer person;
            bunker_.program.open_terminal = [&person] {
                return Terminal::open(person.path());
            };
            const auto outcome = bunker_.resume();
            ending = outcome.ok() ? "done" : outcome.error().message();
            CAPTURE(bunker_.screen);
            CHECK((outcome.ok() || outcome.error().code() == Errc::left_over));
        }
        CAPTURE(ending);
        check_settled(status);
    }

    [[nodiscard]] std::size_t calls_of_token() const {
        return lines_of(bunker_.folder / "p11.log");
    }
    [[nodiscard]] std::size_t calls_of_files() const { return lines_of(saved_ / "log"); }
    // The numbers of the calls from here on, "fsync recipe.json.journal", after the last time
    // that `name` was written.
    [[nodiscard]] std::vector<std::string> calls_after_writing(const std::string& name,
                                                               std::size_t& last) const {
        std::vector<std::string> calls;
        std::istringstream log(slurp(saved_ / "log"));
        std::size_t number = 0;
        for (std::string call, file; log >> number >> call >> file;) {
            if (call == "write" && file == name) {
                last = number;
                calls.clear();
            } else {
                calls.push_back(call + " " + file);
            }
        }
        return calls;
    }
    // Is all there that a run has made by its commit point?
    [[nodiscard]] bool is_at_commit_point() {
        return bunker_.objects().size() == 7 &&
               std::filesystem::exists(bunker_.folder / "recipe.json.part");
    }
    [[nodiscard]] bool is_done() const {
        return slurp(bunker_.folder / "recipe.json") != approved_;
    }
    [[nodiscard]] const std::string& output() const { return output_; }

private:
    int run(const std::string& file_plan) {
        std::vector<std::string> command = {CEREMONY_COOKER,
                                            "cook",
                                            "-c",
                                            bunker_.folder / "cooker.yaml",
                                            "-r",
                                            bunker_.folder / "recipe.json",
                                            "-y"};
        if (!file_plan.empty()) {
            std::filesystem::remove(saved_ / "plan");
            const std::string control = saved_.file("plan", file_plan);
            command.insert(command.begin(), {"env", "LD_PRELOAD=" CEREMONY_FILE_FAULTS_LIBRARY,
                                             "CEREMONY_FILE_FAULTS=" + control});
        }
        const Ran ran = run_program(command);
        output_ = ran.output;
        return ran.status;
    }

    [[nodiscard]] bool is_interrupted() const {
        const auto names = bunker_.folder.names();
        return std::find(names.begin(), names.end(), "recipe.json.journal") != names.end();
    }

    void check_settled(int status) {
        CHECK_FALSE(is_interrupted());
        for (const std::string& name : bunker_.folder.names()) {
            CAPTURE(name);
            CHECK_FALSE(name.ends_with(".part"));
            CHECK_FALSE(name.ends_with(".final"));
        }
        const std::string now = slurp(bunker_.folder / "recipe.json");
        if (now == approved_) {
            CHECK(status != 0);
            CHECK(bunker_.inventory() == before_);
            return;
        }
        const recipe::Recipe cooked = bunker_.result();
        cooked::VerifiedSignatures verified;
        CHECK(cooked::verify(cooked, {}, verified).empty());
        CHECK(slurp(bunker_.folder / "recipe.json.approved") == approved_);
        const bool is_deleted =
            std::get<recipe::DeleteKey>(cooked.actions[0].params).cooked->success;
        std::size_t of_old = 0;
        std::size_t of_new = 0;
        for (const pkcs11::Object& object : bunker_.objects()) {
            ++(object.label == "old" ? of_old : of_new);
        }
        CHECK(of_new == 5);  // two pairs and the transport key
        CHECK((is_deleted ? of_old == 0 : status != 0));
    }

    static std::size_t lines_of(const std::string& path) {
        const std::string text = slurp(path);
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

    Bunker bunker_;
    TransportKey receiver_{2048};
    TempFolder saved_;
    std::string guard_;
    std::string approved_;
    std::string output_;
    std::vector<crypto::Sha256> before_;
};

TEST_CASE("cooker: whatever call of the token fails, the recipe is done or undone",
          "[fault][cooker]") {
    Scene scene;
    REQUIRE(scene.run_with_token_plan("") == 0);
    const std::size_t calls = scene.calls_of_token();
    REQUIRE(calls > 100);
    scene.settle(0);
    struct Kind {
        std::string word;
        std::string value;
        std::size_t stride;
    };
    const auto kind = GENERATE(values<Kind>({
        {"fail", " 30", 7},        // CKR_DEVICE_ERROR
        {"fail-after", " 30", 7},  // done, but not known to be
        {"gone", "", 11},
        {"kill", "", 7},
        {"kill-after", "", 7},
        {"falsify", "", 13},
    }));
    CAPTURE(kind.word);
    for (std::size_t n = 1; n <= calls; n += stride(kind.stride)) {
        CAPTURE(n);
        scene.restore();
        const int status =
            scene.run_with_token_plan(kind.word + " " + std::to_string(n) + kind.value);
        CAPTURE(status, scene.output());
        if (kind.word.starts_with("kill")) {
            CHECK(status == killed);
        }
        scene.settle(status);
    }
}

TEST_CASE("cooker: whatever call on a file fails, the recipe is done or undone",
          "[fault][cooker]") {
    Scene scene;
    REQUIRE(scene.run_with_file_plan("") == 0);
    const std::size_t calls = scene.calls_of_files();
    REQUIRE(calls > 50);
    scene.settle(0);
    struct Kind {
        std::string word;
        std::string value;
    };
    const auto kind = GENERATE(values<Kind>({
        {"fail", " 28"},  // ENOSPC
        {"fail", " 5"},   // EIO
        {"gone", ""},
        {"kill", ""},
        {"lose", ""},
    }));
    CAPTURE(kind.word, kind.value);
    for (std::size_t n = 1; n <= calls; n += stride(3)) {
        CAPTURE(n);
        scene.restore();
        const int status =
            scene.run_with_file_plan(kind.word + " " + std::to_string(n) + kind.value);
        CAPTURE(status, scene.output());
        if (kind.word == "kill" || kind.word == "lose") {
            CHECK(status == killed);
        }
        scene.settle(status);
    }
}

TEST_CASE("cooker: when READY cannot be synced nothing is undone and resume finds out",
          "[fault][cooker]") {
    Scene scene;
    REQUIRE(scene.run_with_file_plan("") == 0);
    // Behind the result come a line of the transcript, READY, and what follows the commit point.
    std::size_t part = 0;
    const std::vector<std::string> calls = scene.calls_after_writing("recipe.json.part", part);
    const auto ready = std::find(calls.begin(), calls.end(), "write recipe.json.journal");
    REQUIRE(ready != calls.end());
    REQUIRE(*(ready + 1) == "fsync recipe.json.journal");
    const std::size_t write = part + 1 + static_cast<std::size_t>(ready - calls.begin());
    const auto fail = [](std::size_t call) {
        return "fail " + std::to_string(call) + " 5\n";
    };
    std::string plan;
    bool is_done = false;
    SECTION("it is cut off again") {
        plan = fail(write + 1);
    }
    SECTION("it stays") {
        plan = fail(write + 1) + fail(write + 2);
        is_done = true;
    }
    scene.restore();
    const int status = scene.run_with_file_plan(plan);
    CAPTURE(scene.output());
    CHECK(status == exit_status(Errc::undo_failed));
    CHECK(scene.output().find("cooker resume ") != std::string::npos);
    CHECK(scene.is_at_commit_point());
    scene.settle(status);
    CHECK(scene.is_done() == is_done);
}

TEST_CASE("cooker: when READY cannot be written the run is undone at once", "[fault][cooker]") {
    Scene scene;
    REQUIRE(scene.run_with_file_plan("") == 0);
    std::size_t part = 0;
    const std::vector<std::string> calls = scene.calls_after_writing("recipe.json.part", part);
    const auto ready = std::find(calls.begin(), calls.end(), "write recipe.json.journal");
    REQUIRE(ready != calls.end());
    const std::size_t write = part + 1 + static_cast<std::size_t>(ready - calls.begin());
    scene.restore();
    // ENOSPC: it is cut off again, and that is synced, so it is certainly not there.
    const int status = scene.run_with_file_plan("fail " + std::to_string(write) + " 28");
    CAPTURE(scene.output());
    CHECK(status == exit_status(Errc::unwritable));
    CHECK_FALSE(scene.is_at_commit_point());
    scene.settle(status);
    CHECK_FALSE(scene.is_done());
}

}  // namespace
}  // namespace ceremony::test
