// SPDX-License-Identifier: BSD-3-Clause

#include "support/vectors.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "encoding/base64.hpp"
#include "encoding/hex.hpp"

namespace ceremony::test {

namespace {

// In test support an exception is the way to end a test: Catch2 reports it.
[[noreturn]] void fail(const std::string& place, const std::string& what) {
    throw std::runtime_error(place + ": " + what);
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

class FileReader {
public:
    FileReader(std::string file, const std::set<std::string>& keys)
        : file_(std::move(file)), keys_(keys) {}

    void line(const std::string& text) {
        ++line_;
        if (text.starts_with('#')) {
            return;
        }
        if (text.empty()) {
            end_block();
            return;
        }
        const std::size_t equals = text.find(" = ");
        if (equals == std::string::npos) {
            fail(here(), "not `key = value`");
        }
        const std::string key = text.substr(0, equals);
        if (key != "name" && key != "source" && key != "expect" && !keys_.contains(key)) {
            fail(here(), "unknown key " + key);
        }
        if (!block_.emplace(key, text.substr(equals + 3)).second) {
            fail(here(), "key " + key + " stands twice");
        }
    }

    std::vector<Vector> finish() {
        end_block();
        if (vectors_.empty()) {
            fail(file_, "no vectors in it");
        }
        return std::move(vectors_);
    }

private:
    [[nodiscard]] std::string here() const { return file_ + ":" + std::to_string(line_); }

    void end_block() {
        if (block_.empty()) {
            return;
        }
        for (const char* key : {"name", "source", "expect"}) {
            if (!block_.contains(key)) {
                fail(here(), std::string("the block that ends here has no key ") + key);
            }
        }
        vectors_.emplace_back(here(), std::move(block_));
        block_.clear();
    }

    std::string file_;
    const std::set<std::string>& keys_;
    std::size_t line_ = 0;
    std::map<std::string, std::string> block_;
    std::vector<Vector> vectors_;
};

}  // namespace

std::string Vector::title() const {
    return place_ + " (" + text("name") + ")";
}

const std::string& Vector::text(const std::string& key) const {
    const auto found = values_.find(key);
    if (found == values_.end()) {
        fail(place_, "no key " + key);
    }
    return found->second;
}

Bytes Vector::hex(const std::string& key) const {
    auto octets = encoding::decode_hex(without_spaces(text(key)));
    if (!octets.ok()) {
        fail(place_, key + ": " + octets.error().message());
    }
    return std::move(octets).value();
}

Bytes Vector::base64(const std::string& key) const {
    auto octets = encoding::decode_base64(without_spaces(text(key)));
    if (!octets.ok()) {
        fail(place_, key + ": " + octets.error().message());
    }
    return std::move(octets).value();
}

std::string read_vector_file(const std::string& file) {
    std::ifstream stream(std::string(CEREMONY_VECTORS) + "/" + file, std::ios::binary);
    if (!stream) {
        fail(file, "cannot be opened");
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<Vector> read_vectors(const std::string& file, const std::set<std::string>& keys) {
    std::istringstream stream(read_vector_file(file));
    FileReader reader(file, keys);
    std::string line;
    while (std::getline(stream, line)) {
        reader.line(line);
    }
    return reader.finish();
}

}  // namespace ceremony::test
