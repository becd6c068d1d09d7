// SPDX-License-Identifier: BSD-3-Clause
//
// A record that is scanned, printed and scanned again is the same record, and its line
// does not change any more. The same holds for the RDATA of a DS record alone.

#include <string>

#include "dns/print.hpp"
#include "dns/scan.hpp"
#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ceremony;
    const std::string_view text = fuzz::text(data, size);
    const auto records = dns::scan_records(text, "input");
    std::string lines;
    if (records.ok()) {
        for (const dns::Record& record : records.value()) {
            const std::string line = dns::print(record);
            const auto again = dns::scan_record(line, "line");
            fuzz::hold(again.ok() && again.value() == record, "the record survives");
            fuzz::hold(dns::print(again.value()) == line, "a record has one line");
            lines.append(line).append("\n");
        }
        const auto again = dns::scan_records(lines, "lines");
        fuzz::hold(again.ok() && again.value() == records.value(), "the records survive");
    } else {
        fuzz::hold(records.error().place().has_value(), "an error has a place");
    }
    const bool one_line = text.find('\n') == std::string_view::npos;
    fuzz::hold(one_line || !dns::scan_record(text, "input").ok(), "a record is one line");
    const auto ds = dns::scan_ds(text, "input");
    if (ds.ok()) {
        fuzz::hold(one_line, "a DS is one line");
        const auto again = dns::scan_ds(dns::print(ds.value()), "DS");
        fuzz::hold(again.ok() && again.value() == ds.value(), "the DS survives");
    }
    return 0;
}
