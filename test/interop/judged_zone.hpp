// SPDX-License-Identifier: BSD-3-Clause
//
// judged_zone.hpp -- a zone around a key set, and two judges of it: ldns and BIND.
//
// A judge wants a whole zone. It has a SOA and an NS record; ldns-signzone signs them, and
// what says that there is nothing else, with ZSKs whose private halves are at hand, from 2020
// to 2038. The DNSKEY records and their signatures are those of the key
// set, octet for octet: their validity decides.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::test {

/// Key files of ldns and of BIND: both halves lie at `path` + ".key" and ".private".
struct KeyFiles {
    std::string path;
};

class JudgedZone {
public:
    /// `trusted`: a file with the DNSKEY or DS record of the KSK that is believed.
    JudgedZone(std::string name, std::string trusted, std::vector<KeyFiles> zsks);

    /// From now on the zone has these DNSKEY and RRSIG records.
    void publish(const std::vector<std::string>& keyset);

    /// From now on this is believed.
    void trust(std::string file) { trusted_ = std::move(file); }

    [[nodiscard]] bool is_valid_to_ldns(UtcTime time) const;
    [[nodiscard]] bool is_valid_to_bind(UtcTime time) const;
    /// "ldns and BIND", "ldns", "BIND", "nobody"
    [[nodiscard]] std::string accepted_by(UtcTime time) const;

private:
    std::string name_;
    std::string trusted_;
    std::vector<KeyFiles> zsks_;
    TempFolder folder_;
};

/// The record with another octet in the middle of its base64.
[[nodiscard]] std::string with_an_octet_changed(std::string record);

/// Makes a key pair in `folder` with ldns-keygen. `algorithm` as it calls them.
[[nodiscard]] KeyFiles make_key_files(const TempFolder& folder,
                                      const std::string& algorithm,
                                      const std::string& zone);

/// The public key field that stands in a .key file, as base64.
[[nodiscard]] std::string key_data_in(const KeyFiles& files);

}  // namespace ceremony::test
