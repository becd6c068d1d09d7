// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/site.hpp"

#include <filesystem>

#include "support/conversation.hpp"
#include "unit/consumer/shop.hpp"

using namespace ceremony;
using test::must;
using test::Shop;

namespace {

dns::Name name(std::string_view text) {
    return must(dns::Name::from_text(text));
}

}  // namespace

TEST_CASE("consumer site: the zones of a host are those that it names", "[consumer][site]") {
    const Shop shop(
        "zones: [ { name: nl. } ]\n"
        "trust: { example.: [] }\n");
    CHECK(consumer::zones_of(must(consumer::configuration_of(shop.options))) ==
          std::set<dns::Name>{name("nl."), name("example.")});
    const Shop consumer_alone(
        "trust: { example.: [] }\n"
        "publish: [ { zone: org., format: ds, file: /tmp/x } ]\n");
    CHECK(consumer::zones_of(must(consumer::configuration_of(consumer_alone.options))) ==
          std::set<dns::Name>{name("org."), name("example.")});
    const Shop none("");
    CHECK(consumer::zones_of(must(consumer::configuration_of(none.options))).empty());
}

TEST_CASE("consumer site: a zone is here when the configuration or the store has it",
          "[consumer][site]") {
    const Shop shop;
    const auto configuration = must(consumer::configuration_of(shop.options));
    keysets::State state;
    const auto why = [&](const std::string& zone) {
        return test::refusal(consumer::check_is_here(name(zone), configuration, state),
                             Errc::usage);
    };
    must(consumer::check_is_here(name("example."), configuration, state));
    const std::string nobody = "neither \"" + configuration.path + "\" nor the store has the zone ";
    CHECK(why("exampel.") == nobody + "exampel.; did you mean example.?");
    CHECK(why("co.uk.") == nobody + "co.uk.");
    state.zones[name("co.uk.")];
    must(consumer::check_is_here(name("co.uk."), configuration, state));
    CHECK(why("co.ku.") == nobody + "co.ku.; did you mean co.uk.?");
    state.files.emplace_back().zones = {name("arpa.")};
    must(consumer::check_is_here(name("arpa."), configuration, state));
    // A host that names no zones, and has none yet, has all.
    const Shop none("");
    must(consumer::check_is_here(name("nl."), must(consumer::configuration_of(none.options)), {}));
}

TEST_CASE("consumer site: sets without a plan follow the policy of their zone",
          "[consumer][site]") {
    const Shop shop(
        "kasp: { clock-skew: 7, inceptionoffset: 8 }\n"
        "policies: { other: { clock-skew: 9, inceptionoffset: 10 } }\n"
        "zones: [ { name: nl., policy: other } ]\n");
    const auto configuration = must(consumer::configuration_of(shop.options));
    CHECK(consumer::customs_of(configuration, name("nl.")).clock_skew == 9);
    CHECK(consumer::customs_of(configuration, name("nl.")).inception_offset == 10);
    CHECK(consumer::customs_of(configuration, name("org.")).clock_skew == 7);
    CHECK(consumer::customs_of(configuration, name("org.")).inception_offset == 8);
}

TEST_CASE("consumer site: zones and DS records are read from arguments", "[consumer][site]") {
    CHECK(must(consumer::zone_from_argument("example")) == name("example."));
    CHECK(must(consumer::zone_from_argument("example.")) == name("example."));
    CHECK(consumer::zone_from_argument("a..b").error().code() == Errc::usage);
    const std::string ds =
        "1 13 2 0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF";
    CHECK(must(consumer::ds_from_argument(ds)).key_tag == 1);
    CHECK(consumer::ds_from_argument("1 13").error().code() == Errc::usage);
    CHECK(consumer::ds_from_argument("1 13").error().hint() ==
          "consumer --help shows how it is used");
    // What is left of one that the shell took apart.
    CHECK(consumer::ds_from_argument("1").error().code() == Errc::usage);
    CHECK(consumer::ds_from_argument("1").error().hint() ==
          "a DS is one argument; quote it: \"12345 13 2 ABCD...\"");
}

