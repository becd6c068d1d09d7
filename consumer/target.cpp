// SPDX-License-Identifier: BSD-3-Clause

#include "consumer/target.hpp"

#include <utility>

#include "base/file_facts.hpp"
#include "base/read_file.hpp"
#include "base/write_file.hpp"

namespace ceremony::consumer {

namespace {

Links links_of(const policy::Target& target) {
    return target.link == policy::SymbolicLink::follow ? Links::follow : Links::refuse;
}

constexpr const char* hint_of_links =
    "name the file that it leads to, or allow it: symlink: follow in its entry under publish:";

}  // namespace

Result<std::optional<std::string>> read_target(const policy::Target& target) {
    Result<std::string> text =
        read_file(target.file, target_limit, {links_of(target), Writer::anyone});
    if (text.ok()) {
        return std::optional(std::move(text).value());
    }
    if (text.error().code() == Errc::not_found) {
        return std::optional<std::string>();
    }
    const auto facts = look_at(target.file, Links::refuse);
    const bool is_refused_link = target.link == policy::SymbolicLink::refuse && facts.ok() &&
                                 facts.value().kind == FileKind::symbolic_link;
    return is_refused_link ? std::move(text).error().as(Errc::unwritable).with_hint(hint_of_links)
                           : std::move(text).error();
}

Result<Written> write_target(const policy::Target& target,
                             const std::string& text,
                             Refresh refresh) {
    const std::optional<std::string> present = TRY(read_target(target));
    if (present == text && refresh == Refresh::when_changed) {
        return Written::no;
    }
    constexpr unsigned readable = 0644;  // what is in it, the DNS shows to everybody
    TRY(write_file(target.file, text, {Existing::replace, links_of(target), readable}));
    return Written::yes;
}

}  // namespace ceremony::consumer
