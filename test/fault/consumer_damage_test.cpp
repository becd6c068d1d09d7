// SPDX-License-Identifier: BSD-3-Clause
//
// consumer as it is shipped is given cooked recipes that somebody changed, cut off, or brought at
// the wrong time. None of them changes the state, the token or what is published.

#include <filesystem>
#include <map>

#include "fault/host.hpp"
#include "support/recipes.hpp"

namespace ceremony::test {
namespace {

const std::string at_site = "2027-01-25";

void replace_all(std::string& text, const std::string& word, const std::string& with) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.replace(at, word.size(), with);
    }
}

// `edits` of `text`, in which SET0, SET1 and so on stand for the key sets, EXPORT0 for the exports
// and MADE0 for the keys that were made; and RRSIG0 for the last record of a set.
std::string damaged(const std::string& text, std::string edits) {
    const auto document = parse_recipe(text);
    const json::Value actions = document->root().find("recipe")->find("actions").value();
    std::map<std::string, std::size_t> counts;
    std::size_t index = 0;
    for (const json::Value action : actions.elements()) {
        const std::string path = "recipe.actions[" + std::to_string(index++) + "]";
        const std::string_view type = action.find("actionType")->text();
        std::string word = type == "produceSignedKeyset" ? "SET"
                           : type == "exportKeypair"     ? "EXPORT"
                           : type == "generateKey"       ? "MADE"
                                                         : "OTHER";
        const std::string number = std::to_string(counts[word]++);
        replace_all(edits, word + number, path);
        if (word == "SET") {
            const std::size_t last =
                action.find("cooked")->find("signedKeysetRRs")->elements().size() - 1;
            replace_all(edits, "RRSIG" + number,
                        path + ".cooked.signedKeysetRRs[" + std::to_string(last) + "]");
        }
    }
    return edited(text, edits);
}

void expect_refusal(const Ran& ran, const std::string& said) {
    CHECK(ran.status != 0);
    CHECK(ran.status < 128);
    CHECK_THAT(ran.output, Catch::Contains(said));
}

// A host on which the first of two ceremonies is imported and published.
class Chain : public Host {
public:
    Chain() {
        one = hold("one");
        must_run(at_site, import_of(one));
        must_run(at_site, {"publish"});
        must_run(at_site, {"publish"});  // from here on there is nothing to do
        Ceremony second;
        second.previous = one;
        second.now = at_site;
        second.until = "2027-06-01";
        two = hold("two", second);
        state_ = state();
        objects_ = objects_of_token();
        published_ = published();
    }

    // Nothing has changed, and publishing goes on as before.
    void check_unmoved() const {
        CHECK(state() == state_);
        CHECK(objects_of_token() == objects_);
        const std::filesystem::directory_iterator store(folder / "store");
        CHECK(std::distance(begin(store), end(store)) == 2);
        CHECK(must_run(at_site, {"publish"}).empty());
        CHECK(published() == published_);
    }

    std::string one;
    std::string two;

private:
    std::string state_;
    std::size_t objects_ = 0;
    std::vector<std::string> published_;
};

struct Damage {
    std::string what;
    std::string edits;
    std::string said;  // when a person vouches for the damaged file; empty: then it is believed
};

}  // namespace

