// SPDX-License-Identifier: BSD-3-Clause

#include "planner/notes.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "planner/page_facts.hpp"

namespace ceremony::planner {

namespace {

// "K1 (tag 12345) ..." without the tags.
std::string without_tags(std::string text) {
    constexpr std::string_view begin = " (tag ";
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        const std::size_t end = text.find_first_not_of("0123456789", at + begin.size());
        if (end == std::string::npos || text[end] != ')') {
            at += begin.size();
            continue;
        }
        text.erase(at, end + 1 - at);
    }
    return text;
}

// A note, and the zones of which it is true.
struct Note {
    std::string first_text;  ///< as it is said of the first zone
    std::vector<std::string> zones;
};

class Notes {
public:
    // `line` may begin with the name of the zone.
    void add(const std::string& zone, const std::string& line) {
        const std::string prefix = zone + ": ";
        std::string text = line.starts_with(prefix) ? line.substr(prefix.size()) : line;
        std::string common = without_tags(text);
        const auto [place, is_new] = numbers_.try_emplace(std::move(common), notes_.size());
        if (is_new) {
            notes_.push_back({std::move(text), {}});
        }
        notes_[place->second].zones.push_back(zone);
    }

    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        lines.reserve(notes_.size());
        for (const Note& note : notes_) {
            lines.push_back(
                names(note.zones) + ": " +
                (note.zones.size() == 1 ? note.first_text : without_tags(note.first_text)));
        }
        return lines;
    }

private:
    static std::string names(const std::vector<std::string>& zones) {
        constexpr std::size_t most_named = 3;
        std::string text;
        for (std::size_t i = 0; i < std::min(zones.size(), most_named); ++i) {
            text.append(text.empty() ? "" : ", ").append(zones[i]);
        }
        return zones.size() <= most_named
                   ? text
                   : std::to_string(zones.size()) + " zones (" + text + ", ...)";
    }

    std::vector<Note> notes_;
    std::map<std::string, std::size_t> numbers_;  ///< by what is common to all zones
};

}  // namespace

std::vector<std::string> notes_of(const plan::ChainPlan& plan) {
    Notes notes;
    for (const timeline::ZonePlan& zone : plan.zones) {
        const std::string name = zone.zone.text();
        for (const std::string& note : zone.notes) {
            notes.add(name, note);
        }
        if (zone.slots.empty()) {
            notes.add(name, "left out: " + rest_text(zone));
            continue;
        }
        for (const std::string& warning : warnings_about(zone)) {
            notes.add(name, warning);
        }
    }
    return notes.lines();
}

}  // namespace ceremony::planner
