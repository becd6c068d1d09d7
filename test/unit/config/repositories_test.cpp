// SPDX-License-Identifier: BSD-3-Clause

#include "config/repositories.hpp"

#include "support/vectors.hpp"
#include "unit/config/loaded.hpp"

namespace repositories_test {

using namespace ceremony;
using namespace ceremony::config;
using ceremony::test::loaded;
using ceremony::test::must;
using ceremony::test::read_vector_file;
using ceremony::test::refusal;

namespace {

// The repositories of a configuration whose other keys are ignored.
Result<Repositories> read(const std::string& text, Host host) {
    const Loaded configuration = loaded(text);
    return read_mapping(configuration.root(), [&](Mapping& mapping) -> Result<Repositories> {
        for (const json::Member& member : configuration.root().members()) {
            static_cast<void>(mapping.find(member.name.text()));
        }
        return read_repositories(mapping, host);
    });
}

// One repository of the bunker with `lines` beside its module and label.
Result<Repositories> with(const std::string& lines, Host host = Host::bunker) {
    return read("repositories:\n  default:\n    module: /m.so\n    label: L\n" + lines, host);
}

}  // namespace

TEST_CASE("repositories: those of the complete bunker configuration", "[config][repositories]") {
    std::string text = read_vector_file("yaml/accept/cooker.yaml");
    const std::string digest = "9f86d0...";
    text.replace(text.find(digest), digest.size(), std::string(64, 'a'));
    const Repositories repositories = must(read(text, Host::bunker));
    REQUIRE(repositories.list.size() == 1);
    CHECK(repositories.warnings.empty());
    const Repository& only = repositories.list.front();
    CHECK(only.names == std::vector<std::string>{"default"});
    CHECK(only.module == "/usr/lib/softhsm/libsofthsm2.so");
    CHECK(only.module_sha256 == Bytes(32, 0xaa));
    CHECK(only.token == TokenName(TokenLabel{"Bunker"}));
    CHECK(std::holds_alternative<PinFromTerminal>(only.pin));
    CHECK_FALSE(only.bunker.rehearsal);
    CHECK(only.bunker.sessions == 1);
    CHECK(only.bunker.environment == std::vector<Variable>{{"KEYPER_LIBRARY_PATH", "/opt/keyper"}});
    CHECK(only.bunker.omit == std::vector<std::string>{"wrap", "unwrap"});
}

TEST_CASE("repositories: those of the complete operational configuration",
          "[config][repositories]") {
    const Repositories repositories =
        must(read(read_vector_file("yaml/accept/ceremony.yaml"), Host::operational));
    REQUIRE(repositories.list.size() == 1);
    CHECK(repositories.list.front().token == TokenName(TokenLabel{"OKS"}));
    CHECK_FALSE(repositories.list.front().module_sha256.has_value());
}

TEST_CASE("repositories: those of the prototype, as a mapping with an alias",
          "[config][repositories]") {
    const Repositories repositories =
        must(read(read_vector_file("yaml/accept/prototype.yaml"), Host::operational));
    REQUIRE(repositories.list.size() == 1);
    CHECK(repositories.list.front().names == std::vector<std::string>{"softhsm", "default"});
    CHECK(repositories.find("softhsm") == repositories.find("default"));
    CHECK(as_text(std::get<Secret>(repositories.list.front().pin).reveal()) == "1234");
    CHECK(repositories.warnings.size() == 1);
}

TEST_CASE("repositories: those of the prototype, as a list and as a single one",
          "[config][repositories]") {
    const Repositories list =
        must(read("version: 0\n"
                  "repositories:\n"
                  "- first:\n"
                  "  module: /a.so\n"
                  "  label: A\n"
                  "- second:\n"
                  "  module: /b.so\n"
                  "  serial: '0012'\n",
                  Host::operational));
    REQUIRE(list.list.size() == 2);
    CHECK(list.find("first")->module == "/a.so");
    CHECK(list.find("second")->token == TokenName(TokenSerial{"0012"}));
    CHECK(list.find("default") == nullptr);
    const Repositories single =
        must(read("repository:\n  module: /a.so\n  label: A\n", Host::operational));
    CHECK(single.find("default")->module == "/a.so");
}

TEST_CASE("repositories: the only one is the default one", "[config][repositories]") {
    const Repositories one =
        must(read("repositories: {hsm: {module: /a.so, slot: 0}}", Host::bunker));
    CHECK(one.find("default") == one.find("hsm"));
    CHECK(one.find("default")->token == TokenName(TokenSlot{0}));
    CHECK(one.find("other") == nullptr);
    const Repositories none = must(read("version: 1\n", Host::bunker));
    CHECK(none.list.empty());
    CHECK(none.find("default") == nullptr);
    CHECK(must(read("repositories:\n", Host::bunker)).list.empty());
    CHECK(must(read("repositories: []\n", Host::bunker)).list.empty());
}

TEST_CASE("repositories: a merge key takes over what is not said", "[config][repositories]") {
    const Repositories repositories =
        must(read("repositories:\n"
                  "  default: &d {module: /a.so, label: A}\n"
                  "  other: {<<: *d, label: B}\n",
                  Host::bunker));
    REQUIRE(repositories.list.size() == 2);
    CHECK(repositories.find("other")->module == "/a.so");
    CHECK(repositories.find("other")->token == TokenName(TokenLabel{"B"}));
}

TEST_CASE("repositories: what is wrong with one is named with its place",
          "[config][repositories]") {
    struct Row {
        std::string lines;
        std::string error;
    };
    const auto row = GENERATE(values<Row>({
        {"    modul: x\n",
         "5:5: repositories.default.modul: unknown key; did you mean \"module\"?"},
        {"    serial: 1\n",
         "3:5: repositories.default: a token needs one of label, serial and "
         "slot, and only one"},
        {"    slot: 1\n",
         "3:5: repositories.default: a token needs one of label, serial and slot, "
         "and only one"},
        {"    serial:\n", "5:12: repositories.default.serial: the value is missing"},
        {"    slot: -1\n",
         "5:11: repositories.default.slot: -1 is not between 0 and 9223372036854775807"},
        {"    slot: one\n", "5:11: repositories.default.slot: \"one\" is not an integer"},
        {"    module-sha256: abc\n",
         "5:20: repositories.default.module-sha256: not a SHA-256, 64 hexadecimal digits"},
        {"    module-sha256: abcd\n",
         "5:20: repositories.default.module-sha256: not a SHA-256, 64 hexadecimal digits"},
        {"    module-sha256:\n", "5:19: repositories.default.module-sha256: the value is missing"},
        {"    pin: 1234\n",
         "5:10: repositories.default.pin: not ask, file or pinpad; the bunker "
         "takes no PIN from here"},
        {"    rehearsal: yes\n",
         "5:16: repositories.default.rehearsal: \"yes\" is not true or false"},
        {"    sessions: 0\n", "5:15: repositories.default.sessions: 0 is not between 1 and 64"},
        {"    sessions: 65\n", "5:15: repositories.default.sessions: 65 is not between 1 and 64"},
        {"    environment: [A]\n", "5:18: repositories.default.environment: not a mapping"},
        {"    environment: {A: }\n",
         "5:22: repositories.default.environment.A: the value is missing"},
        {"    environment: {1A: b}\n",
         "5:19: repositories.default.environment.1A: not the name of an environment variable"},
        {"    environment: {'': b}\n",
         "5:19: repositories.default.environment[\"\"]: not the name of an environment variable"},
        {"    environment: {A-B: b}\n",
         "5:19: repositories.default.environment.A-B: not the "
         "name of an environment variable"},
        {"    attributes: [wrap]\n", "5:17: repositories.default.attributes: not a mapping"},
        {"    attributes: {omit: wrap}\n",
         "5:24: repositories.default.attributes.omit: not a list"},
        {"    attributes: {emit: [wrap]}\n",
         "5:18: repositories.default.attributes.emit: unknown key; did you mean \"omit\"?"},
    }));
    CAPTURE(row.lines);
    CHECK(refusal(with(row.lines)) == row.error);
}

TEST_CASE("repositories: what is wrong with their list is named with its place",
          "[config][repositories]") {
    const std::string named = "a repository in a list begins with its name, a key without a value";
    struct Row {
        std::string text;
        std::string error;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"repositories: a", "1:15: repositories: not a mapping"},
        {"repositories: {a: b}", "1:19: repositories.a: not a mapping"},
        {"repositories: {'': {module: /m.so, label: L}}",
         "1:16: repositories[\"\"]: the value is missing"},
        {"repositories: {a: {label: L}}", "1:19: repositories.a: the key \"module\" is missing"},
        {"repositories: {a: {module: m.so, label: L}}",
         "1:28: repositories.a.module: not an absolute path: \"m.so\""},
        {"repositories: {a: {module: /m.so}}",
         "1:19: repositories.a: a token needs one of label, serial and slot, and only one"},
        {"repositories: [a]", "1:16: repositories[0]: not a mapping"},
        {"repositories: [{}]", "1:16: repositories[0]: " + named},
        {"repositories: [{module: /m.so, label: L}]", "1:16: repositories[0]: " + named},
        {"repositories: [{a: {module: /m.so}}]", "1:16: repositories[0]: " + named},
        {"repositories: [{'': , module: /m.so}]",
         "1:17: repositories[0][\"\"]: the value is missing"},
        {"repositories:\n- a:\n  module: /m.so\n  label: L\n- a:\n  module: /m.so\n  label: L\n",
         "5:3: repositories[1]: a second repository called \"a\""},
        {"repository: {module: /m.so, label: L}\n"
         "repositories: {default: {module: /m.so, label: L}}",
         "2:25: repositories.default: a second repository called \"default\""},
        {"repository: x", "1:13: repository: not a mapping"},
        {"repositories:\n"
         "  a: {module: /m.so, label: L, environment: {V: 1}}\n"
         "  b: {module: /m.so, label: M, environment: {V: 2}}\n",
         "3:6: repositories.b: the variable \"V\" has another value in a repository above"},
    }));
    CAPTURE(row.text);
    CHECK(refusal(read(row.text, Host::bunker)) == row.error);
}

