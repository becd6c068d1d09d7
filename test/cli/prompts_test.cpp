// SPDX-License-Identifier: BSD-3-Clause
//
// prompts_test.cpp -- the finished program at a terminal, with a test as the person there.

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

#include "base/wordlist.hpp"
#include "crypto/digest.hpp"
#include "support/conversation.hpp"
#include "support/printing.hpp"
#include "support/softhsm.hpp"
#include "support/temp_folder.hpp"

using namespace ceremony;
using ceremony::test::Conversation;
using ceremony::test::must;
using ceremony::test::slurp;
using ceremony::test::SoftHsm;
using ceremony::test::TempFolder;

namespace {

// A folder with a recipe and a token, as at the beginning of a first ceremony.
class Bench {
public:
    // `guard`: lines of it, indented; "" for none.
    explicit Bench(const std::string& guard) {
        hsm_.add_token("Bunker");
        text_ = slurp(CEREMONY_RECIPES "/first.json");
        static_cast<void>(folder_.file("recipe.json", text_));
        configure("pin: ask", guard);
    }

    void configure(const std::string& pin, const std::string& guard) const {
        std::string text =
            "version: 1\nrepositories:\n  default:\n    module: " + test::softhsm_module() +
            "\n    label: Bunker\n    " + pin + "\n";
        if (!guard.empty()) {
            text += "guard:\n" + guard;
        }
        static_cast<void>(folder_.file("c.yaml", text));
    }

    // The program with these arguments, in the folder; what it says comes to its terminal.
    [[nodiscard]] test::Speech program(const std::vector<std::string>& arguments) const {
        const std::string folder = folder_.path();
        return [folder, arguments] {
            // What the terminal sends is for the program, not for those who wait for it.
            static_cast<void>(std::signal(SIGINT, SIG_IGN));
            static_cast<void>(std::signal(SIGHUP, SIG_IGN));
            const pid_t child = ::fork();
            if (child == 0) {
                const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
                for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
                    ::dup2(terminal, stream);
                }
                std::filesystem::current_path(folder);
                std::vector<std::string> words = {"cooker"};
                words.insert(words.end(), arguments.begin(), arguments.end());
                std::vector<char*> pointers;
                for (std::string& word : words) {
                    pointers.push_back(word.data());
                }
                pointers.push_back(nullptr);
                ::execv(CEREMONY_COOKER, pointers.data());
                ::_exit(127);
            }
            int status = 0;
            while (::waitpid(child, &status, 0) == -1) {
            }
            return WIFEXITED(status) ? "status " + std::to_string(WEXITSTATUS(status))
                                     : std::string("killed");
        };
    }

    // The words that stand at these places of the hash of the recipe, as on the paper.
    [[nodiscard]] std::string words_for(const std::string& screen) const {
        const auto words = words_of(must(crypto::sha256(as_bytes(text_))));
        const std::string mark = "type its words ";
        const std::size_t at = screen.rfind(mark);
        REQUIRE(at != std::string::npos);
        const std::size_t place = std::stoul(screen.substr(at + mark.size()));
        return words.at(place - 1) + " " + words.at(place);
    }

    // Nothing came of it: the recipe is as it was, and there is no other file but transcripts.
    void expect_nothing_happened() const {
        CHECK(slurp(folder_ / "recipe.json") == text_);
        for (const std::string& name : folder_.names()) {
            CAPTURE(name);
            CHECK((name == "recipe.json" || name == "c.yaml" || name.starts_with("transcript-")));
        }
    }

    // What the run wrote down, without the times.
    [[nodiscard]] std::string transcript() const {
        const auto names = folder_.names();
        const auto found = std::find_if(names.begin(), names.end(), [](const std::string& name) {
            return name.starts_with("transcript-");
        });
        REQUIRE(found != names.end());
        std::istringstream lines(slurp(folder_ / *found));
        constexpr std::size_t stamp = 21;
        std::string text;
        for (std::string line; std::getline(lines, line);) {
            text += (line.size() < stamp ? "" : line.substr(stamp)) + "\n";
        }
        return text;
    }

