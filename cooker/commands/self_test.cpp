// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/self_test.hpp"

#include <utility>

#include "base/append_log.hpp"
#include "base/file_facts.hpp"
#include "base/read_file.hpp"
#include "base/wordlist.hpp"
#include "base/write_file.hpp"
#include "cooker/commands/known_answers.hpp"
#include "cooker/process.hpp"
#include "cooker/summary.hpp"
#include "crypto/digest.hpp"
#include "dns/dnskey.hpp"
#include "dns/rrset.hpp"
#include "dns/rrsig.hpp"
#include "dns/scan.hpp"
#include "dnssec/ds_digest.hpp"
#include "dnssec/verify.hpp"
#include "encoding/hex.hpp"

namespace ceremony::cooker {

namespace {

constexpr std::string_view data_name = "self-test";

Outcome expect(bool is_so, std::string_view what) {
    if (!is_so) {
        return Error{Errc::crypto, std::string(what)};
    }
    return Nothing{};
}

// --- known answers

Outcome test_digests() {
    const ByteView octets = as_bytes(known_digests.text);
    const std::string sha256 = encoding::encode_hex(TRY(crypto::sha256(octets)));
    const std::string sha384 = encoding::encode_hex(TRY(crypto::sha384(octets)));
    const std::string sha512 = encoding::encode_hex(TRY(crypto::sha512(octets)));
    TRY(expect(sha256 == known_digests.sha256, "SHA-256 differs"));
    TRY(expect(sha384 == known_digests.sha384, "SHA-384 differs"));
    return expect(sha512 == known_digests.sha512, "SHA-512 differs");
}

Outcome test_words() {
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(known_digests.text)));
    const Bytes back = TRY(read_words(print_words(digest)));
    return expect(back == Bytes(digest.begin(), digest.end()), "words do not lead back");
}

Result<dnssec::ZoneKey> zone_key(std::string_view text) {
    const dns::Record record = TRY(dns::scan_record(text, data_name));
    return dnssec::ZoneKey::make(record.owner(), TRY(dns::read_dnskey(record.rdata())));
}

Outcome test_signature(const KnownSignature& known) {
    const dnssec::ZoneKey key = TRY(zone_key(known.dnskey));
    const dns::Rrset set =
        TRY(dns::Rrset::from_records(TRY(dns::scan_records(known.records, data_name))));
    const dns::Record record = TRY(dns::scan_record(known.rrsig, data_name));
    dns::Rrsig rrsig = TRY(dns::read_rrsig(record.rdata()));
    TRY(dnssec::verify(set, rrsig, key));
    rrsig.signature.back() ^= 1U;
    TRY(expect(!dnssec::verify(set, rrsig, key).ok(), "a changed signature verifies"));
    rrsig.signature.back() ^= 1U;
    rrsig.expiration ^= 1U;
    return expect(!dnssec::verify(set, rrsig, key).ok(), "a changed expiration verifies");
}

Outcome test_ds(const KnownDs& known) {
    const dnssec::ZoneKey key = TRY(zone_key(known.dnskey));
    dns::Ds ds = TRY(dns::scan_ds(known.ds, data_name));
    TRY(dnssec::check_ds(ds, key.zone(), key.dnskey()));
    ds.digest.front() ^= 1U;
    return expect(!dnssec::check_ds(ds, key.zone(), key.dnskey()).ok(), "a changed DS matches");
}

// --- files

// A file that is gone at the end of the test.
class Scrap {
public:
    explicit Scrap(std::string path) : path_(std::move(path)) {}
    Scrap(const Scrap&) = delete;
    Scrap(Scrap&&) = delete;
    Scrap& operator=(const Scrap&) = delete;
    Scrap& operator=(Scrap&&) = delete;
    // It may never have been made.
    ~Scrap() { static_cast<void>(remove_file(path_)); }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
};

Outcome test_whole_file(const std::string& stem) {
    const Scrap part(stem + ".part");
    const Scrap whole(stem + ".json");
    TRY(write_file(part.path(), "one\n"));
    TRY(compare_with_medium(part.path(), "one\n"));
    TRY(expect(!write_file(part.path(), "two\n").ok(), "a file that existed was overwritten"));
    TRY(rename_file(part.path(), whole.path(), Existing::refuse));
    TRY(compare_with_medium(whole.path(), "one\n"));
    TRY(write_file(whole.path(), "two\n", {Existing::replace}));
    return compare_with_medium(whole.path(), "two\n");
}

Outcome test_journal(const std::string& stem) {
    const Scrap file(stem + ".journal");
    AppendLog log = TRY(AppendLog::create(file.path()));
    TRY(log.append("one\n"));
    TRY(log.append("two\n"));
    return compare_with_medium(file.path(), "one\ntwo\n");
}

Outcome test_transcript(const std::string& stem, Clock clock) {
    const Scrap file(stem + ".txt");
    Transcript transcript([](std::string_view) -> Outcome { return Nothing{}; }, clock);
    TRY(transcript.open(file.path()));
    TRY(transcript.say("one"));
    TRY(transcript.finish());
    const std::string text = TRY(read_file(file.path(), 4096));
    const std::size_t above = text.find('\n') + 1;
    const crypto::Sha256 digest = TRY(crypto::sha256(as_bytes(text).first(above)));
    return expect(text.substr(above).starts_with(encoding::encode_hex(digest)),
                  "the last line is not the hash of those above");
}

// --- all of it

class Report {
public:
    explicit Report(const Program& program) : program_(program) {}

    Outcome tell(const std::string& name, const Outcome& outcome) {
        const bool is_ok = outcome.ok();
        failures_ += is_ok ? 0 : 1;
        return program_.out((is_ok ? "ok      " : "FAILED  ") + name +
                            (is_ok ? "" : ": " + outcome.error().message()) + "\n");
    }

    [[nodiscard]] Outcome result() const {
        if (failures_ > 0) {
            return Error{Errc::crypto, "self-test: " + std::to_string(failures_) + " failed"}
                .with_hint("do not use this program on this machine");
        }
        return program_.out("all passed\n");
    }

private:
    const Program& program_;
    int failures_ = 0;
};

Outcome tell_about_program(const Program& program) {
    const crypto::Sha256 digest = TRY(hash_of_program());
    std::string text = "cooker " + std::string(version_text()) + "\n";
    for (const std::string& line : hash_lines("SHA-256 of this program", digest)) {
        text += line + "\n";
    }
    return program.out(text);
}

}  // namespace

Outcome self_test(const Options& /*options*/, const Program& program) {
    TRY(tell_about_program(program));
    const UtcTime time = TRY(program.clock());
    Report report(program);
    TRY(report.tell("SHA-256, SHA-384, SHA-512 (FIPS 180-4)", test_digests()));
    TRY(report.tell("words of a hash", test_words()));
    for (const KnownSignature& known : known_signatures) {
        TRY(report.tell("signatures of algorithm " + std::string(known.algorithm) + " (" +
                            std::string(known.source) + ")",
                        test_signature(known)));
    }
    for (const KnownDs& known : known_ds) {
        TRY(report.tell("DS (" + std::string(known.source) + ")", test_ds(known)));
    }
    const std::string stem = "cooker-self-test-" + time.compact();
    const auto file_system = file_system_of(".");
    const std::string place = file_system.ok() ? " on " + file_system.value() : std::string();
    TRY(report.tell("files written whole" + place, test_whole_file(stem)));
    TRY(report.tell("journal" + place, test_journal(stem)));
    TRY(report.tell("transcript" + place, test_transcript(stem, program.clock)));
    return report.result();
}

}  // namespace ceremony::cooker
