// SPDX-License-Identifier: BSD-3-Clause
//
// yaml_suite DIR -- holds yaml/ against the public YAML test suite in its data form,
// ID[/NN]/{in.yaml,test.event,error}.
//
// Each document must be refused, or its structure and the texts of its scalars must
// be those of test.event: tags and styles ignored, aliases expanded. None that is
// marked by a file `error` may be accepted. Exits 0 when that holds for all of them,
// 1 when it does not, 77 (skipped) without DIR, 66 when there is no suite in it.

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/parse.hpp"

namespace fs = std::filesystem;
using namespace ceremony;

namespace {

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// A scalar in test.event has these escapes: \\ \n \r \t \b.
std::string unescape(std::string_view text) {
    constexpr std::string_view letters = "\\nrtb";
    constexpr std::string_view meanings = "\\\n\r\t\b";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t letter =
            text[i] == '\\' && i + 1 < text.size() ? letters.find(text[i + 1]) : letters.npos;
        if (letter == std::string_view::npos) {
            out.push_back(text[i]);
        } else {
            out.push_back(meanings[letter]);
            ++i;
        }
    }
    return out;
}

/// Nodes in a form that can be compared: a size in front of every text, brackets
/// around collections.
std::string scalar(std::string_view text) {
    return std::to_string(text.size()).append(":").append(text);
}

void write(std::string& out, json::Value value) {
    if (value.kind() == json::Kind::array) {
        out.push_back('[');
        for (const json::Value element : value.elements()) {
            write(out, element);
        }
        out.push_back(']');
    } else if (value.kind() == json::Kind::object) {
        out.push_back('{');
        for (const json::Member& member : value.members()) {
            out.append(scalar(member.name.text()));
            write(out, member.value);
        }
        out.push_back('}');
    } else {
        out.append(scalar(value.text()));
    }
}

/// The same from the lines of a test.event.
class Events {
public:
    /// The form of the only document; nothing when there is none or several.
    static std::optional<std::string> read(const std::string& text) {
        Events events;
        std::size_t start = 0;
        while (start < text.size()) {
            const std::size_t end = std::min(text.find('\n', start), text.size());
            events.line(std::string_view(text).substr(start, end - start));
            start = end + 1;
        }
        if (events.documents_ != 1) {
            return std::nullopt;
        }
        return events.out_;
    }

private:
    struct Open {
        std::size_t start;
        std::string anchor;
    };

    void line(std::string_view line) {
        const std::string_view what = line.substr(0, 4);
        std::string_view rest = line.substr(what.size());
        if (what == "+DOC") {
            ++documents_;
        } else if (what == "+SEQ" || what == "+MAP") {
            open_.push_back({out_.size(), properties(rest)});
            out_.push_back(what == "+SEQ" ? '[' : '{');
        } else if (what == "-SEQ" || what == "-MAP") {
            out_.push_back(what == "-SEQ" ? ']' : '}');
            name(open_.back());
            open_.pop_back();
        } else if (what == "=VAL") {
            const Open node = {out_.size(), properties(rest)};
            out_.append(scalar(unescape(rest.substr(2))));  // behind the space and the style
            name(node);
        } else if (what == "=ALI") {
            out_.append(nodes_[std::string(rest.substr(2))]);
        }
    }

    /// Takes tag, anchor and style of a collection from the front; says the anchor.
    static std::string properties(std::string_view& rest) {
        std::string anchor;
        while (rest.starts_with(" &") || rest.starts_with(" <") || rest.starts_with(" []") ||
               rest.starts_with(" {}")) {
            const char close = rest[1] == '<' ? '>' : ' ';
            const std::size_t end = std::min(rest.find(close, 2), rest.size());
            if (rest[1] == '&') {
                anchor = rest.substr(2, end - 2);
            }
            rest.remove_prefix(close == '>' ? end + 1 : end);
        }
        return anchor;
    }

    void name(const Open& node) {
        if (!node.anchor.empty()) {
            nodes_[node.anchor] = out_.substr(node.start);
        }
    }

    std::string out_;
    std::size_t documents_ = 0;
    std::vector<Open> open_;
    std::map<std::string, std::string> nodes_;
};

struct Counts {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    std::size_t wrong = 0;
};

void wrong(Counts& counts, const fs::path& folder, const char* what) {
    ++counts.wrong;
    std::printf("%s: %s\n", folder.c_str(), what);
}

void check(const fs::path& folder, Counts& counts) {
    const auto document = yaml::parse(read(folder / "in.yaml"), "in.yaml");
    if (!document.ok()) {
        ++counts.refused;
        return;
    }
    ++counts.accepted;
    if (fs::exists(folder / "error")) {
        wrong(counts, folder, "accepted, and must be refused");
        return;
    }
    std::string got;
    write(got, document.value().root());
    if (Events::read(read(folder / "test.event")) != got) {
        wrong(counts, folder, "accepted, and reads differently");
    }
}

int run(const fs::path& suite) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(suite)) {
        if (entry.path().filename() == "in.yaml") {
            folders.push_back(entry.path().parent_path());
        }
    }
    std::sort(folders.begin(), folders.end());
    Counts counts;
    for (const fs::path& folder : folders) {
        check(folder, counts);
    }
    std::printf("%zu documents: %zu accepted, %zu refused, %zu wrong\n", folders.size(),
                counts.accepted, counts.refused, counts.wrong);
    if (folders.empty()) {
        return 66;
    }
    return counts.wrong == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() != 2 || *arguments[1] == '\0') {
        std::puts("skipped: no suite; configure with -DCEREMONY_YAML_SUITE=DIR");
        return 77;
    }
    try {
        return run(arguments[1]);
    } catch (const std::exception& fault) {
        std::printf("yaml_suite: %s\n", fault.what());
        return 66;
    }
}
