// SPDX-License-Identifier: BSD-3-Clause
//
// Every kind of rollover over three ceremonies, from the policy to the cooked recipe, each planned
// from the result before it. ldns judges what validators see: each set at its time, and where sets
// change, everything that some cache may put together: the old set or the new one, signatures of
// the zone from before or after, each DS set that may still be cached.

#include <algorithm>
#include <utility>

#include "interop/ceremonies.hpp"
#include "interop/tools.hpp"
#include "support/recipes.hpp"

namespace ceremony::test {
namespace {

constexpr std::int64_t ds_ttl = 86400;  // the default, and not said otherwise below

const std::string usual =
    "  validity: P40D\n"
    "  refresh: P10D\n"
    "  handover: P2D\n";

std::string ksk(const std::string& members) {
    return "  ksk: { lifetime: P150D, " + members + " }\n";
}
std::string zsk(const std::string& members) {
    return "  zsk: { lifetime: P80D, " + members + " }\n";
}

class Judge {
public:
    explicit Judge(const Ceremonies& ceremonies) : ceremonies_(ceremonies) {}

    void judge_all() {
        const auto& published = ceremonies_.published();
        for (std::size_t number = 0; number < published.size(); ++number) {
            const PublishedSet& now = published[number];
            judge(now, now, now.from);
            if (number > 0) {
                const PublishedSet& before = published[number - 1];
                REQUIRE(before.until == now.from);
                judge(now, before, now.from);
                judge(before, now, now.from);
                judge(before, before, cached_until(before));
            }
        }
    }

    /// How often the zone was judged with a DS set.
    [[nodiscard]] std::size_t verdicts() const { return verdicts_; }

private:
    static UtcTime cached_until(const PublishedSet& set) {
        return must(UtcTime::from_seconds(set.until.seconds() + set.ttl));
    }

    // A validator has the key set `set`, and data that was signed when `data` was published.
    void judge(const PublishedSet& set, const PublishedSet& data, UtcTime time) {
        JudgedZone zone("example.", "", data.signers);
        bool is_made = false;
        const auto& parent = ceremonies_.parent();
        for (std::size_t number = 0; number < parent.size(); ++number) {
            const bool is_over = number + 1 < parent.size() &&
                                 parent[number + 1].from.seconds() + ds_ttl < time.seconds();
            if (parent[number].from > time || is_over || parent[number].files.empty()) {
                continue;
            }
            if (!std::exchange(is_made, true)) {
                zone.publish(set.records);
            }
            zone.trust(trusted(parent[number]));
            CAPTURE(time.text(), set.from.text(), data.from.text(), set.records,
                    parent[number].files);
            CHECK(zone.is_valid_to_ldns(time));
            ++verdicts_;
        }
    }

    // One file with all of the DS records.
    std::string trusted(const DsSetAtParent& set) const {
        std::string records;
        for (const std::string& file : set.files) {
            records += slurp(file);
        }
        return folder_.file("trusted", records);
    }

    const Ceremonies& ceremonies_;
    TempFolder folder_;
    std::size_t verdicts_ = 0;
};

void hold_three(Ceremonies& ceremonies, const std::string& kasp) {
    ceremonies.hold("2027-01-01", "2027-07-01", kasp);
    ceremonies.hold("2027-06-20", "2028-01-01", kasp);
    ceremonies.hold("2027-12-20", "2028-07-01", kasp);
}

void expect_valid(const Ceremonies& ceremonies, std::size_t verdicts) {
    Judge judge(ceremonies);
    judge.judge_all();
    CHECK(judge.verdicts() >= verdicts);
}

TEST_CASE("round trip: each way to roll a KSK is valid to ldns in every cache",
          "[interop][round_trip]") {
    needs({"ldns-signzone", "ldns-verify-zone"});
    const std::string roll = GENERATE("double-ds", "double-signature", "double-rrset");
    CAPTURE(roll);
    Ceremonies ceremonies;
    hold_three(ceremonies, usual + ksk("roll: " + roll) + zsk("roll: pre-publish"));
    expect_valid(ceremonies, 60);
    CHECK(ceremonies.keys_in_sets("257 3 13") >= 2);
    CHECK(ceremonies.keys_in_sets("256 3 13") >= 6);
}

TEST_CASE("round trip: ZSKs rolled by double signatures are valid to ldns in every cache",
          "[interop][round_trip]") {
    needs({"ldns-signzone", "ldns-verify-zone"});
    Ceremonies ceremonies;
    hold_three(ceremonies, usual + ksk("roll: double-ds") + zsk("roll: double-signature"));
    expect_valid(ceremonies, 60);
    CHECK(ceremonies.keys_in_sets("256 3 13") >= 6);
}

TEST_CASE("round trip: trust anchors, standby keys and CDS sets are valid to ldns in every cache",
          "[interop][round_trip]") {
    needs({"ldns-signzone", "ldns-verify-zone"});
    Ceremonies ceremonies;
    hold_three(ceremonies, usual + "  rfc5011: true\n  cds: { publish: always }\n" +
                               ksk("roll: double-signature, standby: 1") +
                               zsk("roll: pre-publish, standby: 1"));
    expect_valid(ceremonies, 60);
    CHECK(ceremonies.keys_in_sets("257 3 13") >= 3);
    CHECK(ceremonies.keys_in_sets("385 3 13") >= 1);
}

TEST_CASE("round trip: an algorithm is replaced, valid to ldns in every cache",
          "[interop][round_trip]") {
    needs({"ldns-signzone", "ldns-verify-zone"});
    Ceremonies ceremonies;
    const auto with = [](const std::string& algorithm) {
        return usual + ksk("roll: double-signature, algo: " + algorithm) +
               zsk("algo: " + algorithm);
    };
    ceremonies.hold("2027-01-01", "2027-07-01", with("13"));
    ceremonies.hold("2027-06-20", "2028-01-01", with("8"));
    ceremonies.hold("2027-12-20", "2028-07-01", with("8"));
    expect_valid(ceremonies, 60);
    CHECK(ceremonies.keys_in_sets("257 3 8") >= 1);
    const auto& last = ceremonies.published().back().records;
    CHECK(std::none_of(last.begin(), last.end(), [](const std::string& record) {
        return record.find(" DNSKEY 257 3 13 ") != std::string::npos;
    }));
}

TEST_CASE("round trip: a zone becomes insecure, and is valid to ldns until no cache has its DS",
          "[interop][round_trip]") {
    needs({"ldns-signzone", "ldns-verify-zone"});
    Ceremonies ceremonies;
    const std::string kasp = usual + ksk("roll: double-ds") + zsk("roll: pre-publish");
    ceremonies.hold("2027-01-01", "2027-07-01", kasp);
    ceremonies.hold("2027-06-20", "2028-01-01", kasp, "insecure");
    ceremonies.hold("2027-12-20", "2028-07-01", kasp, "insecure");
    REQUIRE(ceremonies.parent().size() >= 2);
    CHECK(ceremonies.parent().back().files.empty());
    expect_valid(ceremonies, 10);
}

}  // namespace
}  // namespace ceremony::test
