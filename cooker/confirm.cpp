// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/confirm.hpp"

#include <string_view>
#include <tuple>
#include <utility>

#include "base/bytes.hpp"
#include "base/wordlist.hpp"

namespace ceremony::cooker {

namespace {

AnsweredBy who_answers(const Guard& guard) noexcept {
    return guard.yields_to_yes_flag() ? AnsweredBy::yes_flag : AnsweredBy::person;
}

std::string prompt_of(const Question& question) {
    return question.prompt + (question.words.empty() ? " [yes/no] " : " ");
}

// The prompt as a part of an error message.
std::string subject_of(const Question& question) {
    std::string text = question.prompt;
    if (text.ends_with(':')) {
        text.pop_back();
    }
    return text;
}

// Words can be mistyped; they are asked for so often.
constexpr int tries = 3;

Result<Answer> ask(Terminal& terminal, const Question& question) {
    std::string text;
    for (const std::string& line : question.lines) {
        for (const std::string& part : wrap(line)) {
            text += part + "\n";
        }
    }
    TRY(terminal.write(text));
    if (question.words.empty()) {
        return terminal.ask_yes(prompt_of(question));
    }
    for (int i = 0; i < tries; ++i) {
        if (TRY(terminal.ask_words(prompt_of(question), question.words)) == Answer::yes) {
            return Answer::yes;
        }
        TRY(terminal.write("These are other words.\n"));
    }
    return Answer::no;
}

Outcome note_question(const Question& question, Transcript& transcript) {
    for (const std::string& line : question.lines) {
        TRY(transcript.note(line));
    }
    return transcript.note(prompt_of(question));
}

// The person at the terminal, who is not called before a question needs an answer.
class Person {
public:
    explicit Person(const OpenTerminal& open_terminal) : open_terminal_(open_terminal) {}

    Outcome answer(const Question& question, Transcript& transcript) {
        TRY(note_question(question, transcript));
        if (!terminal_) {
            auto terminal = open_terminal_();
            if (!terminal.ok()) {
                return std::move(terminal)
                    .error()
                    .in(subject_of(question))
                    .with_hint("a person must answer this at a terminal");
            }
            terminal_.emplace(std::move(terminal).value());
        }
        const Answer answer = TRY(ask(*terminal_, question));
        if (answer == Answer::no) {
            return Error{Errc::refused, "not confirmed: " + subject_of(question)};
        }
        return transcript.note("  confirmed at the terminal");
    }

private:
    const OpenTerminal& open_terminal_;
    std::optional<Terminal> terminal_;
};

}  // namespace

Question ask_yes(const Guard& guard,
                 Subject subject,
                 std::vector<std::string> lines,
                 std::string prompt) {
    return {subject, std::move(lines), std::move(prompt), "", who_answers(guard)};
}

std::optional<Question> ask_about_recipe(const Guard& guard,
                                         const crypto::Sha256& sha256,
                                         UtcTime time) {
    switch (guard.confirm) {
        case Confirmation::none:
            return std::nullopt;
        case Confirmation::yes:
            return ask_yes(guard, Subject::recipe, {}, "carry out this recipe?");
        case Confirmation::words:
            break;
    }
    // The first of two words that stand side by side.
    constexpr auto places = static_cast<std::int64_t>(std::tuple_size_v<crypto::Sha256>) - 1;
    const auto place = static_cast<std::size_t>(((time.seconds() % places) + places) % places);
    const std::vector<std::string> words = words_of(sha256);
    Question question;
    question.subject = Subject::recipe;
    question.lines = {"Take the words of the recipe's hash from your paper, not from this screen."};
    question.prompt = "to carry out this recipe, type its words " + std::to_string(place + 1) +
                      " and " + std::to_string(place + 2) + ":";
    question.words = words[place] + " " + words[place + 1];
    return question;
}

Outcome confirm(const std::vector<Question>& questions,
                YesFlag flag,
                Transcript& transcript,
                const OpenTerminal& open_terminal) {
    Person person(open_terminal);
    for (const Question& question : questions) {
        if (needs_person(question, flag)) {
            TRY(person.answer(question, transcript));
            continue;
        }
        transcript.begin_paragraph();
        TRY(transcript.say(question.lines));
        TRY(transcript.say(prompt_of(question) + "yes, by -y"));
    }
    return transcript.flush();
}

}  // namespace ceremony::cooker