    void expect_no_pin(const Conversation& person) const {
        CHECK(person.screen().find(test::test_pin) == std::string::npos);
        for (const std::string& name : folder_.names()) {
            CHECK(slurp(folder_ / name).find(test::test_pin) == std::string::npos);
        }
    }

    [[nodiscard]] const TempFolder& folder() const { return folder_; }

private:
    SoftHsm hsm_;
    TempFolder folder_;
    std::string text_;
};

const std::string pin = std::string(test::test_pin) + "\n";

const std::string guard =
    "  zones: [example.]\n"
    "  algorithms: [13]\n"
    "  max-validity: P31D\n"
    "  max-horizon: P31D\n"
    "  max-ahead: P3650D\n"
    "  previous: optional\n";

}  // namespace

TEST_CASE("prompts: PIN and clock and words of the hash lead to a cooked recipe",
          "[cli][prompts]") {
    const Bench bench(guard);
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y"}));
    person.wait_for("PIN");
    CHECK_FALSE(person.echoes());
    person.type(pin);
    person.wait_for("is the clock right, and is that how long it should be? [yes/no] ");
    person.type("yes\n");
    person.wait_for("type its words ");
    person.wait_for(": ");
    person.type(bench.words_for(person.screen()) + "\n");
    CHECK(person.ending() == "status 0");
    CHECK(slurp(bench.folder() / "recipe.json").find("signedKeysetRRs") != std::string::npos);
    bench.expect_no_pin(person);
}

TEST_CASE("prompts: other words leave everything as it was", "[cli][prompts]") {
    const Bench bench(guard + "  confirm: words\n");
    Conversation person(bench.program({"cook", "-c", "c.yaml"}));
    person.wait_for("PIN");
    person.type(pin);
    person.wait_for("is the clock right");
    person.type("yes\n");
    for (int i = 0; i < 3; ++i) {
        person.wait_for("type its words ");
        person.wait_for(": ");
        person.type("aardvark adroitness\n");
    }
    CHECK(person.ending() == "status 1");
    CHECK(person.screen().find("not confirmed") != std::string::npos);
    bench.expect_nothing_happened();
}

TEST_CASE("prompts: a clock that nobody vouches for ends it", "[cli][prompts]") {
    const Bench bench(guard);
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y"}));
    person.wait_for("PIN");
    person.type(pin);
    person.wait_for("is the clock right");
    person.type("no\n");
    CHECK(person.ending() == "status 1");
    bench.expect_nothing_happened();
}

TEST_CASE("prompts: without a guard no flag answers", "[cli][prompts]") {
    const Bench bench("");
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y"}));
    person.wait_for("no guard");
    person.wait_for("PIN");
    person.type(pin);
    person.wait_for("type its words ");
    person.wait_for(": ");
    person.type(bench.words_for(person.screen()) + "\n");
    CHECK(person.ending() == "status 0");
}

TEST_CASE("prompts: a configuration that nobody named is asked about whatever it says",
          "[cli][prompts]") {
    const Bench bench("");
    std::filesystem::remove(bench.folder() / "c.yaml");
    bench.configure("pin: ask", guard + "  confirm: none\nattest: { keyLabel: ceremony attest }\n");
    std::filesystem::rename(bench.folder() / "c.yaml", bench.folder() / "cooker.yaml");
    const TempFolder neighbour;
    const std::string elsewhere =
        neighbour.file("recipe.json", slurp(bench.folder() / "recipe.json"));
    auto arguments = GENERATE(values<std::vector<std::string>>({{"cook", "-y"},
                                                                {"cook", "-y", "-r", "elsewhere"},
                                                                {"check"},
                                                                {"inventory"},
                                                                {"attest-key"}}));
    // The folder is another one for each row.
    std::replace(arguments.begin(), arguments.end(), std::string("elsewhere"), elsewhere);
    CAPTURE(arguments.front());
    Conversation person(bench.program(arguments));
    person.wait_for("is this the configuration of this bunker? [yes/no] ");
    person.type("no\n");
    CHECK(person.ending() == "status 1");
    CHECK(person.screen().find("PIN") == std::string::npos);  // no module was loaded
    CHECK(person.screen().find("lies in the current folder") != std::string::npos);
}

