// SPDX-License-Identifier: BSD-3-Clause
//
// consumer as it is shipped, where the circumstances are bad: a hook that fails, hangs or is
// killed, a clock that is wrong, runs that did not take place, targets that are none, two runs at
// once. Each time what is published stays right, and the message says what happened.

#include <filesystem>
#include <fstream>

#include "fault/host.hpp"

namespace ceremony::test {
namespace {

const std::string first = "2027-01-01 12:00:00";

// A host that has imported a ceremony, and published its first set.
class Shop : public Host {
public:
    Shop() { must_run(first, import_of(hold("cooked"))); }

    [[nodiscard]] Ran publish(const std::string& time,
                              const std::vector<std::string>& variables = {}) const {
        return run(time, {"publish"}, variables);
    }
};

using Texts = std::vector<std::string>;
const Texts nothing = {"", ""};

void expect(const Ran& ran, int status, const std::string& said) {
    CHECK(ran.status == status);
    CHECK_THAT(ran.output, Catch::Contains(said));
}

}  // namespace

// --- hooks

TEST_CASE("consumer: a hook that goes wrong is told, and run again until it succeeds",
          "[fault][consumer]") {
    Shop shop;
    struct Row {
        std::string what;
        std::string hook;
        std::string said;
    };
    const auto row = GENERATE(values<Row>({
        {"fails", "exit 3", "hook \"sh\": ended with status 3"},
        {"is killed", "kill -9 $$", "hook \"sh\": was killed by signal 9"},
        {"hangs", "sleep 600", "hook \"sh\": took more than 60000 ms and was killed"},
    }));
    CAPTURE(row.what);
    static_cast<void>(shop.folder.file("hook", row.hook + "\n"));
    const auto planned = shop.planned(first);
    expect(shop.publish(first, {"CEREMONY_CLOCK_HASTE=30"}), 2, "example.: " + row.said);
    CHECK(shop.published() == planned);
    // Nothing is due, but the signer has not heard of it.
    expect(shop.publish(first, {"CEREMONY_CLOCK_HASTE=30"}), 2, "example.: " + row.said);
    CHECK(shop.published() == planned);
    static_cast<void>(shop.folder.file("hook", shop.usual_hook()));
    expect(shop.publish(first), 0, "example.");
    CHECK(shop.at_signer() == planned);
    const Ran last = shop.publish(first);
    CHECK(last.status == 0);
    CHECK(last.output.empty());
}

TEST_CASE("consumer: killed while its hook runs, it runs the hook again", "[fault][consumer]") {
    Shop shop;
    static_cast<void>(shop.folder.file("hook", "kill -9 $PPID\n"));
    CHECK(shop.publish(first).status == 128 + 9);
    CHECK(shop.published() == shop.planned(first));
    static_cast<void>(shop.folder.file("hook", shop.usual_hook()));
    CHECK(shop.publish(first).status == 0);
    CHECK(shop.at_signer() == shop.published());
}

TEST_CASE("consumer: a hook that leaves something running keeps no lock", "[fault][consumer]") {
    Shop shop;
    static_cast<void>(shop.folder.file(
        "hook", shop.usual_hook() + shop.filled_in("sleep 30 &\necho $! > FOLDER/pid\n")));
    const Ran ran = shop.publish(first);
    CAPTURE(ran.output);
    CHECK(ran.status == 0);
    CHECK(shop.publish(first).status == 0);
    must_succeed({"sh", "-c", "kill $(cat " + (shop.folder / "pid") + ")"});
}

// --- the clock

TEST_CASE("consumer: outside of all slots nothing is given out", "[fault][consumer]") {
    Shop shop;
    expect(shop.publish("2026-12-25"), 1,
           "example.: no set is for this time: there are sets from 2027-01-01 00:00:00 until ");
    CHECK(shop.published() == nothing);
    shop.must_run("2027-02-28", {"publish"});
    const Texts last = shop.published();
    const Ran late = shop.publish("2027-06-01");
    expect(late, 1, "example.: no set is for this time");
    CHECK_THAT(late.output,
               Catch::Contains("what is published since 2027-02-28 00:00:00 stays, it is signed "
                               "until "));
    CHECK(shop.published() == last);
    CHECK(shop.at_signer() == last);
}

TEST_CASE("consumer: a clock that goes back takes nothing away", "[fault][consumer]") {
    Shop shop;
    const std::string later = "2027-01-28";
    shop.must_run(first, {"publish"});
    shop.must_run(later, {"publish"});
    const Texts there = shop.published();
    REQUIRE(there == shop.planned(later));
    expect(shop.publish(first), 1, "the clock has gone back: it says 2027-01-01 12:00:0");
    CHECK(shop.published() == there);
    // A clock that stays where it is was set: what is there is for a later time.
    expect(shop.publish(first), 1,
           "example.: the set that is published is for a later time, from ");
    CHECK(shop.published() == there);
    const Ran again = shop.publish(later);
    CAPTURE(again.output);
    CHECK(again.status == 0);
    CHECK(shop.published() == there);
    CHECK(shop.at_signer() == there);
}

TEST_CASE("consumer: a clock that has to be synchronised and is not writes nothing",
          "[fault][consumer]") {
    Shop shop;
    shop.configure("clock: required\n" + shop.targets());
    const auto [state, said] = GENERATE(table<std::string, std::string>({
        {"unsynchronised", "the system clock is not synchronised, and clock: required wants it"},
        {"denied", "the system does not tell whether its clock is synchronised, and clock:"},
    }));
    CAPTURE(state);
    const std::string variable = "CEREMONY_CLOCK_STATE=" + state;
    expect(shop.publish(first, {variable}), 1, said);
    CHECK(shop.published() == nothing);
    shop.must_run(first, {"publish"});
    const Texts there = shop.published();
    // Far ahead by a clock that nobody vouches for.
    expect(shop.publish("2027-01-28", {variable}), 1, said);
    CHECK(shop.published() == there);
    // With `clock: warn` it is said and no more.
    shop.configure(shop.targets());
    expect(shop.publish("2027-01-28", {variable}), 0, "warning: the system");
    CHECK(shop.published() == shop.planned("2027-01-28"));
}

TEST_CASE("consumer: a clock that has to be synchronised and is not takes nothing back",
          "[fault][consumer]") {
    Shop shop;
    shop.configure("clock: required\n" + shop.targets());
    const std::string ahead = "2027-01-28";
    shop.must_run(ahead, {"publish"});
    const Texts there = shop.published();
    REQUIRE(there == shop.planned(ahead));
    expect(shop.publish(first), 1, "the clock has gone back");
    const std::vector<std::string> go_back = {"publish", "--zone", "example.", "--go-back"};
    for (const auto& [state, said] :
         {std::pair("unsynchronised",
                    "consumer: the system clock is not synchronised, and clock: "
                    "required wants it to be\n"),
          std::pair("denied",
                    "consumer: the system does not tell whether its clock is "
                    "synchronised, and clock: required wants it to be\n")}) {
        CAPTURE(state);
        expect(shop.run(first, go_back, {"CEREMONY_CLOCK_STATE=" + std::string(state)}), 1, said);
        CHECK(shop.published() == there);
        CHECK(shop.at_signer() == there);
    }
    shop.must_run(first, go_back);
    CHECK(shop.published() == shop.planned(first));
    CHECK(shop.at_signer() == shop.published());
}

// --- targets

TEST_CASE("consumer: where the target is no file nothing is written", "[fault][consumer]") {
    namespace fs = std::filesystem;
    Shop shop;
    const std::string target = shop.folder / "out/example.zone";
    const std::string elsewhere = shop.folder.file("elsewhere", "kept\n");
    const Texts planned = shop.planned(first);
    std::string said;
    SECTION("a symbolic link") {
        fs::create_symlink(elsewhere, target);
        said = "allow it: symlink: follow";
    }
    SECTION("a symbolic link that leads nowhere") {
        fs::create_symlink(shop.folder / "nowhere", target);
        said = "is a symbolic link";
    }
    SECTION("a folder") {
        fs::create_directory(target);
        said = "not a regular file";
    }
    SECTION("a pipe") {
        must_succeed({"mkfifo", target});
        said = "not a regular file";
    }
    SECTION("in no folder") {
        fs::rename(shop.folder / "out", shop.folder / "away");
        said = "cannot be opened: No such file or directory";
    }
    // The hook would read the pipe.
    const Ran ran = shop.publish(first, {"CEREMONY_CLOCK_HASTE=30"});
    CAPTURE(ran.output);
    CHECK(ran.status != 0);
    CHECK_THAT(ran.output, Catch::Contains(said));
    CHECK(slurp(elsewhere) == "kept\n");
    CHECK_FALSE(fs::exists(shop.folder / "nowhere"));
    // The other target has the set all the same, where that is possible.
    if (fs::exists(shop.folder / "out")) {
        CHECK(text_of(shop.folder / "out/example.xml") == planned.at(1));
        fs::remove_all(target);
    } else {
        fs::rename(shop.folder / "away", shop.folder / "out");
    }
    shop.must_run(first, {"publish"});
    CHECK(shop.published() == planned);
    CHECK(shop.at_signer() == planned);
}

TEST_CASE("consumer: a symbolic link is followed where that is configured", "[fault][consumer]") {
    Shop shop;
    const std::string planned = shop.planned(first).front();
    shop.configure(
        "publish: [ { zone: example., format: zone, file: FOLDER/out/example.zone, symlink: "
        "follow } ]\n");
    const std::string elsewhere = shop.folder.file("elsewhere", "old\n");
    std::filesystem::create_symlink(elsewhere, shop.folder / "out/example.zone");
    shop.must_run(first, {"publish"});
    CHECK(slurp(elsewhere) == planned);
    CHECK(std::filesystem::is_symlink(shop.folder / "out/example.zone"));
}

// --- two at once

TEST_CASE("consumer: of two at once the second does nothing", "[fault][consumer]") {
    Shop shop;
    // The first one is at work while its hook runs.
    static_cast<void>(shop.folder.file(
        "hook", shop.filled_in("{ " CEREMONY_CONSUMER " publish -c FOLDER/consumer.yaml\n"
                               "echo \"publish: $?\"\n" CEREMONY_CONSUMER
                               " import -c FOLDER/consumer.yaml FOLDER/cooked.json\n"
                               "echo \"import: $?\"\n" CEREMONY_CONSUMER
                               " status -c FOLDER/consumer.yaml > FOLDER/status\n"
                               "echo \"status: $?\"\n} > FOLDER/second 2>&1\n") +
                    shop.usual_hook()));
    shop.must_run(first, {"publish"});
    const std::string said = slurp(shop.folder / "second");
    CAPTURE(said);
    for (const char* line :
         {"is in use by another process", "publish: 75\n", "import: 75\n", "status: 0\n"}) {
        CHECK_THAT(said, Catch::Contains(line));
    }
    CHECK(shop.published() == shop.planned(first));
    CHECK(shop.at_signer() == shop.published());
    const Ran last = shop.publish(first);
    CHECK(last.status == 0);
    CHECK(last.output.empty());
}

// --- runs that were missed

// The first set is for the time until 2027-01-27, the new ZSK is in the second one, and signs from
// the third one on, 2027-01-31.

TEST_CASE("consumer: a change of keys that was missed comes first", "[fault][consumer]") {
    Shop shop;
    shop.must_run("2027-01-20", {"publish"});
    const Texts missed = shop.planned("2027-01-28");
    const Texts due = shop.planned("2027-02-03");
    expect(shop.publish("2027-02-03"), 1,
           "was missed and comes first; the one from 2027-01-31 00:00:00 has to follow it by ");
    CHECK(shop.published() == missed);
    CHECK(shop.at_signer() == missed);
    // As long as the plan has it wait, less what runs may be late.
    expect(shop.publish("2027-02-03 06:00:00"), 1,
           "the keys of the set from 2027-01-31 00:00:00 have to wait until ");
    CHECK(shop.published() == missed);
    shop.must_run("2027-02-08", {"publish"});
    CHECK(shop.published() == due);
    CHECK(shop.at_signer() == due);
}

TEST_CASE("consumer: where no cache has anything any more the current set is entered",
          "[fault][consumer]") {
    Shop shop;
    shop.must_run("2027-01-20", {"publish"});
    // The signatures of the first set ended on 2027-02-10.
    shop.must_run("2027-02-20", {"publish"});
    CHECK(shop.published() == shop.planned("2027-02-20"));
    CHECK(shop.at_signer() == shop.published());
}

}  // namespace ceremony::test