TEST_CASE("consumer: a damaged cooked recipe is refused, whoever vouches for it",
          "[fault][consumer]") {
    const Chain chain;
    const std::string all = "not a good cooked recipe";
    const std::vector<Damage> damages = {
        {"a signature", "spoil RRSIG0", all},
        {"a key", "spoil SET0.cooked.signedKeysetRRs[0]", all},
        {"when signatures end, in the record", "replace RRSIG0 2027 2028", all},
        {"keys of another set", "copy SET0.cooked.signedKeysetRRs SET1.cooked.signedKeysetRRs",
         all},
        {"a TTL", "set SET0.actionParams.ttl 3601", all},
        {"when signatures begin", "set SET0.actionParams.inception \"2027-01-02 00:00:00\"", all},
        {"when signatures end", "set SET0.actionParams.expiration \"2037-01-02 00:00:00\"", all},
        {"when a set is published", "set SET1.actionParams.publish.from \"2027-01-26 00:00:00\"",
         all},
        {"who signs the zone", "remove SET0.actionParams.publish.zoneSigners[0]", ""},
        {"one set less", "remove SET1", all},
        {"a key that was made", "spoil MADE0.cooked.keyData", all},
        {"the tag of a key", "set MADE0.cooked.keyTag 1", all},
        {"a wrapped key", "spoil EXPORT0.cooked.keyBlob", "C_UnwrapKey"},
        {"how a key is wrapped", "set EXPORT0.cooked.wrapMechanism \"SHA-256\"", "C_UnwrapKey"},
        {"a result that is missing", "remove EXPORT0.cooked", all},
        {"the sequence", "set recipe.preamble.ceremony.sequence 3",
         "ceremony 3 of the chain registry is not the next: the last one imported was 1"},
        {"the ceremony before",
         "set recipe.preamble.ceremony.previous \"" + std::string(64, '0') + "\"",
         "ceremony 2 of the chain registry does not follow the file that was imported as ceremony "
         "1"},
        {"the chain", "set recipe.preamble.ceremony.chain \"other\"",
         "example. is bound to the chain registry, and the recipe is of other"},
        {"no ceremony", "remove recipe.preamble.ceremony", "the chain registry"},
        {"a rehearsal", "set recipe.preamble.cooked.rehearsal true", "the result of a rehearsal"},
        {"not complete", "set recipe.preamble.cooked.complete false", all},
        {"the order of actions", "swap SET0", ""},
        {"the description", "set recipe.preamble.description \"Another\"", ""},
    };
    const std::string attestation = slurp(chain.two + ".attest.jws");
    const std::string hash = Host::import_of(chain.two).at(2);
    for (const Damage& damage : damages) {
        CAPTURE(damage.what);
        const std::string path =
            chain.folder.file("damaged.json", damaged(slurp(chain.two), damage.edits));
        static_cast<void>(chain.folder.file("damaged.json.attest.jws", attestation));
        expect_refusal(chain.run(at_site, {"import", path}),
                       damage.what == "not complete"
                           ? "only a complete cooked recipe has a manifest"
                           : "none of the keys in attest: has attested it");
        expect_refusal(chain.run(at_site, {"import", "--expect", hash, path}),
                       "which is not one of those that are expected");
        if (!damage.said.empty()) {
            expect_refusal(chain.run(at_site, Host::import_of(path)), damage.said);
        }
        chain.check_unmoved();
    }
    // All that is true of the file as it came from the bunker.
    CHECK_THAT(chain.must_run(at_site, {"import", chain.two}),
               Catch::Contains("Imported: ceremony 2 of the chain registry"));
}

TEST_CASE("consumer: who can write JSON cannot have another KSK trusted", "[fault][consumer]") {
    Host host;
    const std::string one = host.hold("one");
    const std::string text = slurp(one);
    Ceremony other;
    other.chain = "other";
    const std::string foreign = slurp(host.hold("other", other));
    const std::vector<std::string> damages = {
        "spoil MADE0.cooked.ds",
        "spoil MADE0.cooked.keyData",
        "copy MADE0.cooked.keyData MADE1.cooked.keyData",
        "set recipe.preamble.ceremony.sequence 7",
        "set MADE0.actionParams.owner \"com.\"",
    };
    const std::string attestation = slurp(one + ".attest.jws");
    const auto expect_nothing = [&](const std::vector<std::string>& arguments,
                                    const std::string& said) {
        expect_refusal(host.run(at_site, arguments), said);
        CHECK(host.state().empty());
    };
    for (const std::string& edits : damages) {
        CAPTURE(edits);
        const std::string path = host.folder.file("damaged.json", damaged(text, edits));
        static_cast<void>(host.folder.file("damaged.json.attest.jws", attestation));
        expect_nothing({"import", path}, "none of the keys in attest: has attested it");
        expect_nothing({"import", "--expect", Host::import_of(one).at(2), path},
                       "which is not one of those that are expected");
    }
    // The attestation of one result beside another one, and one of nobody.
    const std::string path = host.folder.file("damaged.json", foreign);
    expect_nothing({"import", path}, "none of the keys in attest: has attested it");
    std::filesystem::remove(path + ".attest.jws");
    expect_nothing({"import", path}, "cannot be opened");
    // An attestation is no reason to trust the first KSK of a zone.
    expect_nothing({"import", one}, "example.: no key of it is trusted yet");
}

