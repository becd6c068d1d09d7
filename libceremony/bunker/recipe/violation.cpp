// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/violation.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string_view>

#include "base/bytes.hpp"
#include "recipe/read.hpp"

namespace ceremony::recipe {

namespace {

// A value of the document and its path.
struct Spot {
    json::Value value;
    std::string path;
};

// The next step of a path, "name" or "[2]", taken off its front.
std::string_view take_step(std::string_view& path) {
    const std::size_t start = path.front() == '.' ? 1 : 0;
    const std::size_t end = std::min(path.find_first_of(".[", start + 1), path.size());
    const std::string_view step = path.substr(start, end - start);
    path.remove_prefix(end);
    return step;
}

std::optional<json::Value> element_at(json::Value array, std::string_view step) {
    std::size_t index = 0;
    std::from_chars(step.data() + 1, step.data() + step.size(), index);
    for (const json::Value element : array.elements()) {
        if (index-- == 0) {
            return element;
        }
    }
    return std::nullopt;
}

std::optional<json::Value> follow(json::Value value, std::string_view step) {
    if (step.front() == '[') {
        return value.kind() == json::Kind::array ? element_at(value, step) : std::nullopt;
    }
    return value.kind() == json::Kind::object ? value.find(step) : std::nullopt;
}

// As far as the path leads.
Spot walk(Spot spot, std::string_view path) {
    while (!path.empty()) {
        const std::string_view step = take_step(path);
        const std::optional<json::Value> next = follow(spot.value, step);
        if (!next) {
            return spot;
        }
        spot.value = *next;
        spot.path.append(step.front() == '[' ? "" : ".").append(step);
    }
    return spot;
}

std::string start_of(const Violation& violation) {
    return violation.action ? "actions[" + std::to_string(*violation.action) + "]" : "preamble";
}

Error error_of(const Violation& violation, std::string_view path) {
    return Error{Errc::refused, std::string(path) + ": " + violation.reason};
}

// Turns offsets that never decrease into places.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    Place advance(std::size_t offset) {
        for (; offset_ < offset; ++offset_) {
            if (text_[offset_] == '\n') {
                place_ = {place_.line + 1, 1};
            } else if ((as_bytes(text_)[offset_] & 0xc0U) != 0x80) {  // UTF-8: a character begins
                ++place_.column;
            }
        }
        return place_;
    }

private:
    std::string_view text_;
    std::size_t offset_ = 0;
    Place place_;
};

std::vector<Spot> find_spots(const std::vector<Violation>& violations,
                             const json::Document& document) {
    const json::Value body = body_of(document);
    const std::string prefix = body.path().empty() ? "" : body.path() + ".";
    std::vector<json::Value> actions;
    for (const json::Value action : action_values(document)) {
        actions.push_back(action);
    }
    std::vector<Spot> spots;
    spots.reserve(violations.size());
    for (const Violation& violation : violations) {
        const json::Value start =
            violation.action ? actions[*violation.action] : *body.find("preamble");
        spots.push_back(walk({start, prefix + start_of(violation)}, violation.path));
    }
    return spots;
}

}  // namespace

Error to_error(const Violation& violation) {
    const std::string_view dot = violation.path.empty() ? "" : ".";
    return error_of(violation, "recipe." + start_of(violation).append(dot) + violation.path);
}

std::vector<Error> to_errors(const std::vector<Violation>& violations,
                             const json::Document& document) {
    const std::vector<Spot> spots = find_spots(violations, document);
    std::vector<std::size_t> order(spots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&spots](std::size_t a, std::size_t b) {
        return spots[a].value.offset() < spots[b].value.offset();
    });
    std::vector<Place> places(spots.size());
    Cursor cursor(document.text());
    for (const std::size_t number : order) {
        places[number] = cursor.advance(spots[number].value.offset());
    }
    std::vector<Error> errors;
    errors.reserve(spots.size());
    for (std::size_t i = 0; i < spots.size(); ++i) {
        errors.push_back(error_of(violations[i], spots[i].path).at(document.name(), places[i]));
    }
    return errors;
}

}  // namespace ceremony::recipe
