// SPDX-License-Identifier: BSD-3-Clause
//
// publishing.hpp -- a host with one target, for which runs of publish have something to do.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "consumer/publisher.hpp"
#include "consumer/site.hpp"
#include "dns/scan.hpp"
#include "unit/consumer/shop.hpp"

namespace ceremony::test {

// v1_0.json is imported: sets that follow each other on the first of January to April 2027. It
// has no slots and no plan, and nobody has to be on a token for a zone file.
class Publishing : public Shop {
public:
    explicit Publishing(const std::string& format = "zone") {
        configure(host_with(format));
        import(cooked("v1_0", test::nothing_travels_in_v1_0));
        at("2027-01-02");
    }

    static std::string host_with(const std::string& format) {
        return "publish:\n"
               "  - zone: example.\n"
               "    format: " +
               format +
               "\n"
               "    file: FOLDER/target\n"
               "    after: [sh, -c, \"echo told >> FOLDER/hook; test ! -e FOLDER/deaf\"]\n";
    }

    Outcome run(const consumer::PublishRules& rules = {}) {
        told.out.clear();
        told.err.clear();
        return consumer::publish_what_is_due(must(consumer::configuration_of(options)), rules,
                                             told.program);
    }
    [[nodiscard]] std::string target() const { return folder / "target"; }
    [[nodiscard]] std::size_t hooks_run() const {
        const std::string file = folder / "hook";
        return std::filesystem::exists(file) ? slurp(file).size() / std::string("told\n").size()
                                             : 0;
    }
    [[nodiscard]] keysets::ZoneState zone() const {
        return store().state().zones.at(must(dns::Name::from_text("example.")));
    }
    // The time its signatures end: of the set that the target has.
    [[nodiscard]] std::string expiration_in_target() const {
        for (const dns::Record& record : must(dns::scan_records(slurp(target()), "target"))) {
            if (record.type() == dns::RrType::rrsig) {
                return UtcTime::from_rrsig_time(must(dns::read_rrsig(record.rdata())).expiration)
                    .text();
            }
        }
        FAIL("no signature");
        return "";
    }
};

}  // namespace ceremony::test
