// SPDX-License-Identifier: BSD-3-Clause
//
// transcript.hpp -- what witnesses read and sign: everything that was said, with the time.
//
// A line goes to the screen as it is, and into the file behind a UTC time stamp. Lines
// said before the file is opened are kept and come first in it. Every line that goes to the
// screen is in the file and on the medium before; lines for the file alone may follow
// together with the next of those. A screen that fails, as when the terminal is closed,
// takes nothing from the file. The last line of a finished transcript is the SHA-256 of
// everything above it:
//
//     head -n -1 transcript.txt | sha256sum

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/append_log.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"

namespace ceremony::cooker {

/// Takes whole lines, ends included: the screen, or a test.
using Sink = std::function<Outcome(std::string_view)>;
/// Tells the time: now(), or a test.
using Clock = Result<UtcTime> (*)();

/// A line on the screen has at most so many characters.
inline constexpr std::size_t line_width = 100;

/// The name of the ceremony that a transcript is of, as far as its recipe says it.
struct CeremonyName {
    std::string chain;
    std::uint32_t sequence = 0;
    std::uint32_t attempt = 0;
};

/// "transcript-nl-registry-12-1-20261127095807.txt", or "transcript-20261127095807.txt".
[[nodiscard]] std::string transcript_name(const std::optional<CeremonyName>& ceremony,
                                          UtcTime time);

/// `text` in lines of at most `width` characters, broken at blanks; all but the first begin
/// with as many blanks as `text` and two more. A word that is longer than that stays whole.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width = line_width);

class Transcript {
public:
    /// No file yet.
    Transcript(Sink screen, Clock clock) noexcept;

    /// Makes the file `path`, which must not exist, with the lines so far. Errc::unwritable.
    [[nodiscard]] Outcome open(const std::string& path);
    /// The same; when there is a file called `path`, whose name ends in ".txt", the end becomes
    /// "-2.txt", "-3.txt" and so on: two runs may begin within one second.
    [[nodiscard]] Outcome open_free(const std::string& path);
    /// Takes an existing file up again, after a run that was interrupted: what is said
    /// from now on is appended, and the lines so far with it. Errc::refused when it does not
    /// begin with a time and then `beginning`, as every transcript of this program does; it is
    /// as it was. Errors as of read_file(), and Errc::unwritable.
    [[nodiscard]] Outcome reopen(const std::string& path, std::string_view beginning);

    // Texts are lines without their end, untrusted parts quoted. A control character in one
    // becomes a question mark all the same: no text makes a line of its own. Errc::unwritable
    // from the file or the screen.

    /// What is said next is another matter: an empty line comes before it, unless nothing was
    /// said yet.
    void begin_paragraph() noexcept { is_paragraph_over_ = has_spoken_; }
    /// Into the file, and to the screen, in lines of at most line_width. Each is tried even if
    /// the other one fails.
    [[nodiscard]] Outcome say(std::string_view text);
    [[nodiscard]] Outcome say(const std::vector<std::string>& texts);
    /// Into the file only.
    [[nodiscard]] Outcome note(std::string_view text);
    /// Brings all of it to the medium.
    [[nodiscard]] Outcome flush();

    /// Writes the last line, and shows on the screen what the file is called and what stands in
    /// that line. Nothing may be said after it. Without a file, it does nothing.
    [[nodiscard]] Outcome finish();

    /// The file; empty when there is none.
    [[nodiscard]] std::string path() const;
    /// What its clock says.
    [[nodiscard]] Result<UtcTime> time() const { return clock_(); }

private:
    [[nodiscard]] Outcome keep(std::string_view line);
    [[nodiscard]] Outcome write_out(std::string_view text);

    Sink screen_;
    Clock clock_;
    std::optional<AppendLog> file_;
    std::optional<crypto::Hasher<crypto::Sha256>> hasher_;  // of what is in the file
    std::string pending_;                                   // what is not in it yet
    bool has_spoken_ = false;
    bool is_paragraph_over_ = false;
};

}  // namespace ceremony::cooker