TEST_CASE("consumer site: the ID of a key says in which form it is", "[consumer][site]") {
    const Bytes id = {0xda, 0x2b};
    CHECK(must(consumer::key_id_from_argument("hex da2b")) == id);
    CHECK(must(consumer::key_id_from_argument("base64 2is=")) == id);
    CHECK(must(consumer::key_id_from_argument("str ab")) == Bytes{'a', 'b'});
    struct Row {
        std::string text;
        std::string why;
        std::string hint;
    };
    const auto row = GENERATE(values<Row>({
        // Base64, too, of other octets.
        {"da2b", "\"da2b\"",
         "say in which form it is, as one argument: \"hex da2b\", \"base64 ...\" or \"str ...\""},
        {"2is=", "\"2is=\"",
         "say in which form it is, as one argument: \"hex 0123...\", \"base64 ...\" or \"str "
         "...\""},
        {"hex", "\"hex\"",
         "say in which form it is, as one argument: \"hex 0123...\", \"base64 ...\" or \"str "
         "...\""},
        {"oct 17", "\"oct 17\": a key ID begins with hex, base64 or str, not with \"oct\"",
         "consumer --help shows how it is used"},
    }));
    const auto read = consumer::key_id_from_argument(row.text);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code() == Errc::usage);
    CHECK(read.error().message() == "not the ID of a key: " + row.why);
    CHECK(read.error().hint() == row.hint);
}

namespace {

// A folder that one is in, with a configuration that nobody names.
class Here {
public:
    Here() : told("consumer") {
        places.local = folder.file("ceremony.yaml", text);
        places.system = folder / "none.yaml";
        options.verb = consumer::Verb::status;
        std::filesystem::permissions(places.local, std::filesystem::perms(0644));
    }

    [[nodiscard]] Result<policy::Configuration> use() const {
        return consumer::use_configuration(options, told.program, places);
    }
    [[nodiscard]] std::string refusal() const {
        const auto configuration = use();
        REQUIRE_FALSE(configuration.ok());
        CHECK(configuration.error().code() == Errc::refused);
        CHECK_THAT(configuration.error().hint(), Catch::EndsWith("-c " + places.local));
        return configuration.error().message();
    }

    const std::string text =
        "version: 1\n"
        "repositories: { default: { module: /usr/lib/x.so, label: OKS, pin: 1234 } }\n";
    test::TempFolder folder;
    policy::Places places;
    consumer::Options options;
    test::Told told;
};

}  // namespace

TEST_CASE("consumer site: which configuration it is stands beside its hash in words",
          "[consumer][site]") {
    Here here;
    CHECK(must(here.use()).path == here.places.local);
    const std::string hash = encoding::encode_hex(must(crypto::sha256(as_bytes(here.text))));
    CHECK_THAT(here.told.err,
               Catch::StartsWith("Configuration:\n" + hash + "  " + here.places.local + "\n  "));
    CHECK_THAT(here.told.err, Catch::Contains("consumer: warning: "));
    CHECK(here.told.out.empty());
    // A plugin says one line.
    here.told.err.clear();
    here.options.verb = consumer::Verb::status;
    here.options.nagios = true;
    static_cast<void>(must(here.use()));
    CHECK(here.told.err.empty());
}

TEST_CASE("consumer site: a configuration here that others can write is refused",
          "[consumer][site]") {
    Here here;
    std::filesystem::permissions(here.places.local, std::filesystem::perms(0664));
    CHECK_THAT(here.refusal(), Catch::Contains(here.places.local));
    CHECK(here.told.err.empty());
    here.options.config = here.places.local;
    CHECK(here.use().ok());
    here.options.config.reset();
    here.places.system = here.places.local;
    here.places.local = here.folder / "none.yaml";
    CHECK(here.use().ok());
}

TEST_CASE("consumer site: a configuration that was found here has to be confirmed",
          "[consumer][site]") {
    Here here;
    const std::string what = ": -c does not name it, and nobody is here to confirm it";
    here.told.program.open_terminal = []() -> Result<Terminal> {
        return Error{Errc::unavailable, "there is none"};
    };
    for (const auto verb : {consumer::Verb::import, consumer::Verb::publish}) {
        here.options.verb = verb;
        here.options.config.reset();
        CHECK_THAT(here.refusal(), Catch::EndsWith(what));
        here.options.config = here.places.local;
        CHECK(here.use().ok());
    }
    here.options.config.reset();
    here.options.verb = consumer::Verb::status;
    CHECK(here.use().ok());
    // That of the system is that of this host.
    here.options.verb = consumer::Verb::import;
    std::swap(here.places.local, here.places.system);
    CHECK(here.use().ok());
}

TEST_CASE("consumer site: a person confirms a configuration that was found here",
          "[consumer][site]") {
    Here here;
    here.options.verb = consumer::Verb::import;
    here.told.program.open_terminal = [] {
        return Terminal::open();
    };
    const auto [keys, ending] = GENERATE(table<std::string, std::string>(
        {{"yes\n", "used"}, {"no\n", "a person did not confirm it"}}));
    test::Conversation person([&here] {
        const auto configuration = here.use();
        return configuration.ok() ? "used" : configuration.error().message();
    });
    person.wait_for("Type yes if it is the configuration of this host: ");
    person.type(keys);
    CHECK_THAT(person.ending(), Catch::EndsWith(ending));
    CHECK(person.screen().find(here.places.local) != std::string::npos);
}