TEST_CASE("prompts: a wrong PIN is tried once and said in words", "[cli][prompts]") {
    const Bench bench(guard + "  confirm: none\n");
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y"}));
    person.wait_for("PIN");
    person.type("wrong-4711\n");
    CHECK(person.ending() == "status 69");
    CHECK(person.screen().find("CKR_PIN_INCORRECT") != std::string::npos);
    CHECK(person.screen().find("wrong-4711") == std::string::npos);
    bench.expect_nothing_happened();
}

TEST_CASE("prompts: whoever interrupts at a question has not agreed", "[cli][prompts]") {
    const Bench bench(guard);
    const auto keys = GENERATE(as<std::string>(), "\x03", "\x04");
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y"}));
    person.wait_for("PIN");
    person.type(pin);
    person.wait_for("is the clock right");
    person.wait_for("[yes/no] ");
    person.type(keys);
    CHECK(person.ending() == "status 1");
    bench.expect_nothing_happened();
}

TEST_CASE("prompts: a terminal that is pulled out has not agreed", "[cli][prompts]") {
    const Bench bench(guard);
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y"}));
    person.wait_for("PIN");
    person.type(pin);
    person.wait_for("is the clock right");
    person.hang_up();
    static_cast<void>(person.ending());
    bench.expect_nothing_happened();
}

TEST_CASE("prompts: check asks for nothing but the PIN", "[cli][prompts]") {
    const Bench bench(guard);
    Conversation person(bench.program({"check", "-c", "c.yaml"}));
    person.wait_for("PIN");
    person.type(pin);
    CHECK(person.ending() == "status 0");
    CHECK(person.screen().find("Nothing was changed") != std::string::npos);
    // What would be asked, but not which words: those the next run chooses.
    CHECK(person.screen().find("Would be asked: two of the words") != std::string::npos);
    CHECK(person.screen().find("type its words ") == std::string::npos);
    bench.expect_nothing_happened();
}

TEST_CASE("prompts: with -i every step waits", "[cli][prompts]") {
    const Bench bench(guard + "  confirm: none\n");
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y", "-i"}));
    person.wait_for("PIN");
    person.type(pin);
    for (int i = 0; i < 3; ++i) {
        person.wait_for("Go on? [yes/no] ");
        person.type("yes\n");
    }
    person.wait_for("Next is the commit point");
    person.wait_for("Go on? [yes/no] ");
    person.type("yes\n");
    CHECK(person.ending() == "status 0");
    CHECK(person.screen().find("generateKey KSK of algorithm 13, ID a0") != std::string::npos);
}

TEST_CASE("prompts: with -i a no at the commit point undoes all of it", "[cli][prompts]") {
    const Bench bench(guard + "  confirm: none\n");
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y", "-i"}));
    person.wait_for("PIN");
    person.type(pin);
    for (int i = 0; i < 3; ++i) {
        person.wait_for("Go on? [yes/no] ");
        person.type("yes\n");
    }
    person.wait_for("Next is the commit point");
    person.wait_for("Go on? [yes/no] ");
    person.type("no\n");
    CHECK(person.ending() == "status 1");
    CHECK(person.screen().find("Everything is as it was before.") != std::string::npos);
}

TEST_CASE("prompts: a terminal that is closed in the middle leaves a whole transcript",
          "[cli][prompts]") {
    const Bench bench(guard + "  confirm: none\n");
    Conversation person(bench.program({"cook", "-c", "c.yaml", "-y", "-i"}));
    person.wait_for("PIN");
    person.type(pin);
    person.wait_for("Go on? [yes/no] ");
    person.type("yes\n");
    person.wait_for("Go on? [yes/no] ");
    person.hang_up();
    static_cast<void>(person.ending());
    CHECK_FALSE(std::filesystem::exists(bench.folder() / "recipe.json.approved"));
    const std::string transcript = bench.transcript();
    for (const std::string text : {"\nFailed: ", "\nABORTED: any DS record printed above is void\n",
                                   "\nDestroyed: ", "\nEverything is as it was before.\n",
                                   "  SHA-256 of everything above this line\n"}) {
        CAPTURE(text);
        CHECK_THAT(transcript, Catch::Contains(text));
    }
}
