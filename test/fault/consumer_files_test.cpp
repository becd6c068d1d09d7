// SPDX-License-Identifier: BSD-3-Clause
//
// consumer as it is shipped, with every call on a file of its store and of its targets failed,
// killed, or followed by a loss of power. Whatever happens, each target has the old set or the new
// one, whole; the state can be read; and the next run finishes the job.
//
// The environment variable CEREMONY_FAULT_STRIDE says how many calls are passed over between
// two that get a fault.

#include <algorithm>
#include <filesystem>

#include "consumer/store.hpp"
#include "fault/host.hpp"
#include "fault/stride.hpp"

namespace ceremony::test {
namespace {

struct FileFault {
    std::string word;
    std::string reason;  // an errno, if the word wants one
    std::string said;    // of the failure
    std::size_t stride;
};

const std::vector<FileFault> file_faults = {
    {"fail", " 28", "No space left on device", 1},
    {"fail", " 5", "Input/output error", 3},
    {"full", " 28", "No space left on device", 1},
    {"full", " 30", "Read-only file system", 3},
    {"gone", "", "Input/output error", 3},
    {"kill", "", "", 1},
    {"lose", "", "", 1},
};

bool says(const Ran& ran, const std::string& what) {
    return ran.output.find(what) != std::string::npos;
}

// A host, and one command of consumer that gets faults.
class Stage {
public:
    [[nodiscard]] Ran run() const { return host.run(second_time, command); }
    [[nodiscard]] Ran run_with(const std::string& plan) const {
        std::filesystem::remove(host.folder / "log");
        const std::string control = host.folder.file(
            "faults", host.filled_in("folder FOLDER/store\nfolder FOLDER/out\nlog FOLDER/log\n") +
                          plan + "\n");
        return host.run(second_time, command, {"CEREMONY_FILE_FAULTS=" + control});
    }
    [[nodiscard]] std::size_t calls() const {
        const std::string log = text_of(host.folder / "log");
        return static_cast<std::size_t>(std::count(log.begin(), log.end(), '\n'));
    }
    // A file under a temporary name that nobody removed; "" when there is none.
    [[nodiscard]] std::string left_over() const {
        for (const char* name : {"store", "out"}) {
            if (!std::filesystem::exists(host.folder / name)) {
                continue;
            }
            for (const auto& entry : std::filesystem::directory_iterator(host.folder / name)) {
                if (entry.path().extension() == ".tmp") {
                    return entry.path();
                }
            }
        }
        return "";
    }

    // Runs it with every fault of `kind`, and lets `judge` look at what came of it.
    template <typename Judge>
    void go_through(const FileFault& kind, std::size_t calls, const Judge& judge) {
        const bool is_death = kind.said.empty();
        for (std::size_t n = 1; n <= calls; n += stride(kind.stride)) {
            CAPTURE(n);
            host.restore();
            const Ran ran = run_with(kind.word + " " + std::to_string(n) + kind.reason);
            CAPTURE(ran.status, ran.output);
            if (is_death) {
                CHECK(ran.status == 128 + 9);
            } else {
                CHECK((ran.status == 0 || says(ran, kind.said)));
                // What cannot be removed stays.
                CHECK((kind.word == "gone" || left_over().empty()));
            }
            judge(ran);
        }
    }

    Host host;
    std::vector<std::string> command;
};

TEST_CASE("consumer: whatever call on a file fails, publish leaves whole sets and ends next time",
          "[fault][consumer]") {
    Stage stage;
    Host& host = stage.host;
    stage.command = {"publish"};
    host.must_run(first_time, Host::import_of(host.hold("cooked")));
    host.must_run(first_time, {"publish"});
    const auto old_sets = host.published();
    host.save();
    const Ran usual = stage.run_with("");
    CAPTURE(usual.output);
    REQUIRE(usual.status == 0);
    const auto new_sets = host.published();
    REQUIRE(host.at_signer() == new_sets);
    for (std::size_t i = 0; i < new_sets.size(); ++i) {
        REQUIRE(old_sets[i] != new_sets[i]);
        REQUIRE_FALSE(old_sets[i].empty());
    }
    const std::size_t calls = stage.calls();
    REQUIRE(calls >= 20);  // two targets, and the state twice

    const FileFault kind = GENERATE(from_range(file_faults));
    CAPTURE(kind.word, kind.reason);
    stage.go_through(kind, calls, [&](const Ran& ran) {
        const auto there = host.published();
        for (std::size_t i = 0; i < there.size(); ++i) {
            CAPTURE(i);
            CHECK((there[i] == old_sets[i] || there[i] == new_sets[i]));
        }
        must(consumer::Store::look_at(host.folder / "store"));
        const bool is_told = host.at_signer() == new_sets;
        CHECK((is_told || ran.status != 0));
        const Ran again = stage.run();
        CAPTURE(again.output);
        CHECK(again.status == 0);
        CHECK(host.published() == new_sets);
        CHECK(host.at_signer() == new_sets);
        CHECK((is_told || says(again, "example.")));
    });
    CHECK(host.must_run(second_time, {"publish"}).empty());
}

TEST_CASE("consumer: whatever call on a file fails, import is done or not, and ends next time",
          "[fault][consumer]") {
    Stage stage;
    Host& host = stage.host;
    stage.command = Host::import_of(host.hold("cooked"));
    host.save();
    const std::size_t objects_before = host.objects_of_token();
    const Ran usual = stage.run_with("");
    CAPTURE(usual.output);
    REQUIRE(usual.status == 0);
    const std::string state = host.state();
    const std::size_t objects = host.objects_of_token();
    const std::size_t calls = stage.calls();
    REQUIRE(calls >= 10);  // the cooked recipe and the state

    const FileFault kind = GENERATE(from_range(file_faults));
    CAPTURE(kind.word, kind.reason);
    bool keys_stayed = false;
    stage.go_through(kind, calls, [&](const Ran& ran) {
        const bool is_done = host.state() == state;
        CHECK((is_done || host.state().empty()));
        CHECK((is_done || ran.status != 0));
        must(consumer::Store::look_at(host.folder / "store"));
        // Keys without a state that lists their file are told of.
        const bool has_keys = host.objects_of_token() != objects_before;
        const bool is_told = says(ran,
                                  "hint: its private keys stay on the token; when the store "
                                  "can be written, import it again");
        CHECK((is_done || kind.said.empty() || is_told == has_keys));
        keys_stayed = keys_stayed || is_told;
        const Ran again = stage.run();
        CAPTURE(again.output);
        CHECK(again.status == 0);
        CHECK(says(again, is_done ? "Imported already: nothing changes"
                                  : "Imported: ceremony 1 of the chain registry"));
        CHECK(host.state() == state);
        CHECK(host.objects_of_token() == objects);
    });
    CHECK((keys_stayed || stride(kind.stride) > 1 || kind.said.empty()));
    host.must_run(second_time, {"publish"});
}

}  // namespace
}  // namespace ceremony::test
