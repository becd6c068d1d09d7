// SPDX-License-Identifier: BSD-3-Clause

#include "plan/ids.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/checked.hpp"
#include "base/decimal.hpp"
#include "crypto/digest.hpp"
#include "encoding/writer.hpp"

namespace ceremony::plan {

namespace {

constexpr std::size_t id_size = 16;

// "nl. KSK nl-registry-"
std::string label_before_numbers(const timeline::Key& key, const recipe::Word& chain) {
    return key.zones.front().text() + (recipe::is_sep(key.role) ? " KSK " : " ZSK ") +
           chain.text() + '-';
}

// The numbers in "12-1-3"; nothing when it is something else.
std::optional<std::array<std::uint32_t, 3>> numbers_in(std::string_view text) {
    std::array<std::uint32_t, 3> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::size_t end = i + 1 < numbers.size() ? text.find('-') : text.size();
        const auto number = read_decimal<std::uint32_t>(text.substr(0, end));
        if (end == std::string_view::npos || !number.ok()) {
            return std::nullopt;
        }
        numbers.at(i) = number.value();
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return numbers;
}

// A shared key that has got its names, as it was before and as it is now.
struct Named {
    timeline::Key before;
    timeline::Key after;
    std::size_t last_zone = 0;  // that it was found in: equal keys of one zone are several
};

class Naming {
public:
    explicit Naming(const recipe::Ceremony& ceremony) : ceremony_(ceremony) {}

    Outcome name(timeline::Key& key, std::size_t zone) {
        if (key.zones.size() == 1) {
            return name_new(key);
        }
        std::vector<Named>& bucket = shared_[key.zones.front()];
        const auto same = std::find_if(bucket.begin(), bucket.end(), [&](const Named& named) {
            return named.last_zone != zone && named.before == key;
        });
        if (same != bucket.end()) {
            key = same->after;
            same->last_zone = zone;
            return Nothing{};
        }
        timeline::Key before = key;
        TRY(name_new(key));
        bucket.push_back({std::move(before), key, zone});
        return Nothing{};
    }

private:
    Outcome name_new(timeline::Key& key) {
        serial_ = TRY(checked_add(serial_, std::uint32_t{1}));
        const dns::Name& zone = key.zones.front();
        key.id = TRY(key_id(KeyOrigin{ceremony_, zone, {key.algorithm, key.role}, serial_}));
        if (key.label.empty()) {
            key.label = label_before_numbers(key, ceremony_.chain) +
                        std::to_string(ceremony_.sequence) + '-' +
                        std::to_string(ceremony_.attempt) + '-' + std::to_string(serial_);
        }
        return Nothing{};
    }

    const recipe::Ceremony& ceremony_;
    std::uint32_t serial_ = 0;
    std::map<dns::Name, std::vector<Named>> shared_;  // by the first zone
};

void add_number(encoding::Writer& out, std::uint32_t number) {
    out.u16(sizeof number);
    out.u32(number);
}

}  // namespace

Result<Bytes> key_id(const KeyOrigin& origin) {
    encoding::Writer out;
    TRY(out.octets_with_length16(as_bytes(origin.ceremony.chain.text())));
    add_number(out, origin.ceremony.sequence);
    add_number(out, origin.ceremony.attempt);
    TRY(out.octets_with_length16(origin.zone.wire()));
    out.u16(sizeof origin.kind.role);
    out.u16(static_cast<std::uint16_t>(origin.kind.role));
    out.u16(sizeof origin.kind.algorithm);
    out.u8(static_cast<std::uint8_t>(origin.kind.algorithm));
    add_number(out, origin.serial);
    const crypto::Sha256 digest = TRY(crypto::sha256(out.take()));
    const ByteView id = ByteView(digest).first(id_size);
    return Bytes(id.begin(), id.end());
}

Outcome name_keys(ChainPlan& plan, const recipe::Ceremony& ceremony) {
    Naming naming(ceremony);
    for (std::size_t zone = 0; zone < plan.zones.size(); ++zone) {
        for (timeline::Key& key : plan.zones[zone].keys) {
            if (timeline::is_made_here(key) && key.id.empty()) {
                TRY(naming.name(key, zone));
            }
        }
    }
    return Nothing{};
}

Result<std::optional<Attempt>> named_in(const timeline::Key& key, const recipe::Word& chain) {
    const std::string before = label_before_numbers(key, chain);
    if (!key.label.starts_with(before)) {
        return std::optional<Attempt>();
    }
    const auto numbers = numbers_in(std::string_view(key.label).substr(before.size()));
    if (!numbers) {
        return std::optional<Attempt>();
    }
    const auto [sequence, attempt, serial] = *numbers;
    const recipe::Ceremony ceremony{chain, sequence, attempt, std::nullopt};
    const Bytes id =
        TRY(key_id(KeyOrigin{ceremony, key.zones.front(), {key.algorithm, key.role}, serial}));
    return id == key.id ? std::optional(Attempt{sequence, attempt}) : std::nullopt;
}

}  // namespace ceremony::plan
