// SPDX-License-Identifier: BSD-3-Clause

#include "bench/sample.hpp"

#include <random>

#include "encoding/base64.hpp"
#include "encoding/hex.hpp"
#include "json/print.hpp"

namespace ceremony::bench {

namespace {

class Recipe {
public:
    std::string write(std::size_t size) {
        printer_.begin_object();
        text("recipeSpecVersion", "v1.1");
        begin("recipe");
        preamble();
        printer_.name("actions");
        printer_.begin_array();
        while (written_ < size) {
            zone();
        }
        printer_.end();
        printer_.end();
        printer_.end();
        return printer_.take();
    }

private:
    void begin(std::string_view name) {
        printer_.name(name);
        printer_.begin_object();
    }

    // About what a member of this name and value takes in the text, indent and all.
    void count(std::string_view name, std::size_t size) { written_ += name.size() + size + 40; }

    void text(std::string_view name, std::string_view value) {
        count(name, value.size());
        printer_.name(name);
        printer_.text(value);
    }

    void integer(std::string_view name, std::int64_t value) {
        count(name, 4);
        printer_.name(name);
        printer_.integer(value);
    }

    void boolean(std::string_view name, bool value) {
        count(name, 4);
        printer_.name(name);
        printer_.boolean(value);
    }

    Bytes octets(std::size_t size) {
        Bytes random(size);
        for (Byte& octet : random) {
            octet = static_cast<Byte>(engine_());
        }
        return random;
    }

    std::string base64(std::size_t size) { return encoding::encode_base64(octets(size)); }
    std::string key_id() { return "hex " + encoding::encode_hex(octets(16)); }

    void preamble() {
        begin("preamble");
        text("timestamp", "2026-11-27 09:58:07");
        text("cooked_timestamp", "2026-12-01 10:12:44");
        text("description", "Keysets for year 2027");
        begin("ceremony");
        text("chain", "nl-registry");
        integer("sequence", 7);
        integer("attempt", 1);
        printer_.name("previous");
        printer_.null();
        printer_.end();
        printer_.end();
    }

    void key(std::string_view id, std::string_view flags) {
        begin("key");
        text("keyType", "byRef");
        integer("keyAlgo", 13);
        text("keyFlags", flags);
        text("keyID", id);
        printer_.end();
    }

    void key_list(std::string_view name, std::string_view id, std::string_view flags) {
        printer_.name(name);
        printer_.begin_array();
        printer_.begin_object();
        key(id, flags);
        printer_.end();
        printer_.end();
    }

    void have_key(std::string_view id) {
        printer_.begin_object();
        text("actionType", "haveKey");
        begin("actionParams");
        key(id, "KSK");
        boolean("relaxed", false);
        text("keyData", base64(64));
        printer_.end();
        begin("cooked");
        boolean("exists", true);
        integer("keyTag", 12345);
        printer_.end();
        printer_.end();
    }

    void generate_key(std::string_view zone, std::string_view id) {
        printer_.begin_object();
        text("actionType", "generateKey");
        begin("actionParams");
        key(id, "ZSK");
        boolean("exportable", true);
        text("owner", zone);
        printer_.end();
        begin("cooked");
        boolean("generateSuccess", true);
        integer("keyTag", 54321);
        text("keyData", base64(64));
        printer_.end();
        printer_.end();
    }

    void records(const std::string& zone) {
        const std::string dnskey = zone + " 3600 IN DNSKEY ";
        const std::string rrsig = zone +
                                  " 3600 IN RRSIG DNSKEY 13 1 3600 20270101000000 "
                                  "20261201000000 12345 " +
                                  zone + " ";
        printer_.name("signedKeysetRRs");
        printer_.begin_array();
        for (const std::string& record : {dnskey + "256 3 13 " + base64(64),
                                          dnskey + "257 3 13 " + base64(64), rrsig + base64(64)}) {
            count("", record.size());
            printer_.text(record);
        }
        printer_.end();
    }

    void signed_keyset(const std::string& zone, std::string_view ksk, std::string_view zsk) {
        printer_.begin_object();
        text("actionType", "produceSignedKeyset");
        begin("actionParams");
        text("ownerName", zone);
        text("signerName", zone);
        text("inception", "2026-12-01 00:00:00");
        text("expiration", "2027-01-01 00:00:00");
        integer("ttl", 3600);
        key_list("keyset", zsk, "ZSK");
        key_list("signedBy", ksk, "KSK");
        begin("publish");
        text("from", "2026-12-02 00:00:00");
        text("until", "2026-12-16 00:00:00");
        key_list("zoneSigners", zsk, "ZSK");
        printer_.end();
        printer_.end();
        begin("cooked");
        boolean("signSuccess", true);
        records(zone);
        printer_.end();
        printer_.end();
    }

    void zone() {
        const std::string name = "zone-" + std::to_string(++zones_) + ".example.";
        const std::string ksk = key_id();
        const std::string zsk = key_id();
        have_key(ksk);
        generate_key(name, zsk);
        for (int slot = 0; slot < 26; ++slot) {
            signed_keyset(name, ksk, zsk);
        }
    }

    json::Printer printer_;
    // NOLINTNEXTLINE(cert-msc32-c,cert-msc51-cpp): the same text in every run is the point
    std::mt19937 engine_{2027};
    std::size_t written_ = 0;
    std::size_t zones_ = 0;
};

}  // namespace

std::string cooked_recipe(std::size_t size) {
    return Recipe().write(size);
}

std::string many_members(std::size_t size) {
    json::Printer printer;
    printer.begin_object();
    for (std::size_t i = 0; i < size; ++i) {
        printer.name("member " + std::to_string(i));
        printer.integer(0);
    }
    printer.end();
    return printer.take();
}

}  // namespace ceremony::bench
