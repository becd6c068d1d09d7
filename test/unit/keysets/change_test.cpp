// SPDX-License-Identifier: BSD-3-Clause

#include "keysets/change.hpp"

#include "support/printing.hpp"
#include "timeline/timing.hpp"
#include "unit/keysets/samples.hpp"

namespace change_test {

using namespace ceremony;
using keysets::Change;
using keysets::change_between;
using keysets::Keyset;
using test::ksk;
using test::zsk;

namespace {

using Keys = std::vector<dns::Dnskey>;

Keyset set_of(const Keys& keys, const Keys& signers, const Keys& zone_signers) {
    return test::with_zone_signers(test::keyset("2027-01-01", "2027-01-08", keys, signers),
                                   zone_signers);
}

timeline::Timing some_timing() {
    timeline::Timing timing;
    timing.ttl = 1;
    timing.max_ttl = 20;
    timing.zone_propagation = 300;
    timing.resigning = 4000;
    timing.lateness = 50'000;
    timing.clock_skew = 600'000;
    timing.publish_safety = 7'000'000;
    timing.retire_safety = 80'000'000;
    return timing;
}
constexpr timeline::Seconds child_delay = 650'300;

}  // namespace

TEST_CASE("change: everything is new where nothing was", "[keysets][change]") {
    const Change change = change_between(nullptr, set_of({ksk(1), zsk(2)}, {ksk(1)}, {zsk(2)}));
    CHECK(change.published == Keys{ksk(1), zsk(2)});
    CHECK(change.signs_set == Keys{ksk(1)});
    CHECK(change.signs_zone == Keys{zsk(2)});
    CHECK(change.removed.empty());
}

TEST_CASE("change: other times and signatures are no change", "[keysets][change]") {
    const Keyset before = set_of({ksk(1), zsk(2)}, {ksk(1)}, {zsk(2)});
    Keyset after = before;
    after.from = after.until;
    after.sequence = 9;
    after.signatures.front().signature = Bytes(64, 9);
    CHECK_FALSE(keysets::is_change(before, after));
}

TEST_CASE("change: a revoked key is the same key", "[keysets][change]") {
    const Keyset before = set_of({ksk(1), ksk(2), zsk(3)}, {ksk(1), ksk(2)}, {zsk(3)});
    const dns::Dnskey revoked = dns::revoked_form(ksk(1));
    const Keyset after = set_of({revoked, ksk(2), zsk(3)}, {revoked, ksk(2)}, {zsk(3)});
    const Change change = change_between(&before, after);
    CHECK(change.revoked == Keys{revoked});
    CHECK(change.published.empty());
    CHECK(change.removed.empty());
    CHECK(change.signs_set.empty());
    CHECK(keysets::is_change(before, after));
}

TEST_CASE("change: who signs the zone is a change of its own", "[keysets][change]") {
    const Keyset before = set_of({ksk(1), zsk(2), zsk(3)}, {ksk(1)}, {zsk(2)});
    const Keyset after = set_of({ksk(1), zsk(2), zsk(3)}, {ksk(1)}, {zsk(3)});
    const Change change = change_between(&before, after);
    CHECK(change.signs_zone == Keys{zsk(3)});
    CHECK(change.no_signs_zone == Keys{zsk(2)});
    CHECK(change.published.empty());
}

// Expected lengths by hand, from RFC 7583, section 3, and RFC 6781, section 4.1.4, with the child's
// delay as above.
TEST_CASE("change: what depends on an earlier change waits for it", "[keysets][change]") {
    const auto timing = some_timing();
    const Keyset one = set_of({ksk(1), zsk(2)}, {ksk(1)}, {zsk(2)});
    const Keyset published = set_of({ksk(1), zsk(2), zsk(3)}, {ksk(1)}, {zsk(2)});
    const Keyset active = set_of({ksk(1), zsk(2), zsk(3)}, {ksk(1)}, {zsk(3)});
    const Keyset removed = set_of({ksk(1), zsk(3)}, {ksk(1)}, {zsk(3)});
    const Change publish = change_between(&one, published);
    const Change activate = change_between(&published, active);
    const Change remove = change_between(&active, removed);
    // Ipub = D + ttl + P
    CHECK(wait_between(publish, activate, timing) == child_delay + 1 + 7'000'000);
    // Iret = S + D + max(ttl, max-ttl) + R
    CHECK(wait_between(activate, remove, timing) == 4000 + child_delay + 20 + 80'000'000);
    CHECK(wait_between(publish, remove, timing) == 0);
}

TEST_CASE("change: a KSK leaves when its successor is known", "[keysets][change]") {
    const auto timing = some_timing();
    const Keyset one = set_of({ksk(1), zsk(9)}, {ksk(1)}, {zsk(9)});
    const Keyset both = set_of({ksk(1), ksk(2), zsk(9)}, {ksk(1), ksk(2)}, {zsk(9)});
    const Keyset next = set_of({ksk(2), zsk(9)}, {ksk(2)}, {zsk(9)});
    // IpubC = D + ttl + P
    CHECK(wait_between(change_between(&one, both), change_between(&both, next), timing) ==
          child_delay + 1 + 7'000'000);
    CHECK(wait_between(change_between(&one, next), change_between(&both, next), timing) ==
          child_delay + 1 + 7'000'000);
}

TEST_CASE("change: the longest of several waits counts", "[keysets][change]") {
    const auto timing = some_timing();
    const Keyset one = set_of({ksk(1), zsk(2), zsk(3)}, {ksk(1)}, {zsk(2)});
    const Keyset both = set_of({ksk(1), ksk(4), zsk(2), zsk(3)}, {ksk(1), ksk(4)}, {zsk(3)});
    const Keyset next = set_of({ksk(4), zsk(3)}, {ksk(4)}, {zsk(3)});
    // Iret of the ZSK, which is more than IpubC of the KSK.
    CHECK(wait_between(change_between(&one, both), change_between(&both, next), timing) ==
          4000 + child_delay + 20 + 80'000'000);
}

TEST_CASE("change: RFC 5011 has its own waits", "[keysets][change]") {
    const auto timing = some_timing();
    const Keyset one = set_of({ksk(1)}, {ksk(1)}, {});
    const Keyset standby = set_of({ksk(1), ksk(2)}, {ksk(1)}, {});
    const Keyset both = set_of({ksk(1), ksk(2)}, {ksk(1), ksk(2)}, {});
    const dns::Dnskey revoked = dns::revoked_form(ksk(1));
    const Keyset revoking = set_of({revoked, ksk(2)}, {revoked, ksk(2)}, {});
    const Keyset gone = set_of({ksk(2)}, {ksk(2)}, {});
    CHECK(wait_between(change_between(&one, standby), change_between(&standby, both), timing) ==
          timeline::hold_down(timing));
    CHECK(wait_between(change_between(&both, revoking), change_between(&revoking, gone), timing) ==
          timeline::irev(timing));
}

TEST_CASE("change: an algorithm comes and goes with its signatures around its keys",
          "[keysets][change]") {
    const auto timing = some_timing();
    const Keyset one = set_of({ksk(1), zsk(2)}, {ksk(1)}, {zsk(2)});
    const Keyset signing = set_of({ksk(1), zsk(2)}, {ksk(1)}, {zsk(2), zsk(3)});
    const Keyset both = set_of({ksk(1), zsk(2), zsk(3)}, {ksk(1)}, {zsk(2), zsk(3)});
    const Keyset left = set_of({ksk(1), zsk(3)}, {ksk(1)}, {zsk(2), zsk(3)});
    const Keyset last = set_of({ksk(1), zsk(3)}, {ksk(1)}, {zsk(3)});
    CHECK(wait_between(change_between(&one, signing), change_between(&signing, both), timing) ==
          timeline::ipub_algorithm(timing));
    // Until no cache has a set with the key: D + ttl + R.
    CHECK(wait_between(change_between(&both, left), change_between(&left, last), timing) ==
          child_delay + 1 + 80'000'000);
}

}  // namespace change_test
