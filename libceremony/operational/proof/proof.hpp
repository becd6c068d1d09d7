// SPDX-License-Identifier: BSD-3-Clause
//
// proof.hpp -- is every cache safe at every instant of a plan?
//
// A resolver puts together a DS set, a DNSKEY set and signatures of the zone that it may have
// fetched at different times, from servers and through caches that are behind. The proof looks at
// all of these views. A version that is planned for [a, b) may be served in
//
//     [a - clock skew, b + lateness + propagation),
//
// signatures of the zone for S longer, DS sets until they were gone everywhere; and it is seen
// until a TTL after that. The consumer never takes away what is published: a set is served until
// the next, the last one for ever. The result of the ceremony before is served until the new one
// is imported, at any instant of the hand-over; before the first ceremony of a zone there are no
// keys and no signatures. A DS change that nobody has observed may happen at any time from its
// earliest on, or never.
//
// A view is safe when its DS set is empty, or else when, with the DS set as it is and reduced to
// its strongest digest type, a key that is not revoked is in it and in the DNSKEY set and signs
// that set validly, and a key of the DNSKEY set signed the zone. Strict validators want more: for
// each algorithm in the DS set such a key, for each in the DNSKEY set a signature over the set and
// one over the zone.
//
// Views change at finitely many instants, and the proof works with the intervals between them: it
// is exact, nothing is sampled. Time grows with the slots, and for each with the DS changes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "timeline/model.hpp"

namespace ceremony::proof {

/// What goes wrong in a view.
enum class Fault : std::uint8_t {
    no_key_for_ds,           ///< no key of the DS set signs the DNSKEY set
    ds_algorithm_missing,    ///< no such key of one algorithm of the DS set (strict)
    set_algorithm_unsigned,  ///< no key of one algorithm of the DNSKEY set signs it (strict)
    signature_not_yet_valid,
    signature_expired,
    zone_unsigned,           ///< there is a DS, and records of the zone without signatures
    no_key_for_zone,         ///< no key of the DNSKEY set signed the zone
    zone_algorithm_missing,  ///< none of one algorithm of the DNSKEY set did (strict)
};

/// "no key for the DS set", ...
[[nodiscard]] std::string_view to_string(Fault fault) noexcept;

/// Which set of a plan.
struct SlotNumber {
    enum class Of : std::uint8_t {
        nothing,  ///< before there were any sets
        before,   ///< ZonePlan::slots_before
        plan      ///< ZonePlan::slots
    };
    Of of = Of::nothing;
    std::size_t number = 0;

    friend bool operator==(const SlotNumber&, const SlotNumber&) = default;
};

/// A view that is bogus, and how it comes about: every change that may be late is as late as it
/// may be, but at `at` at the latest; the servers asked are the slowest or the fastest, whichever
/// it takes.
struct CounterExample {
    Fault fault{};
    UtcTime at;                    ///< the first instant at which any view is bogus
    std::optional<UtcTime> until;  ///< no more from here on; nothing: until somebody acts
    std::size_t ds = 0;            ///< 0: ZonePlan::ds_before; n: after change n - 1
    UtcTime ds_fetched;
    SlotNumber keys;
    UtcTime keys_fetched;
    std::optional<SlotNumber> zone;  ///< whose zone_signers; nothing where they do not matter
    std::optional<UtcTime> zone_fetched;
    std::optional<UtcTime> imported;  ///< when the new result took over, if it did
    std::string sentence;             ///< for people

    friend bool operator==(const CounterExample&, const CounterExample&) = default;
};

/// Something that somebody or something has to do, and how late it may be.
struct Step {
    enum class What : std::uint8_t {
        publish,    ///< the set of slot `number` takes the place of the one before
        hand_over,  ///< this result takes over
        ds_change   ///< change `number` at the parent is complete
    };
    What what{};
    std::size_t number = 0;
    UtcTime planned;  ///< for the hand-over its end, for a DS change its earliest
    /// How much later than planned it may happen, everything else in its time, without making
    /// anything bogus; nothing: at any time, for as long as the sets of the plan last. What is to
    /// be published meanwhile is as late as the step; at the parent people wait for a late
    /// hand-over, and a parent that reads CDS sets does what they say once they are there. The
    /// consumer's lateness is in it for a `publish`, and comes on top of it for a `hand_over`.
    std::optional<timeline::Seconds> slack;
    /// The first bogus instant when it does not happen and nobody acts; nothing: never.
    std::optional<UtcTime> bogus_from;

    friend bool operator==(const Step&, const Step&) = default;
};

/// Until when a ZSK that was stolen can be used together with a signed set that lists it.
struct Exposure {
    timeline::KeyIndex key = 0;
    UtcTime until;

    friend bool operator==(const Exposure&, const Exposure&) = default;
};

struct Verdict {
    std::optional<CounterExample> counter_example;  ///< nothing: the plan is safe
    /// The first bogus instant when the machines go on and nobody does anything, neither at the
    /// parent nor in another ceremony; nothing: never.
    std::optional<UtcTime> dead_man;
    std::vector<Exposure> exposure;  ///< of the ZSKs, by KeyIndex

    [[nodiscard]] bool is_safe() const noexcept { return !counter_example; }

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Judges the plan from the beginning of its first slot until everything that was published at the
/// end of the last one has left the caches. REQUIRES: at least one slot; every KeyIndex is one of
/// keys; slots_before reaches back as far as anything can be seen at the beginning, also of a zone
/// that another system signed; DS changes are in order. A change with `assumed` counts as complete
/// when it says so: what happens otherwise is in `dead_man`, and in the steps.
[[nodiscard]] Verdict prove(const timeline::ZonePlan& plan);

/// What has to be done, by time of plan; slots in which no key changes are left out. REQUIRES as
/// prove(), and that it found the plan safe. This takes far longer than prove().
[[nodiscard]] std::vector<Step> steps_of(const timeline::ZonePlan& plan);

}  // namespace ceremony::proof
