// SPDX-License-Identifier: BSD-3-Clause
//
// The guard, line by line, against a recipe that wants everything a guard can forbid. What a
// line forbids is refused with its reason, and so is what a line that is not there would
// allow. The token, and the folder of the recipe, are as before.

#include "cooker/key_forms.hpp"
#include "encoding/base64.hpp"
#include "encoding/hex.hpp"
#include "hsm/cooker/bunker.hpp"
#include "support/judge.hpp"

namespace ceremony::test::guard_test {
namespace {

struct Line {
    std::string key;
    std::string value;
};

const auto ksk = key("ksk");
const auto zsk = key("zsk", recipe::KeyRole::zsk);
const auto rsa = key("rsa", recipe::KeyRole::zsk, dns::Algorithm::rsasha256);

// RFC 6605, section 6.1: its public key, as that of a signer.
recipe::DirectKey key_of_others() {
    return {{dns::Algorithm::ecdsap256sha256, recipe::KeyRole::zsk},
            must(encoding::decode_base64("GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
                                         "krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==")),
            std::nullopt,
            {}};
}

class Scene {
public:
    Scene() {
        bunker.program.clock = []() -> Result<UtcTime> {
            return at("2026-12-01");
        };
        pkcs11::NewKeyPair extractable = new_key(KeyKind::p256, "ksk");
        extractable.extraction = pkcs11::Extraction::allowed;
        bunker.make_key(extractable);
        bunker.make_key(new_key(KeyKind::p256, "old"));
        bunker.make_key(new_key(KeyKind::p256, "stranger"));
        before_ = bunker.inventory();
        const Bytes data = must(cooker::transport_key_data(receiver_.public_key()));
        lines_ = {
            {"zones", "[example.]"},
            {"algorithms", "[8, 13]"},
            {"rsa-min-bits", "2048"},
            {"max-validity", "P31D"},
            {"max-horizon", "P31D"},
            {"max-ahead", "P62D"},
            {"wrapping-keys", "[" + encoding::encode_hex(must(crypto::sha256(data))) + "]"},
            {"export", "generated"},
            {"direct-keys", "confirm"},
            {"possession", "optional"},
            {"cds", "own"},
            {"delete", "confirm"},
            {"extractable-signers", "confirm"},
            {"previous", "optional"},
            {"unknown-objects", "warn"},
            {"confirm", "none"},
        };
        auto set = keyset({ksk, zsk, key_of_others()}, {ksk});
        set.cds = recipe::Cds{600, recipe::CdsKeys{{dns::DigestType::sha256}, true, {ksk}}};
        bunker.put(recipe_of(
            {destroy(key("old")),
             generate(zsk, true),
             generate(rsa),
             {"", set},
             {"", recipe::ImportPublicKey{transport("receiver").name, data, {}, false, {}}},
             {"", recipe::ExportKeypair{zsk, transport("receiver"), {}}}}));
        approved_ = slurp(bunker.folder / "recipe.json");
    }

    // The guard that fits, but for one line: another value, or none.
    void change(const std::string& key, const std::string& value) {
        std::string guard;
        for (const Line& line : lines_) {
            if (line.key != key) {
                guard += "  " + line.key + ": " + line.value + "\n";
            }
        }
        if (!value.empty()) {
            guard += "  " + key + ": " + value + "\n";
        }
        bunker.configure(guard);
    }

    // What was said by a run that was refused and changed nothing.
    std::string refused() {
        bunker.screen.clear();
        const Outcome outcome = bunker.cook();
        CHECK_FALSE(outcome.ok());
        CHECK(bunker.inventory() == before_);
        CHECK(slurp(bunker.folder / "recipe.json") == approved_);
        for (const std::string& name : bunker.folder.names()) {
            CAPTURE(name);
            CHECK_FALSE(name.starts_with("recipe.json."));
        }
        return outcome.ok() ? "" : bunker.said_in_one_line() + outcome.error().message();
    }

    // "TAG 13 2 ...": protects the key that the recipe deletes.
    std::string protection() {
        const auto old = bunker.on_token(
            [](pkcs11::Token& token) { return must(token.find_key_pair(labelled("old"))); });
        const auto data =
            must(cooker::key_data_of(dns::Algorithm::ecdsap256sha256, old.public_key()));
        return "[\"" + std::to_string(dns::key_tag(recipe::to_dnskey(ksk.kind, data))) + " 13 2 " +
               std::string(64, '0') + "\"]";
    }

