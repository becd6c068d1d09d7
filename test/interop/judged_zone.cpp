// SPDX-License-Identifier: BSD-3-Clause

#include "interop/judged_zone.hpp"

#include <sstream>

#include "interop/tools.hpp"
#include "support/printing.hpp"

namespace ceremony::test {
namespace {

bool is_signature(std::string_view record) {
    return record.find("RRSIG DNSKEY") != std::string_view::npos;
}

// Of what ldns-signzone wrote, all but the DNSKEY records and their signatures.
std::string without_key_set(const std::string& zone) {
    std::istringstream lines(zone);
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("\tDNSKEY\t") == std::string::npos &&
            line.find("\tRRSIG\tDNSKEY ") == std::string::npos) {
            kept += line + "\n";
        }
    }
    return kept;
}

}  // namespace

JudgedZone::JudgedZone(std::string name, std::string trusted, std::vector<KeyFiles> zsks)
    : name_(std::move(name)), trusted_(std::move(trusted)), zsks_(std::move(zsks)) {}

void JudgedZone::publish(const std::vector<std::string>& keyset) {
    std::string zone = name_ +
                       " 3600 IN SOA ns.invalid. hostmaster.invalid. 1 3600 900 604800 300\n" +
                       name_ + " 3600 IN NS ns.invalid.\n";
    std::string records;
    for (const std::string& record : keyset) {
        records += record + "\n";
        if (!is_signature(record)) {
            zone += record + "\n";
        }
    }
    const std::string unsigned_zone = folder_.file("unsigned", zone);
    std::vector<std::string> command = {
        "ldns-signzone",    "-d",         "-i", "20200101000000", "-e", "20380101000000", "-f",
        folder_ / "signed", unsigned_zone};
    for (const KeyFiles& zsk : zsks_) {
        command.push_back(zsk.path);
    }
    const Ran ran = run_program(command);
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    static_cast<void>(folder_.file("zone", without_key_set(slurp(folder_ / "signed")) + records));
}

bool JudgedZone::is_valid_to_ldns(UtcTime time) const {
    const Ran ran =
        run_program({"ldns-verify-zone", "-t", time.compact(), "-k", trusted_, folder_ / "zone"});
    UNSCOPED_INFO("ldns-verify-zone: " << ran.output);
    REQUIRE(ran.status < 128);
    return ran.status == 0;
}

bool JudgedZone::is_valid_to_bind(UtcTime time) const {
    const Ran ran = run_at(time.seconds(), {"dnssec-verify", "-q", "-o", name_, folder_ / "zone"});
    UNSCOPED_INFO("dnssec-verify: " << ran.output);
    REQUIRE(ran.status < 128);
    return ran.status == 0;
}

std::string JudgedZone::accepted_by(UtcTime time) const {
    const bool ldns = is_valid_to_ldns(time);
    const bool bind = is_valid_to_bind(time);
    if (ldns && bind) {
        return "ldns and BIND";
    }
    if (ldns) {
        return "ldns";
    }
    return bind ? "BIND" : "nobody";
}

std::string with_an_octet_changed(std::string record) {
    const std::size_t begin = record.rfind(' ') + 1;
    char& middle = record[begin + (record.size() - begin) / 2];
    middle = middle == 'A' ? 'B' : 'A';
    return record;
}

KeyFiles make_key_files(const TempFolder& folder,
                        const std::string& algorithm,
                        const std::string& zone) {
    const Ran ran = run_program({"sh", "-c", R"(cd "$0" && ldns-keygen -a "$1" -b 2048 "$2")",
                                 folder.path(), algorithm, zone});
    CAPTURE(ran.output);
    REQUIRE(ran.status == 0);
    return {folder / ran.output.substr(0, ran.output.find('\n'))};
}

std::string key_data_in(const KeyFiles& files) {
    std::istringstream words(slurp(files.path + ".key"));
    std::string word;
    for (int i = 0; i < 7; ++i) {  // owner, class, DNSKEY, flags, protocol, algorithm, key
        words >> word;
    }
    return word;
}

}  // namespace ceremony::test
