// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/event_lines.hpp"

#include <variant>

#include "dns/print.hpp"
#include "encoding/hex.hpp"

namespace ceremony::consumer {

namespace {

struct Print {
    std::string operator()(const policy::DsSeen& seen) const { return ds("ds-seen", seen); }
    std::string operator()(const policy::DsGone& gone) const { return ds("ds-gone", gone); }
    std::string operator()(const policy::Imported& imported) const {
        return line("imported", "sequence: " + std::to_string(imported.sequence), imported.at);
    }
    std::string operator()(const policy::BackupDone& backup) const {
        return line("backup-done", "key: \"hex " + encoding::encode_hex(backup.key) + "\"",
                    backup.at);
    }

private:
    static std::string ds(const std::string& name, const auto& event) {
        return line(name, "zone: " + event.zone.text() + ", ds: \"" + dns::print(event.ds) + "\"",
                    event.at);
    }
    static std::string line(const std::string& name, const std::string& what, UtcTime at) {
        return "  - { " + name + ": { " + what + ", at: \"" + at.text() + "\" } }\n";
    }
};

}  // namespace

std::string event_lines(const policy::Event& event) {
    return "For the host that plans:\nevents:\n" + std::visit(Print{}, event);
}

}  // namespace ceremony::consumer
