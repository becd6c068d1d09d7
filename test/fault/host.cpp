// SPDX-License-Identifier: BSD-3-Clause

#include "fault/host.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "base/time.hpp"
#include "crypto/digest.hpp"
#include "encoding/hex.hpp"
#include "keysets/state_text.hpp"

namespace ceremony::test {

namespace {

namespace fs = std::filesystem;

const std::string suppressions = "LSAN_OPTIONS=suppressions=" CEREMONY_SOFTHSM_LEAKS;

// All that a run of consumer may change.
constexpr auto changed_by_runs = {"store", "out", "signer"};

constexpr std::string_view signer_configuration =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<SignerConfiguration><Zone name="example">
  <Signatures>
    <Resign>PT7200S</Resign><Refresh>P3D</Refresh>
    <Validity><Default>P14D</Default><Denial>P14D</Denial></Validity>
    <Jitter>PT12H</Jitter><InceptionOffset>PT3600S</InceptionOffset>
  </Signatures>
  <Denial><NSEC/></Denial>
  <Keys><TTL>PT3600S</TTL></Keys>
  <SOA><TTL>PT3600S</TTL><Minimum>PT300S</Minimum><Serial>unixtime</Serial></SOA>
</Zone></SignerConfiguration>
)";

void replace_folder(const std::string& to, const std::string& from) {
    fs::remove_all(to);
    if (fs::exists(from)) {
        fs::copy(from, to, fs::copy_options::recursive);
    }
}

void replace(std::string& text, const std::string& old, const std::string& with) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    text.replace(at, old.size(), with);
}

// Which configuration it was is told first, by its hash and the words for it, each line indented.
std::string without_configuration(std::string output) {
    const std::string_view title = "Configuration:\n";
    const auto begin = output.find(title);
    if (begin == std::string::npos) {
        return output;
    }
    auto end = output.find('\n', begin + title.size());
    while (end != std::string::npos && output.compare(end + 1, 2, "  ") == 0) {
        end = output.find('\n', end + 1);
    }
    return output.erase(begin, end == std::string::npos ? end : end + 1 - begin);
}

}  // namespace

std::string text_of(const std::string& path) {
    return fs::exists(path) ? slurp(path) : "";
}

std::string must_succeed(const std::vector<std::string>& command) {
    const Ran ran = run_program(command);
    CAPTURE(command, ran.output);
    REQUIRE(ran.status == 0);
    return ran.output;
}

Host::Host() {
    hsm_.add_token("oper");
    token_ = fs::directory_iterator(hsm_.tokens())->path();
    hsm_.add_token("bunker");
    for (const char* name : {"out", "signer"}) {
        fs::create_directory(folder / name);
    }
    static_cast<void>(folder.file("pin", std::string(test_pin) + "\n"));
    fs::permissions(folder / "pin", fs::perms::owner_read | fs::perms::owner_write);
    static_cast<void>(folder.file("template.xml", signer_configuration));
    static_cast<void>(folder.file("hook", usual_hook()));
    configure(targets());
    make_transport_key();
}

std::string Host::filled_in(std::string text) const {
    const std::string word = "FOLDER";
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.replace(at, word.size(), folder.path());
    }
    return text;
}

std::string Host::targets(const std::string& hook) const {
    return "publish:\n"
           "  - { zone: example., format: zone, file: FOLDER/out/example.zone, after: " +
           hook +
           " }\n"
           "  - { zone: example., format: signconf, file: FOLDER/out/example.xml, template: "
           "FOLDER/template.xml, after: " +
           hook + " }\n";
}

std::string Host::usual_hook() const {
    return filled_in("cp FOLDER/out/example.* FOLDER/signer/\n");
}

void Host::configure(const std::string& lines) {
    lines_ = lines;
    static_cast<void>(
        folder.file("consumer.yaml", filled_in("version: 1\n"
                                               "repositories:\n"
                                               "  default: { module: " +
                                               module_ +
                                               ", label: oper, pin: file, pin-file: FOLDER/pin }\n"
                                               "store: FOLDER/store\n"
                                               "attest: [ FOLDER/attest.pub ]\n"
                                               "zones: [ { name: example. } ]\n" +
                                               lines)));
}

void Host::use_module(const std::string& module) {
    module_ = module;
    configure(lines_);
}

namespace {

std::string planning(const Ceremony& ceremony) {
    return "version: 1\n"
           "chain: " +
           ceremony.chain +
           "\n"
           "repositories:\n"
           "  default: { module: " +
           softhsm_module() +
           ", label: oper, pin: file, pin-file: FOLDER/pin }\n"
           "transport: [ { label: recipekey, size: 2048, public-key: FOLDER/transport.pub } ]\n"
           "kasp:\n"
           "  refresh: P10D\n"
           "  validity: P40D\n"
           "  reserve: P5D\n"
           "  ds-gate: assume\n"
           "  ksk: { algo: 13, lifetime: P2Y }\n"
           "  zsk: { algo: 13, lifetime: P30D }\n"
           "zones: [ { name: " +
           ceremony.zone + " } ]\n";
}

}  // namespace

