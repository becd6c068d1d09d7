// SPDX-License-Identifier: BSD-3-Clause

#include "planner/commands/init.hpp"

#include <string>

#include "base/file_facts.hpp"
#include "base/folder.hpp"
#include "base/quote.hpp"
#include "base/write_file.hpp"

namespace ceremony::planner {

namespace {

constexpr std::string_view text =
    R"(# Key signing ceremonies: what is planned here, and how. planner(1) explains every line.
# Lengths of time are ISO 8601 (P1Y, P14D, PT12H) or seconds; times are UTC.
version: 1
chain: example                     # the name of this line of ceremonies

# The token beside the online signer, with the keys that open what the bunker exports. A
# machine that only plans needs none. PINs: ask, file (with pin-file: PATH), pinpad, or
# credential (of systemd, with pin-credential: NAME).
repositories:
  default:
    module: /usr/lib/softhsm/libsofthsm2.so
    label: operations
    pin: ask

# How keys and DNSKEY sets live. Every line is the default, and could be left out.
kasp:
  refresh:         P5D             # sets are replaced this long before their signatures end
  validity:        P14D            # of the signatures of a set
  inceptionoffset: PT1H            # signatures begin this long before, for clocks that are late
  ttl:             PT1H            # of the DNSKEY set
  # slot:          P7D             # sets change at fixed distances; else when they have to
  publish-safety:  PT1H            # added where a key is introduced
  retire-safety:   PT1H            # added where a key is removed
  zone:
    propagation: PT12H             # until all servers of the zone serve a change
    max-ttl:     P1D               # the largest TTL in the zone, negative answers included
    soa-expire:  P5D
    # How the online signer re-signs the zone; resign-all: true when it signs everything anew
    # as soon as its key changes.
    signature: { validity: P14D, refresh: P3D, jitter: PT12H, resign: PT2H, resign-all: false }
  parent:                          # parent: none for the root
    propagation:  PT12H
    ds-ttl:       P1D
    registration: P2D              # until a DS that was submitted is published
  lateness:   P3D                  # how late the consumer may be without harm
  clock-skew: PT5M
  reserve:    P30D                 # sets beyond the end, in case the next ceremony is late
  handover:   P14D                 # in which the result of the next ceremony is imported
  ksk: { algo: 13, lifetime: P2Y, roll: double-ds, standby: 0 }
  zsk: { algo: 13, lifetime: P90D, roll: pre-publish, source: bunker, standby: 0, export: transport }
  strict: true                     # also for validators that ask for every algorithm
  cds: { publish: never, ttl: PT1H, digests: [2], cdnskey: true }
  rfc5011: false                   # true: as trust anchors are rolled
  ds-gate: confirm                 # a DS counts once somebody has seen it (events:); or assume
  overlap: allow                   # avoid: never a KSK and a ZSK rollover at the same time
  require-backup: none             # ksk, all: generated keys wait until they are backed up

# Policies by other names say what is different in them.
policies:
#  fast:
#    ttl: PT5M

zones:
  - name: example.
#  - { name: example.org., policy: fast }

# The keys that ZSKs travel under, one for each site; `planner transport-key` makes the key and
# its file.
transport:
  - { label: recipekey, size: 3072, public-key: transport.pub }

# What people have observed; the next plan builds on it. `consumer import` and `consumer event`
# print such lines: they go below this one events:, of which there is no second.
events:
#  - ds-seen: { zone: example., ds: "TAG ALGORITHM TYPE DIGEST", at: 2027-02-01 }
#  - ds-gone: { zone: example., ds: "TAG ALGORITHM TYPE DIGEST", at: 2027-02-03 }
#  - imported: { sequence: 1, at: 2027-01-12 }
#  - backup-done: { key: "hex 00112233445566778899aabbccddeeff", at: 2027-01-06 }

# For the consumer, beside the online signer.
store: /var/lib/ceremony
trust:
#  example.: [ "TAG ALGORITHM TYPE DIGEST" ]
attest:
#  - bunker-attest.pub
clock: warn                        # required: nothing is published by a clock that is not synchronised
publish:
#  - zone: example.
#    format: signconf
#    file: /var/lib/opendnssec/signconf/example.xml
#    after: [ods-signer, update, example]
)";

std::string path_in(const std::string& folder) {
    return folder == "." ? "ceremony.yaml" : folder + "/ceremony.yaml";
}

}  // namespace

std::string_view starting_configuration() noexcept {
    return text;
}

Outcome init(const Options& options, const program::Program& program) {
    const std::string path = path_in(options.directory);
    if (!look_at(options.directory, Links::follow).ok()) {
        const Outcome created = create_folder(options.directory);
        if (!created.ok()) {
            return Error(created.error())
                .with_hint("one folder is made; those that it is to be in have to be there");
        }
    }
    const Outcome written = write_file(path, text);
    if (!written.ok() && look_at(path, Links::refuse).ok()) {
        return Error(written.error()).with_hint("nothing was changed; edit it, or move it away");
    }
    TRY(written);
    return program.out("Wrote " + quote(path, path.size()) +
                       ". Put in the names of your zones, and read it.\n");
}

}  // namespace ceremony::planner
