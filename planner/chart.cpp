// SPDX-License-Identifier: BSD-3-Clause

#include "planner/chart.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "planner/shown_plan.hpp"
#include "timeline/key_names.hpp"

namespace ceremony::planner {

namespace {

using timeline::has_key;
using timeline::KeyIndex;
using timeline::Slot;
using timeline::ZonePlan;

constexpr std::size_t width = 90;
constexpr std::size_t label_width = 6;

// What a column stands for.
class Scale {
public:
    explicit Scale(const ZonePlan& plan)
        : begin_(plan.slots.front().from.seconds()),
          length_(plan.slots.back().until.seconds() - begin_) {}

    [[nodiscard]] std::int64_t at(std::size_t column) const {
        // Rounded up, so that a column begins within the slot that it is shown for.
        const auto part = static_cast<std::int64_t>(column) * length_;
        return begin_ +
               (part + static_cast<std::int64_t>(width) - 1) / static_cast<std::int64_t>(width);
    }

private:
    std::int64_t begin_;
    std::int64_t length_;
};

char mark_of(const Slot& slot, KeyIndex key) {
    const auto in_set =
        std::find_if(slot.keys.begin(), slot.keys.end(),
                     [key](const timeline::KeyInSet& member) { return member.key == key; });
    const bool signs_zone = has_key(slot.zone_signers, key);
    if (in_set == slot.keys.end()) {
        return signs_zone ? '+' : ' ';
    }
    if (in_set->revoked) {
        return 'r';
    }
    return signs_zone || has_key(slot.signers, key) ? '#' : '-';
}

// The slot at each column.
std::vector<const Slot*> slots_at(const ZonePlan& plan, const Scale& scale) {
    std::vector<const Slot*> slots;
    auto slot = plan.slots.begin();
    for (std::size_t column = 0; column < width; ++column) {
        while (slot + 1 != plan.slots.end() && slot->until.seconds() <= scale.at(column)) {
            ++slot;
        }
        slots.push_back(&*slot);
    }
    return slots;
}

void put(std::string& line, std::size_t column, std::string_view text) {
    line.replace(column, text.size(), text);
}

std::string trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

// Two lines: names of months where there is room, and a bar where a month begins.
std::string scale_lines(const Scale& scale) {
    std::string names(label_width + width, ' ');
    std::string bars = names;
    std::string month;
    std::size_t next_name = 0;
    constexpr std::size_t name_size = 7;  // 2027-01
    for (std::size_t column = 0; column < width; ++column) {
        const auto time = UtcTime::from_seconds(scale.at(column));
        const std::string now = time.ok() ? time.value().text().substr(0, name_size) : month;
        if (now == month) {
            continue;
        }
        month = now;
        put(bars, label_width + column, "|");
        if (column >= next_name && column + name_size <= width) {
            put(names, label_width + column, now);
            next_name = column + name_size + 1;
        }
    }
    return trimmed(names) + trimmed(bars);
}

}  // namespace

std::string chart_of(const ZonePlan& plan) {
    const Scale scale(plan);
    const std::vector<const Slot*> slots = slots_at(plan, scale);
    const std::vector<std::string> names = key_names(plan);
    std::string text = scale_lines(scale);
    for (KeyIndex key = 0; key < plan.keys.size(); ++key) {
        std::string line(label_width + width, ' ');
        put(line, 2, names[key]);
        bool is_shown = false;
        for (std::size_t column = 0; column < width; ++column) {
            const char mark = mark_of(*slots[column], key);
            is_shown = is_shown || mark != ' ';
            line[label_width + column] = mark;
        }
        text += is_shown ? trimmed(line) : "";
    }
    return text;
}

}  // namespace ceremony::planner
