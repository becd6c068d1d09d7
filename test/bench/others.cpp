// SPDX-License-Identifier: BSD-3-Clause
//
// The libraries we compare with. Compiled without our flags, above all without the
// bounds checks of the standard library that ours is compiled with.

#include <nlohmann/json.hpp>
#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <utility>

#include "bench/contestant.hpp"

namespace ceremony::bench {

namespace {

// NOLINTNEXTLINE(bugprone-exception-escape): the library's null value is said not to throw
class Nlohmann : public Contestant {
public:
    void load(std::string text) override { text_ = std::move(text); }

    bool parse() override {
        value_ = nlohmann::json::parse(text_, nullptr, false);
        return !value_.is_discarded();
    }

    std::size_t print() override { return value_.dump(2, ' ', true).size(); }

private:
    std::string text_;
    nlohmann::json value_;
};

class RapidJson : public Contestant {
public:
    void load(std::string text) override { text_ = std::move(text); }

    bool parse() override {
        document_.Parse<rapidjson::kParseValidateEncodingFlag>(text_.data(), text_.size());
        return !document_.HasParseError();
    }

    std::size_t print() override {
        rapidjson::StringBuffer buffer;
        rapidjson::PrettyWriter<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>>
            writer(buffer);
        writer.SetIndent(' ', 2);
        document_.Accept(writer);
        return buffer.GetSize();
    }

private:
    std::string text_;
    rapidjson::Document document_;
};

}  // namespace

std::unique_ptr<Contestant> make_nlohmann() {
    return std::make_unique<Nlohmann>();
}

std::unique_ptr<Contestant> make_rapidjson() {
    return std::make_unique<RapidJson>();
}

}  // namespace ceremony::bench
