// SPDX-License-Identifier: BSD-3-Clause
//
// words.hpp -- the words of ceremony.yaml for choices in a policy.

#pragma once

#include <array>
#include <string_view>

#include "config/values.hpp"
#include "policy/policy.hpp"

namespace ceremony::policy {

inline constexpr std::array<config::Word<KskRoll>, 3> ksk_rolls = {{
    {"double-ds", KskRoll::double_ds},
    {"double-signature", KskRoll::double_signature},
    {"double-rrset", KskRoll::double_rrset},
}};
inline constexpr std::array<config::Word<ZskRoll>, 2> zsk_rolls = {{
    {"pre-publish", ZskRoll::pre_publish},
    {"double-signature", ZskRoll::double_signature},
}};
inline constexpr std::array<config::Word<ZskSource>, 2> zsk_sources = {{
    {"bunker", ZskSource::bunker},
    {"external", ZskSource::external},
}};
inline constexpr std::array<config::Word<ZskExport>, 2> zsk_exports = {{
    {"transport", ZskExport::transport},
    {"none", ZskExport::none},
}};
inline constexpr std::array<config::Word<CdsPublish>, 3> cds_words = {{
    {"never", CdsPublish::never},
    {"rollover", CdsPublish::rollover},
    {"always", CdsPublish::always},
}};
inline constexpr std::array<config::Word<DsGate>, 2> ds_gates = {{
    {"confirm", DsGate::confirm},
    {"assume", DsGate::assume},
}};
inline constexpr std::array<config::Word<Overlap>, 2> overlaps = {{
    {"allow", Overlap::allow},
    {"avoid", Overlap::avoid},
}};
inline constexpr std::array<config::Word<Backup>, 3> backups = {{
    {"none", Backup::none},
    {"ksk", Backup::ksk},
    {"all", Backup::all},
}};

inline constexpr std::array<config::Word<Goal>, 2> goals = {{
    {"secure", Goal::secure},
    {"insecure", Goal::insecure},
}};

/// The word for `meaning`. REQUIRES: there is one in `words`.
template <typename T, std::size_t size>
[[nodiscard]] constexpr std::string_view word_of(const std::array<config::Word<T>, size>& words,
                                                 T meaning) noexcept {
    std::string_view found;
    for (const config::Word<T>& word : words) {
        if (word.meaning == meaning) {
            found = word.word;
        }
    }
    return found;
}

}  // namespace ceremony::policy
