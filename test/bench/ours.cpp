// SPDX-License-Identifier: BSD-3-Clause

#include <optional>
#include <utility>

#include "bench/contestant.hpp"
#include "json/parse.hpp"
#include "json/print.hpp"

namespace ceremony::bench {

namespace {

class Ours : public Contestant {
public:
    void load(std::string text) override { text_ = std::move(text); }

    bool parse() override {
        auto parsed = json::parse(std::move(text_), "bench");
        if (parsed.ok()) {
            document_.emplace(std::move(parsed).value());
        }
        return document_.has_value();
    }

    std::size_t print() override { return json::print(document_->root()).size(); }

private:
    std::string text_;
    std::optional<json::Document> document_;
};

}  // namespace

std::unique_ptr<Contestant> make_ours() {
    return std::make_unique<Ours>();
}

}  // namespace ceremony::bench
