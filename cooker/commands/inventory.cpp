// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/commands/inventory.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/quote.hpp"
#include "cooker/key_identity.hpp"
#include "cooker/settings.hpp"
#include "cooker/tokens.hpp"

namespace ceremony::cooker {

namespace {

using pkcs11::Object;
using pkcs11::ObjectClass;

// --- which objects belong together

struct Group {
    std::vector<const Object*> objects;
    bool is_key_pair = false;  // or a half of one
};

bool is_half(const Object& object) noexcept {
    return object.object_class == ObjectClass::private_key ||
           object.object_class == ObjectClass::public_key;
}

bool belong_together(const Object& a, const Object& b) noexcept {
    return is_half(a) && is_half(b) && a.type == b.type && a.id == b.id &&
           (!a.id.empty() || a.label == b.label);
}

// Keys before other objects, by ID and label; the private half first. A token has its objects
// in any order, and another one tomorrow.
std::vector<const Object*> sorted(const std::vector<Object>& objects) {
    std::vector<const Object*> order;
    order.reserve(objects.size());
    for (const Object& object : objects) {
        order.push_back(&object);
    }
    const auto rank = [](const Object& object) {
        const bool is_private = object.object_class == ObjectClass::private_key;
        return std::tuple(!is_half(object), std::tie(object.id, object.label, object.type),
                          !is_private, object.object_class);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&rank](const Object* a, const Object* b) { return rank(*a) < rank(*b); });
    return order;
}

std::vector<Group> grouped(const std::vector<Object>& objects) {
    std::vector<Group> groups;
    for (const Object* object : sorted(objects)) {
        const auto group =
            std::find_if(groups.begin(), groups.end(), [object](const Group& candidate) {
                return belong_together(*candidate.objects.front(), *object);
            });
        if (group == groups.end()) {
            groups.push_back({{object}, is_half(*object)});
        } else {
            group->objects.push_back(object);
        }
    }
    return groups;
}

std::size_t count(const Group& group, ObjectClass object_class) {
    const auto is_such = [object_class](const Object* object) {
        return object->object_class == object_class;
    };
    return static_cast<std::size_t>(
        std::count_if(group.objects.begin(), group.objects.end(), is_such));
}

// --- what is said about them

// What a flag that is set, not set, or not told means.
std::string flag_text(const std::optional<bool>& flag, std::string_view yes, std::string_view no) {
    if (!flag) {
        return "";
    }
    return ", " + std::string(*flag ? yes : no);
}

std::string extraction_text(const Object& object) {
    std::string text = flag_text(object.extractable, "EXTRACTABLE", "not extractable");
    if (object.extractable == false) {
        text += object.never_extractable == true    ? " and never was"
                : object.never_extractable == false ? ", WAS EXTRACTABLE BEFORE"
                                                    : "";
    }
    return text;
}

std::string private_text(const Object& object) {
    return "  private half" + flag_text(object.sensitive, "sensitive", "NOT SENSITIVE") +
           extraction_text(object) + flag_text(object.local, "made here", "not made here") +
           flag_text(object.may_sign, "signs", "does not sign") +
           flag_text(object.may_unwrap, "unwraps", "does not unwrap") +
           flag_text(object.on_token, "on the token", "of the session");
}

std::string public_text(const Object& object) {
    return "  public half" + flag_text(object.may_wrap, "wraps", "does not wrap") +
           flag_text(object.may_verify, "verifies", "does not verify") +
           flag_text(object.on_token, "on the token", "of the session") +
           (object.flaw.empty() ? "" : ", " + quote(object.flaw));
}

class Lines {
public:
    Lines(const std::set<dns::Name>& zones, Detail detail)
        : zones_(zones.begin(), zones.end()), detail_(detail) {}

    Outcome add(const Group& group) {
        const Object& first = *group.objects.front();
        if (!group.is_key_pair) {
            lines_.push_back(describe(first));
            return Nothing{};
        }
        add_title(group, first);
        for (const Object* object : group.objects) {
            lines_.push_back(object->object_class == ObjectClass::private_key
                                 ? private_text(*object)
                                 : public_text(*object));
        }
        for (const Object* object : group.objects) {
            if (object->object_class == ObjectClass::public_key && object->public_key) {
                const auto more = TRY(identity_lines(*object->public_key, zones_, detail_));
                lines_.insert(lines_.end(), more.begin(), more.end());
                break;
            }
        }
        return Nothing{};
    }

    // The same label on keys that do not belong together: a reference by label finds several.
    void add_shared_labels(const std::vector<Group>& groups) {
        for (std::size_t i = 0; i < groups.size(); ++i) {
            const Object& object = *groups[i].objects.front();
            if (!groups[i].is_key_pair || object.label.empty()) {
                continue;
            }
            const auto has_label = [&object](const Group& group) {
                return group.is_key_pair && group.objects.front()->label == object.label;
            };
            const auto here = groups.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::none_of(groups.begin(), here, has_label) &&
                std::any_of(here + 1, groups.end(), has_label)) {
                lines_.push_back("DUPLICATE: several keys have the label " + quote(object.label));
            }
        }
    }

    [[nodiscard]] std::vector<std::string> take() && { return std::move(lines_); }

private:
    void add_title(const Group& group, const Object& first) {
        const std::size_t privates = count(group, ObjectClass::private_key);
        const std::size_t publics = count(group, ObjectClass::public_key);
        std::string title = privates == 0  ? "public key"
                            : publics == 0 ? "private key"
                                           : "key pair";
        // describe() begins with the class of the object.
        const std::string rest = describe(first);
        title += rest.substr(to_string(first.object_class).size());
        lines_.push_back(title);
        if (privates > 1 || publics > 1) {
            lines_.push_back("  DUPLICATE: " + std::to_string(privates) + " private and " +
                             std::to_string(publics) + " public keys with this ID");
        }
    }

    std::vector<dns::Name> zones_;
    Detail detail_;
    std::vector<std::string> lines_;
};

}  // namespace

Result<std::vector<std::string>> inventory_lines(const std::vector<Object>& objects,
                                                 const std::set<dns::Name>& zones,
                                                 Detail detail) {
    const std::vector<Group> groups = grouped(objects);
    Lines lines(zones, detail);
    for (const Group& group : groups) {
        TRY(lines.add(group));
    }
    lines.add_shared_labels(groups);
    return std::move(lines).take();
}

Outcome inventory(const Options& options, const Program& program) {
    SettingsPlaces places;
    places.named = options.config;
    const Settings settings = TRY(load_settings(places));
    std::set<std::string> names;
    for (const config::Repository& repository : settings.repositories.list) {
        names.insert(repository.names.front());
    }
    Transcript transcript(program.out, program.clock);
    Keystore keystore = TRY(open_tokens(settings, names, program, transcript));
    for (std::size_t number = 0; number < keystore.size(); ++number) {
        const auto objects = TRY(keystore.store(number).token->objects());
        const auto lines = TRY(inventory_lines(objects, settings.guard.zones.listed,
                                               options.verbose ? Detail::full : Detail::plain));
        transcript.begin_paragraph();
        TRY(transcript.say("Repository " + quote(keystore.store(number).name) + ": " +
                           std::to_string(objects.size()) +
                           (objects.size() == 1 ? " object" : " objects")));
        TRY(transcript.say(lines));
    }
    return keystore.close();
}

}  // namespace ceremony::cooker