void Host::make_transport_key() const {
    const std::string plan = folder.file("planner.yaml", filled_in(planning({})));
    must_succeed({"env", suppressions, CEREMONY_PLANNER, "transport-key", "-c", plan});
}

std::string Host::hold(const std::string& name, const Ceremony& ceremony) {
    const std::string plan = folder.file("planner.yaml", filled_in(planning(ceremony)));
    std::vector<std::string> command = {"env", suppressions, CEREMONY_PLANNER, "produce", "-c",
                                        plan,  "--now",      ceremony.now,     "--from"};
    command.push_back(ceremony.previous.empty() ? "2027-01-01" : ceremony.now);
    if (!ceremony.previous.empty()) {
        const std::string hash =
            encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(ceremony.previous)))));
        command.insert(command.end(), {"--previous", ceremony.previous, "--expect", hash});
    }
    command.insert(command.end(), {"-o", folder / (name + ".json"), ceremony.until, name});
    must_succeed(command);
    cook(name, ceremony);
    return folder / (name + ".json");
}

void Host::cook(const std::string& name, const Ceremony& ceremony) const {
    const CurrentFolder current(folder.path());
    fs::remove("cooker.yaml");
    must_succeed({CEREMONY_COOKER, "init", "--for", name + ".json", "--label", "bunker",
                  "--pin-file", folder / "pin"});
    std::string guard = slurp("cooker.yaml");
    if (ceremony.rehearsal) {
        replace(guard, "rehearsal: false", "rehearsal: true");
    }
    static_cast<void>(folder.file(
        "cooker.yaml", guard + "\nattest: { keyStore: default, keyLabel: ceremony attest }\n"));
    const std::string pem = must_succeed({"sh", "-c",
                                          "exec env \"$0\" \"$1\" attest-key -c cooker.yaml "
                                          "2> attest.log",
                                          suppressions, CEREMONY_COOKER});
    static_cast<void>(folder.file("attest.pub", pem));
    std::vector<std::string> command = {"env",         suppressions, CEREMONY_COOKER,
                                        "cook",        "-y",         "-c",
                                        "cooker.yaml", "-r",         name + ".json"};
    if (!ceremony.previous.empty()) {
        command.insert(command.end(), {"--previous", ceremony.previous});
    }
    must_succeed(command);
}

Ran Host::run(const std::string& time,
              const std::vector<std::string>& arguments,
              const std::vector<std::string>& variables) const {
    const UtcTime at = must(UtcTime::from_text(time));
    std::vector<std::string> command = {
        "env", suppressions, "LD_PRELOAD=" CEREMONY_CLOCK_LIBRARY ":" CEREMONY_FILE_FAULTS_LIBRARY,
        "CEREMONY_CLOCK=" + std::to_string(at.seconds()), "CEREMONY_CLOCK_STATE=synchronised"};
    command.insert(command.end(), variables.begin(), variables.end());
    command.insert(command.end(),
                   {CEREMONY_CONSUMER, arguments.front(), "-c", folder / "consumer.yaml"});
    command.insert(command.end(), arguments.begin() + 1, arguments.end());
    Ran ran = run_program(command);
    ran.output = without_configuration(std::move(ran.output));
    return ran;
}

std::string Host::must_run(const std::string& time,
                           const std::vector<std::string>& arguments) const {
    const Ran ran = run(time, arguments);
    CAPTURE(time, arguments, ran.output);
    REQUIRE(ran.status == 0);
    return ran.output;
}

std::vector<std::string> Host::import_of(const std::string& path) {
    return {"import", "--expect", encoding::encode_hex(must(crypto::sha256(as_bytes(slurp(path))))),
            path};
}

std::vector<std::string> Host::planned(const std::string& time) const {
    std::vector<std::string> texts;
    for (const std::string format : {"zone", "signconf"}) {
        const std::string file = folder / ("planned." + format);
        fs::remove(file);
        must_run(time,
                 {"publish", "--zone", "example.", "--format", format, "--output", file, time});
        texts.push_back(slurp(file));
    }
    return texts;
}

std::vector<std::string> Host::contents(const std::string& where) const {
    return {text_of(folder / (where + "/example.zone")),
            text_of(folder / (where + "/example.xml"))};
}

void Host::save() {
    for (const char* name : changed_by_runs) {
        replace_folder(saved_ / name, folder / name);
    }
    replace_folder(saved_ / "tokens", hsm_.tokens());
}

void Host::restore() {
    for (const char* name : changed_by_runs) {
        replace_folder(folder / name, saved_ / name);
    }
    replace_folder(hsm_.tokens(), saved_ / "tokens");
}

std::string Host::state() const {
    std::string text = text_of(folder / "store/state.json");
    return text == keysets::write_state({}) ? "" : text;
}

std::size_t Host::objects_of_token() const {
    const fs::directory_iterator all(token_);
    return static_cast<std::size_t>(std::count_if(
        begin(all), end(all),
        [](const fs::directory_entry& entry) { return entry.path().extension() == ".object"; }));
}

}  // namespace ceremony::test
