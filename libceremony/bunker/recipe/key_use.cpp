// SPDX-License-Identifier: BSD-3-Clause

#include "recipe/key_use.hpp"

#include <array>

namespace ceremony::recipe {

namespace {

KeyUse use_of(const KeyReference& key) {
    KeyUse use;
    use.name = &key.name;
    use.kind = key.kind;
    return use;
}

KeyUse use_of(const DirectKey& key) {
    KeyUse use;
    use.direct = &key;
    use.kind = key.kind;
    return use;
}

// A transport key, by reference or imported.
template <typename Key>
KeyUse use_of(const Key& key) {
    KeyUse use;
    use.name = &key.name;
    return use;
}

// Collects the uses of one action.
struct Collector {
    std::size_t action;
    std::vector<KeyUse> uses;

    template <typename Key>
    void add(Position position, const Key& key, std::size_t element = 0) {
        KeyUse use = use_of(key);
        use.action = action;
        use.position = position;
        use.element = element;
        uses.push_back(use);
    }
    template <typename... Keys>
    void add(Position position, const std::variant<Keys...>& key, std::size_t element = 0) {
        std::visit([&](const auto& held) { add(position, held, element); }, key);
    }
    template <typename Key>
    void add_each(Position position, const std::vector<Key>& keys) {
        for (std::size_t element = 0; element < keys.size(); ++element) {
            add(position, keys[element], element);
        }
    }

    void operator()(const HaveKey& have) { add(Position::have, have.key); }
    void operator()(const DeleteKey& deletion) { add(Position::deletion, deletion.key); }
    void operator()(const GenerateKey& generation) { add(Position::generation, generation.key); }
    void operator()(const ProduceSignedKeyset& set) {
        add_each(Position::keyset, set.keyset);
        add_each(Position::signer, set.signed_by);
        if (set.publish) {
            add_each(Position::zone_signer, set.publish->zone_signers);
        }
        const auto* cds = set.cds ? std::get_if<CdsKeys>(&set.cds->content) : nullptr;
        if (cds != nullptr) {
            add_each(Position::cds, cds->keys);
        }
    }
    void operator()(const ImportPublicKey& import) { add(Position::import, import); }
    void operator()(const ExportKeypair& exportation) {
        add(Position::exportation, exportation.key);
        add(Position::wrapping, exportation.wrapping_key);
    }
};

// In the order of Position; "[]" stands for the number of the element.
constexpr std::array<std::string_view, 10> paths = {"key",
                                                    "key",
                                                    "key",
                                                    "keyset[].key",
                                                    "signedBy[].key",
                                                    "publish.zoneSigners[].key",
                                                    "cds.keys[].key",
                                                    "key",
                                                    "key",
                                                    "wrappingKey"};

}  // namespace

std::vector<KeyUse> uses_of(const Recipe& recipe, std::size_t action) {
    Collector collector{action, {}};
    std::visit(collector, recipe.actions[action].params);
    return std::move(collector.uses);
}

std::string path_of(const KeyUse& use) {
    std::string path = "actionParams.";
    path.append(paths[static_cast<std::size_t>(use.position)]);
    const std::size_t bracket = path.find('[');
    if (bracket != std::string::npos) {
        path.insert(bracket + 1, std::to_string(use.element));
    }
    return path;
}

std::vector<KeyDataStatement> stated_key_data(const Action& action) {
    std::vector<KeyDataStatement> found;
    const auto add = [&found](std::string_view path, const std::optional<Bytes>& data) {
        if (data) {
            found.push_back({path, &*data});
        }
    };
    if (const auto* import = std::get_if<ImportPublicKey>(&action.params)) {
        found.push_back({"actionParams.key.keyData", &import->key_data});
    } else if (const auto* have = std::get_if<HaveKey>(&action.params)) {
        add("actionParams.keyData", have->key_data);
    } else if (const auto* deletion = std::get_if<DeleteKey>(&action.params)) {
        add("actionParams.keyData", deletion->key_data);
    }
    std::visit(
        [&add](const auto& params) {
            if constexpr (requires { params.cooked->key_data; }) {
                if (params.cooked) {
                    add("cooked.keyData", params.cooked->key_data);
                }
            }
        },
        action.params);
    return found;
}

}  // namespace ceremony::recipe
