// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/violation.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <string_view>

#include "base/bytes.hpp"
#include "recipe/read.hpp"

namespace ceremony::recipe {

namespace {

// The path of a violation, and the value of the document that it leads to or comes nearest to.
struct Spot {
    json::Value value;
    std::string path;
};

// The next step of a path, "name" or "[2]", taken off its front.
std::string_view take_step(std::string_view& path) {
    const std::size_t start = path.starts_with('.') ? 1 : 0;
    const std::size_t end = std::min(path.find_first_of(".[", start + 1), path.size());
    const std::string_view step = path.substr(start, end - start);
    path.remove_prefix(end);
    return step;
}

// Follows paths, and counts the elements of an array on the way only once.
class Walker {
public:
    explicit Walker(const json::Document& document) : body_(body_of(document)) {}

    // As far as the path leads.
    Spot walk(std::string_view path) {
        Spot spot{body_, body_.path()};
        while (!path.empty()) {
            const std::string_view step = take_step(path);
            const std::optional<json::Value> next = follow(spot.value, step);
            const bool is_named = step.front() != '[';
            spot.path.append(is_named && !spot.path.empty() ? "." : "").append(step);
            if (!next) {
                spot.path.append(path);
                return spot;
            }
            spot.value = *next;
        }
        return spot;
    }

private:
    std::optional<json::Value> follow(json::Value value, std::string_view step) {
        if (step.front() == '[') {
            return value.kind() == json::Kind::array ? element_at(value, step) : std::nullopt;
        }
        return value.kind() == json::Kind::object ? value.find(step) : std::nullopt;
    }

    std::optional<json::Value> element_at(json::Value array, std::string_view step) {
        const auto [place, is_new] = arrays_.try_emplace(array.offset());
        std::vector<json::Value>& elements = place->second;
        if (is_new) {
            for (const json::Value element : array.elements()) {
                elements.push_back(element);
            }
        }
        std::size_t index = 0;
        std::from_chars(step.data() + 1, step.data() + step.size(), index);
        return index < elements.size() ? std::optional(elements[index]) : std::nullopt;
    }

    json::Value body_;
    std::map<std::size_t, std::vector<json::Value>> arrays_;  // by their offsets
};

// "actions[3].actionParams.ttl" or "preamble.rehearsal"
std::string path_of(const Violation& violation) {
    std::string path =
        violation.action ? "actions[" + std::to_string(*violation.action) + "]" : "preamble";
    return path.append(violation.path.empty() ? "" : ".").append(violation.path);
}

// It is about the recipe as a whole, or about what lies around it.
bool is_without_place(const Violation& violation) {
    return !violation.action && violation.path.empty();
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

}  // namespace

Error to_error(const Violation& violation) {
    return is_without_place(violation) ? Error{Errc::refused, violation.reason}
                                       : error_of(violation, "recipe." + path_of(violation));
}

std::vector<Error> to_errors(const std::vector<Violation>& violations,
                             const json::Document& document) {
    Walker walker(document);
    std::vector<Spot> spots;
    spots.reserve(violations.size());
    for (const Violation& violation : violations) {
        spots.push_back(walker.walk(path_of(violation)));
    }
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
        errors.push_back(
            is_without_place(violations[i])
                ? to_error(violations[i])
                : error_of(violations[i], spots[i].path).at(document.name(), places[i]));
    }
    return errors;
}

}  // namespace ceremony::recipe
