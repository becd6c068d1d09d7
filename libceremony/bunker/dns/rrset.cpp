// SPDX-License-Identifier: BSD-3-Clause

#include "dns/rrset.hpp"

#include <algorithm>
#include <utility>

namespace ceremony::dns {

namespace {

Outcome check_belongs(const Record& record, const Record& first) {
    if (record.owner() != first.owner()) {
        return Error{Errc::semantics, "a set with records of " + first.owner().text() + " and of " +
                                          record.owner().text()};
    }
    if (record.type() != first.type()) {
        return Error{Errc::semantics, "a set with records of type " + to_string(first.type()) +
                                          " and of type " + to_string(record.type())};
    }
    if (record.ttl() != first.ttl()) {
        return Error{Errc::semantics, "a set with the TTLs " + std::to_string(first.ttl()) +
                                          " and " + std::to_string(record.ttl())};
    }
    return Nothing{};
}

}  // namespace

Result<Rrset> Rrset::from_records(std::vector<Record> records) {
    if (records.empty()) {
        return Error{Errc::semantics, "a set without records"};
    }
    if (records.front().type() == RrType::rrsig) {
        return Error{Errc::semantics, "RRSIG records do not form a set"};
    }
    for (const Record& record : records) {
        TRY(check_belongs(record, records.front()));
    }
    std::ranges::sort(records, {}, &Record::rdata);
    records.erase(std::unique(records.begin(), records.end()), records.end());
    if (records.size() > 1 && std::ranges::any_of(records, &Record::is_delete_request)) {
        return Error{Errc::semantics, to_string(records.front().type()) +
                                          " records beside a request to delete the DS set"};
    }
    return Rrset(std::move(records));
}

Result<Rrset> Rrset::make(const Name& owner,
                          RrType type,
                          std::uint32_t ttl,
                          const std::vector<Bytes>& rdata) {
    std::vector<Record> records;
    records.reserve(rdata.size());
    for (const Bytes& octets : rdata) {
        records.push_back(TRY(Record::make(owner, type, ttl, octets)));
    }
    return from_records(std::move(records));
}

Bytes Rrset::wire(std::uint32_t original_ttl) const {
    Bytes octets;
    for (const Record& record : records_) {
        append(octets, record.wire(original_ttl));
    }
    return octets;
}

}  // namespace ceremony::dns
