// SPDX-License-Identifier: BSD-3-Clause

#include "base/read_file.hpp"

#include <fcntl.h>
#include <vector>

#include "base/secret_buffer.hpp"

namespace ceremony {

namespace {

struct OpenFile {
    Descriptor descriptor;
    FileFacts facts;
};

Result<OpenFile> open_regular(const std::string& path, ReadRules rules) {
    // O_NONBLOCK: opening a FIFO must not wait for a writer. It means nothing to a
    // regular file. O_NOCTTY: nor may a terminal become ours.
    const int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    const int follow = rules.links == Links::refuse ? O_NOFOLLOW : 0;
    Descriptor descriptor = TRY(open_path(path, flags | follow, Errc::unreadable));
    const FileFacts facts = TRY(look_at(descriptor, path));
    if (facts.kind != FileKind::regular) {
        return Error{Errc::unreadable, quote_path(path) + ": is not a regular file"};
    }
    if (rules.writer == Writer::only_caller && !facts.only_caller_writes) {
        return Error{Errc::refused,
                     quote_path(path) + ": belongs to someone else, or others may write to it"};
    }
    return OpenFile{std::move(descriptor), facts};
}

Error changed(const std::string& path) {
    return Error{Errc::unreadable, quote_path(path) + ": changed while it was read"};
}

Error too_large(const std::string& path, std::size_t limit) {
    return Error{Errc::limit, quote_path(path) + ": has more than the " + std::to_string(limit) +
                                  " octets that are accepted"};
}

// Fills `buffer`, after which the file must end, and be what it was when it was opened.
Outcome read_exactly(const OpenFile& file, std::span<char> buffer, const std::string& path) {
    const std::size_t count = TRY(read_some(file.descriptor, buffer).in(quote_path(path)));
    char beyond = 0;
    const std::size_t more = TRY(read_some(file.descriptor, {&beyond, 1}).in(quote_path(path)));
    const FileFacts facts = TRY(look_at(file.descriptor, path));
    if (count != buffer.size() || more != 0 || facts != file.facts) {
        return changed(path);
    }
    return Nothing{};
}

std::string_view without_line_end(std::string_view line) {
    if (line.ends_with('\n')) {
        line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
    }
    return line;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit, ReadRules rules) {
    const OpenFile file = TRY(open_regular(path, rules));
    if (file.facts.size > limit) {
        return too_large(path, limit);
    }
    std::string text(file.facts.size, '\0');
    TRY(read_exactly(file, text, path));
    return text;
}

Result<Secret> read_secret_file(const std::string& path) {
    const OpenFile file = TRY(open_regular(path, {Links::follow, Writer::anyone}));
    SecretBuffer buffer;
    if (file.facts.size > buffer.text().size()) {
        return too_large(path, secret_limit);
    }
    const std::span<char> text = buffer.text().first(file.facts.size);
    TRY(read_exactly(file, text, path));
    const std::string_view secret = without_line_end({text.data(), text.size()});
    if (secret.size() > secret_limit) {
        return too_large(path, secret_limit);
    }
    if (secret.find('\n') != std::string_view::npos) {
        return Error{Errc::syntax, quote_path(path) + ": has more than one line"};
    }
    return Secret(as_bytes(secret));
}

Outcome compare_with_medium(const std::string& path, std::string_view text) {
    constexpr std::size_t piece_size = std::size_t{1} << 20U;
    const OpenFile file = TRY(open_regular(path, {}));
    // Advice: where it is not taken, the cached pages are compared.
    static_cast<void>(::posix_fadvise(file.descriptor.number(), 0, 0, POSIX_FADV_DONTNEED));
    std::vector<char> piece(piece_size);
    std::size_t count = piece_size;
    while (count == piece_size) {
        count = TRY(read_some(file.descriptor, piece).in(quote_path(path)));
        const std::string_view expected = text.substr(0, count);
        if (std::string_view(piece.data(), count) != expected) {
            return Error{Errc::unwritable, quote_path(path) + ": does not hold what was written"};
        }
        text.remove_prefix(expected.size());
    }
    if (!text.empty()) {
        return Error{Errc::unwritable, quote_path(path) + ": does not hold what was written"};
    }
    return Nothing{};
}

}  // namespace ceremony
