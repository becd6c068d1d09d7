// SPDX-License-Identifier: BSD-3-Clause
//
// simulator.hpp -- a parent, a child, and a resolver with caches, one second after the other.
//
// It shares no code with proof/. One Course is one way in which a plan can come to pass: when the
// consumer really switched, when the parent changed. What a resolver fetches comes from a server
// that is some time behind, and records may have been signed some time ago. The parent has a
// server that changes first and one that changes last.

#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "timeline/model.hpp"

namespace ceremony::test {

/// How one plan came to pass. All times are those at which it really happened.
struct Course {
    std::optional<std::int64_t> import;         ///< nothing: not yet
    std::vector<std::int64_t> switches_before;  ///< to each of slots_before
    std::vector<std::int64_t> switches;  ///< to each of slots, if the result is there by then
    std::vector<std::int64_t> first_ds;  ///< of each change, at the fastest parent server
    std::vector<std::int64_t> last_ds;   ///< at the slowest
};

enum class Speed : std::uint8_t {
    fast,
    slow
};

/// What a resolver did, and how far what it got was behind.
struct Fetches {
    std::int64_t now = 0;
    std::int64_t ds_at = 0;
    Speed ds_server{};
    std::int64_t keys_at = 0;
    std::int64_t keys_behind = 0;  ///< up to the propagation delay of the zone
    std::int64_t zone_at = 0;
    std::int64_t zone_behind = 0;  ///< up to the same and the resigning time
};

enum class Answer : std::uint8_t {
    too_old,  ///< a cache would have asked again
    fine,
    bogus
};

class Simulator {
public:
    /// Refers to both.
    Simulator(const timeline::ZonePlan& plan, const Course& course)
        : plan_(plan), course_(course) {}

    /// What the resolver tells its client.
    [[nodiscard]] Answer ask(const Fetches& fetches) const;

private:
    [[nodiscard]] const timeline::Slot* published(std::int64_t at) const;
    [[nodiscard]] const std::vector<timeline::DsAtParent>& ds(std::int64_t at, Speed server) const;
    [[nodiscard]] bool is_fine(const std::vector<timeline::DsAtParent>& ds,
                               const timeline::Slot* keys,
                               const timeline::Slot* zone,
                               std::int64_t now) const;

    const timeline::ZonePlan& plan_;
    const Course& course_;
};

/// A set that somebody saw, and when it was there at the latest.
struct Sighting {
    bool is_planned = false;  ///< one of slots, else of slots_before
    std::size_t number = 0;
    std::int64_t by = 0;
};

/// Everything as late as it may be, but so that what was sighted was there; the import at `import`.
Course latest_course(const timeline::ZonePlan& plan,
                     const std::vector<Sighting>& sightings,
                     std::optional<std::int64_t> import);
/// Everything at some time at which it may be.
Course random_course(const timeline::ZonePlan& plan, std::mt19937& random);

}  // namespace ceremony::test