    Bunker bunker;

private:
    TransportKey receiver_{2048};
    std::vector<Line> lines_;
    std::vector<crypto::Sha256> before_;
    std::string approved_;
};

TEST_CASE("guard: a recipe that wants everything is carried out where all of it is allowed",
          "[rehearsal][guard]") {
    Scene scene;
    scene.change("", "");
    CAPTURE(scene.bunker.screen);
    CHECK(scene.bunker.cooked() == "done");
}

TEST_CASE("guard: what a line forbids is refused and so is what no line allows",
          "[rehearsal][guard]") {
    struct Row {
        std::string line;
        std::string value;
        std::string reason;
        std::string reason_without;
    };
    const std::vector<Row> rows = {
        {"zones", "[test., .]", "guard.zones does not list \"example.\"",
         "guard.zones does not list \"example.\""},
        {"algorithms", "[8]", "guard.algorithms does not list 13 (ECDSAP256SHA256)",
         "guard.algorithms does not list 8 (RSASHA256)"},
        {"rsa-min-bits", "2049", "guard.rsa-min-bits is 2049, this key has 2048 bits",
         "guard.rsa-min-bits is absent, this key has 2048 bits"},
        {"max-validity", "P30D", "guard.max-validity is P30D, this signature lasts 31 days",
         "guard.max-validity is absent"},
        {"max-horizon", "P30D", "guard.max-horizon is P30D, the recipe covers 31 days",
         "guard.max-horizon is absent"},
        {"max-ahead", "P61D", "guard.max-ahead is P61D", "guard.max-ahead is absent"},
        {"wrapping-keys", "[0000000000000000000000000000000000000000000000000000000000000000]",
         "guard.wrapping-keys does not list sha256:", "guard.wrapping-keys does not list sha256:"},
        {"export", "[\"hex 0123\"]", "guard.export does not list", "guard.export is never"},
        {"direct-keys", "deny", "guard.direct-keys is deny: ZSK 55647 of algorithm 13",
         "guard.direct-keys is deny"},
        {"possession", "required",
         "guard.possession is required, and nothing shows that the sender has the private half",
         "guard.possession is required"},
        {"cds", "deny", "guard.cds is deny", "guard.cds is deny"},
        {"delete", "deny", "guard.delete is deny", "guard.delete is deny"},
        {"extractable-signers", "deny", "could leave the token (CKA_EXTRACTABLE)",
         "could leave the token (CKA_EXTRACTABLE)"},
        {"previous", "required", "guard.previous is required", "guard.previous is required"},
        {"unknown-objects", "stop", "guard.unknown-objects is stop",
         "guard.unknown-objects is stop"},
        // Two words of the hash are asked for, at a terminal that is not there.
        {"confirm", "words", "there is no terminal", "there is no terminal"},
    };
    Scene scene;  // a run that is refused leaves it as it was
    for (const Row& row : rows) {
        CAPTURE(row.line);
        scene.change(row.line, row.value);
        CHECK_THAT(scene.refused(), Catch::Contains(row.reason));
        scene.change(row.line, "");
        CHECK_THAT(scene.refused(), Catch::Contains(row.reason_without));
    }
}

TEST_CASE("guard: a protected key stays, and without that line none is protected",
          "[rehearsal][guard]") {
    Scene scene;
    scene.change("protect", scene.protection());
    CHECK_THAT(scene.refused(), Catch::Contains("guard.protect names this key"));
    scene.change("protect", "");
    CHECK(scene.bunker.cooked() == "done");
}

TEST_CASE("guard: approvals that nobody can check stop everything", "[rehearsal][guard]") {
    Scene scene;
    scene.change("approvals", "2");
    CHECK_THAT(scene.refused(), Catch::Contains("approvals"));
}

TEST_CASE("guard: a guard without a line refuses all of it at once", "[rehearsal][guard]") {
    Scene scene;
    scene.bunker.configure("  {}\n");
    const std::string said = scene.refused();
    for (const std::string line :
         {"zones", "algorithms", "rsa-min-bits", "max-validity", "max-horizon", "max-ahead",
          "wrapping-keys", "export", "direct-keys", "possession", "cds", "delete", "previous"}) {
        CHECK_THAT(said, Catch::Contains("guard." + line));
    }
}

}  // namespace
}  // namespace ceremony::test::guard_test