TEST_CASE("repositories: the members of the bunker are unknown elsewhere",
          "[config][repositories]") {
    const std::string line = GENERATE("rehearsal: true", "sessions: 2", "environment: {A: b}",
                                      "attributes: {omit: [wrap]}");
    CAPTURE(line);
    CHECK(must(with("    " + line + "\n")).list.size() == 1);
    const std::string key = line.substr(0, line.find(':'));
    CHECK(refusal(with("    " + line + "\n", Host::operational)) ==
          "5:5: repositories.default." + key + ": unknown key");
}

TEST_CASE("repositories: two may agree on a variable", "[config][repositories]") {
    CHECK(must(read("repositories:\n"
                    "  a: {module: /m.so, label: L, environment: {V: 1, W: 2}}\n"
                    "  b: {module: /m.so, label: M, environment: {V: 1}}\n",
                    Host::bunker))
              .list.size() == 2);
}

TEST_CASE("repositories: names of variables are those of a shell", "[config][repositories]") {
    const auto environment = [](const std::string& name) {
        return with("    environment: {'" + name + "': b}\n");
    };
    for (const char* name : {"PATH", "path", "_", "_0", "aZ09_"}) {
        CAPTURE(name);
        CHECK(must(environment(name)).list.front().bunker.environment ==
              std::vector<Variable>{{name, "b"}});
    }
    for (const char* name : {"", "0A", "9", "A/", "A:", "A@", "A[", "A`", "A{", "\xc3\xa9"}) {
        CAPTURE(name);
        CHECK(refusal(environment(name)).ends_with("not the name of an environment variable"));
    }
}

}  // namespace repositories_test