TEST_CASE("consumer: a cooked recipe that was cut off is refused", "[fault][consumer]") {
    const Chain chain;
    const std::string text = slurp(chain.two);
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, text.size() / 3, text.size() / 2,
                                   text.size() - 3, text.size() - 1}) {
        CAPTURE(size);
        const std::string path = chain.folder.file("damaged.json", text.substr(0, size));
        static_cast<void>(
            chain.folder.file("damaged.json.attest.jws", slurp(chain.two + ".attest.jws")));
        const Ran attested = chain.run(at_site, {"import", path});
        CHECK((attested.status == 1 || attested.status == 65));
        const Ran vouched = chain.run(at_site, Host::import_of(path));
        CHECK((vouched.status == 65) == (size < text.size() - 1));
    }
}

TEST_CASE("consumer: ceremonies come once, in their order, and in their chain",
          "[fault][consumer]") {
    Chain chain;
    Ceremony third;
    third.previous = chain.two;
    third.now = "2027-05-01";
    third.until = "2027-09-01";
    const std::string three = chain.hold("three", third);
    expect_refusal(chain.run(at_site, {"import", three}),
                   "ceremony 3 of the chain registry is not the next: the last one imported was 1");
    expect_refusal(chain.run(at_site, {"import", three, chain.two}), "is not the next");
    chain.check_unmoved();
    SECTION("again") {
        CHECK_THAT(chain.must_run(at_site, {"import", chain.one}),
                   Catch::EndsWith("Imported already: nothing changes\n"));
        chain.check_unmoved();
        // The same content is another file.
        const std::string again = chain.folder.file("again.json", slurp(chain.one) + " ");
        expect_refusal(chain.run(at_site, Host::import_of(again)), "is not the next");
        chain.check_unmoved();
    }
    SECTION("an old one after a new one") {
        chain.must_run(at_site, {"import", chain.two});
        chain.must_run("2027-01-28", {"publish"});
        const auto there = chain.published();
        chain.must_run(at_site, {"import", chain.one});
        chain.must_run("2027-01-28 01:00:00", {"publish"});
        CHECK(chain.published() == there);
        chain.must_run(at_site, {"import", three});
    }
    SECTION("of another chain") {
        Ceremony other;
        other.chain = "other";
        const std::string foreign = chain.hold("other", other);
        expect_refusal(chain.run(at_site, {"import", foreign}),
                       "example. is bound to the chain registry, and the recipe is of other");
        expect_refusal(chain.run(at_site, Host::import_of(foreign)), "bound to the chain registry");
        chain.check_unmoved();
    }
    SECTION("of a rehearsal") {
        Ceremony rehearsal;
        rehearsal.chain = "rehearsal";
        rehearsal.rehearsal = true;
        const std::string result = chain.hold("rehearsal", rehearsal);
        expect_refusal(chain.run(at_site, {"import", result}), "the result of a rehearsal");
        expect_refusal(chain.run(at_site, Host::import_of(result)), "the result of a rehearsal");
        chain.check_unmoved();
    }
    SECTION("of another zone") {
        Ceremony other;
        other.chain = "elsewhere";
        other.zone = "test.";
        const std::string result = chain.hold("elsewhere", other);
        // The ceremony is taken note of, but neither its sets nor its keys.
        const std::size_t objects = chain.objects_of_token();
        chain.must_run(at_site, {"import", result});
        CHECK(chain.objects_of_token() == objects);
        CHECK(chain.state().find("test.") == std::string::npos);
        CHECK(chain.must_run(at_site, {"publish"}).empty());
    }
}

}  // namespace ceremony::test
