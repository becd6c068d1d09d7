// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/plan.hpp"

#include <algorithm>

#include "base/checked.hpp"
#include "json/fields.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"
#include "recipe/read_values.hpp"

namespace ceremony::recipe {

namespace {

// A plan is written inside three objects.
constexpr std::size_t plan_depth_limit = json::depth_limit - 3;

std::size_t depth_of(json::Value value) {
    std::size_t depth = 0;
    if (value.kind() == json::Kind::array) {
        for (const json::Value element : value.elements()) {
            depth = std::max(depth, depth_of(element));
        }
    } else if (value.kind() == json::Kind::object) {
        for (const json::Member member : value.members()) {
            depth = std::max(depth, depth_of(member.value));
        }
    } else {
        return 0;
    }
    return depth + 1;
}

std::vector<dns::Name> zones_of(std::optional<json::Value> value) {
    std::vector<dns::Name> zones;
    if (!value || value->kind() != json::Kind::array) {
        return zones;
    }
    for (const json::Value element : value->elements()) {
        if (element.kind() == json::Kind::text) {
            auto name = dns::Name::from_text(element.text());
            if (name.ok()) {
                zones.push_back(std::move(name).value());
            }
        }
    }
    return zones;
}

Bytes id_of(std::optional<json::Value> value) {
    if (value && value->kind() == json::Kind::text) {
        auto id = key_id_from_text(value->text());
        if (id.ok()) {
            return std::move(id).value();
        }
    }
    return {};
}

std::optional<std::uint16_t> tag_of(std::optional<json::Value> value) {
    if (value && value->kind() == json::Kind::integer) {
        const auto tag = narrow<std::uint16_t>(value->integer());
        if (tag.ok()) {
            return tag.value();
        }
    }
    return std::nullopt;
}

}  // namespace

Result<Plan> Plan::from_value(std::shared_ptr<const json::Document> document, json::Value object) {
    TRY(json::object_of(object));
    if (depth_of(object) > plan_depth_limit) {
        return object.fail(Errc::limit, "nested too deep to be written");
    }
    return Plan(std::move(document), object);
}

bool operator==(const Plan& a, const Plan& b) {
    return json::print(a.value()) == json::print(b.value());
}

std::vector<PlannedKey> planned_keys(const Plan& plan) {
    std::vector<PlannedKey> known;
    const std::optional<json::Value> keys = plan.value().find("keys");
    if (!keys || keys->kind() != json::Kind::array) {
        return known;
    }
    for (const json::Value element : keys->elements()) {
        if (element.kind() == json::Kind::object) {
            PlannedKey key{zones_of(element.find("zones")), id_of(element.find("keyID")),
                           tag_of(element.find("keyTag"))};
            if (key != PlannedKey()) {
                known.push_back(std::move(key));
            }
        }
    }
    return known;
}

}  // namespace ceremony::recipe
