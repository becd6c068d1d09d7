// SPDX-License-Identifier: BSD-3-Clause

#include "yaml/merge.hpp"

#include <algorithm>
#include <cstddef>

namespace ceremony::yaml {

namespace {

struct Candidate {
    Entry entry;
    std::size_t rank;  // its place among all candidates; the lowest wins
};

bool by_key_and_rank(const Candidate& a, const Candidate& b) {
    return a.entry.key != b.entry.key ? a.entry.key < b.entry.key : a.rank < b.rank;
}

}  // namespace

Entries select_merged(const Entries& own, const std::vector<const Entries*>& sources) {
    if (sources.empty()) {
        return {};
    }
    std::vector<Candidate> candidates;
    const auto add = [&](const Entry& entry) {
        candidates.push_back(Candidate{entry, candidates.size()});
    };
    std::for_each(own.begin(), own.end(), add);
    for (const Entries* source : sources) {
        std::for_each(source->begin(), source->end(), add);
    }
    std::sort(candidates.begin(), candidates.end(), by_key_and_rank);
    const auto loses = std::unique(
        candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.entry.key == b.entry.key; });
    candidates.erase(loses, candidates.end());
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
    Entries selected;
    for (const Candidate& candidate : candidates) {
        if (candidate.rank >= own.size()) {
            selected.push_back(candidate.entry);
        }
    }
    return selected;
}

}  // namespace ceremony::yaml
