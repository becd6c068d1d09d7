// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/options.hpp"

#include <algorithm>
#include <array>
#include <getopt.h>
#include <utility>

#include "base/quote.hpp"
#include "config/nearest.hpp"

namespace ceremony::cooker {

namespace {

constexpr std::string_view usage =
    "usage: cooker [cook]    [-c cooker.yaml] [-r recipe.json] [-o OUTPUT] [-l TRANSCRIPT]\n"
    "                        [--previous COOKED.json] [--journal FOLDER] [-i] [-y] [-v]\n"
    "       cooker check     the same, but changes nothing on the token\n"
    "       cooker resume    [-c cooker.yaml] [-r RECIPE] [-o OUTPUT] [-l TRANSCRIPT] JOURNAL\n"
    "       cooker verify    [--recipe recipe.json] [-v] COOKED.json\n"
    "       cooker inventory [-c cooker.yaml] [-v]\n"
    "       cooker attest-key [-c cooker.yaml]\n"
    "       cooker hash      FILE...\n"
    "       cooker init      [--for RECIPE] [--label TOKEN] [--pin-file PATH]\n"
    "       cooker self-test\n"
    "\n"
    "Carries out the recipe of a key signing ceremony on PKCS #11 tokens, all or nothing.\n"
    "\n"
    "  cook        carry the recipe out; its result takes its place, or goes to OUTPUT\n"
    "  check       find out whether cook would succeed; a person is asked for PINs, and\n"
    "              whether a ./cooker.yaml that was not named is to be believed\n"
    "  resume      finish or undo a run that was interrupted\n"
    "  verify      check a cooked recipe again, without a token\n"
    "  inventory   list the objects on the tokens\n"
    "  attest-key  make or find the key that signs for the results\n"
    "  hash        SHA-256 of files, as digits and as words\n"
    "  init        write a cooker.yaml to start with\n"
    "  self-test   try every algorithm and the handling of files on this machine\n"
    "\n"
    "  -c, --config FILE      the configuration; else /etc/ceremony/cooker.yaml or ./cooker.yaml\n"
    "  -r, --recipe FILE      the recipe; else recipe.json\n"
    "  -o, --output FILE      where the cooked recipe goes; it must not exist\n"
    "  -l, --transcript FILE  where the transcript goes; it must not exist\n"
    "      --previous FILE    the cooked recipe of the ceremony before\n"
    "      --journal FOLDER   where the journal of the run is kept; else beside the output\n"
    "  -i, --step             stop before each step and before the commit point\n"
    "  -y, --yes              yes to everything that the guard lets it answer\n"
    "  -v, --verbose          show records and fingerprints\n"
    "      --for RECIPE       write a guard that fits this recipe\n"
    "      --label TOKEN      write this label of the token\n"
    "      --pin-file PATH    write that the PIN is read from this file\n"
    "  -h, --help             this text\n"
    "  -V, --version          which version this is\n";

struct Command {
    std::string_view name;
    Verb verb;
    std::string_view options;  // the letters of those it takes
    std::size_t least_files;
    std::size_t most_files;
};

// Options without a short form have these letters instead.
constexpr char previous = 'P';
constexpr char journal = 'J';
constexpr char for_recipe = 'F';
constexpr char label = 'L';
constexpr char pin_file = 'N';

constexpr std::size_t any_number = static_cast<std::size_t>(-1);

constexpr std::array<Command, 9> commands = {{
    {"cook", Verb::cook, "crolPJiyv", 0, 0},
    {"check", Verb::check, "crolPJiyv", 0, 0},
    {"resume", Verb::resume, "crol", 1, 1},
    {"verify", Verb::verify, "rv", 1, 1},
    {"inventory", Verb::inventory, "cv", 0, 0},
    {"attest-key", Verb::attest_key, "c", 0, 0},
    {"hash", Verb::hash, "", 1, any_number},
    {"init", Verb::init, "FLN", 0, 0},
    {"self-test", Verb::self_test, "", 0, 0},
}};

constexpr std::array<option, 15> long_options = {{
    {"config", required_argument, nullptr, 'c'},
    {"recipe", required_argument, nullptr, 'r'},
    {"output", required_argument, nullptr, 'o'},
    {"transcript", required_argument, nullptr, 'l'},
    {"previous", required_argument, nullptr, previous},
    {"journal", required_argument, nullptr, journal},
    {"step", no_argument, nullptr, 'i'},
    {"yes", no_argument, nullptr, 'y'},
    {"verbose", no_argument, nullptr, 'v'},
    {"for", required_argument, nullptr, for_recipe},
    {"label", required_argument, nullptr, label},
    {"pin-file", required_argument, nullptr, pin_file},
    {"help", no_argument, nullptr, 'h'},
    {"version", no_argument, nullptr, 'V'},
    {nullptr, 0, nullptr, 0},
}};

// The minus sign: arguments that are no options come in their place, as if they belonged
// to an option 1, whatever the environment says. The colon: a missing value is told apart.
constexpr const char* short_options = "-:c:r:o:l:iyvhV";
constexpr int operand = 1;
// Those without a value: they are misused in their long form only.
constexpr std::string_view flags = "iyvhV";

Error wrong(std::string what) {
    return Error{Errc::usage, std::move(what)}.with_hint("cooker --help shows how it is used");
}

// "--previous" or "-c"
std::string name_of(int letter) {
    for (const option& known : long_options) {
        if (known.val == letter && known.name != nullptr) {
            return "--" + std::string(known.name);
        }
    }
    return {'-', static_cast<char>(letter)};
}

Result<const Command*> find_command(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Command& command : commands) {
        if (command.name == name) {
            return &command;
        }
        names.push_back(command.name);
    }
    const auto near = config::nearest(name, names);
    return wrong("unknown command " + quote(name) +
                 (near ? "; did you mean " + std::string(*near) + "?" : ""));
}

// Walks over the arguments once.
class Reader {
public:
    explicit Reader(std::span<const std::string> arguments)
        : arguments_(arguments.begin(), arguments.end()) {
        words_.push_back(program_.data());
        for (std::string& argument : arguments_) {
            words_.push_back(argument.data());
        }
        words_.push_back(nullptr);
    }

    Result<Options> read() {
        ::opterr = 0;  // we say it ourselves
        ::optind = 0;  // begin anew
        const int count = static_cast<int>(words_.size()) - 1;
        while (true) {
            const int letter =
                // NOLINTNEXTLINE(concurrency-mt-unsafe): see the header
                ::getopt_long(count, words_.data(), short_options, long_options.data(), nullptr);
            if (letter == -1) {
                break;
            }
            TRY(take(letter));
        }
        for (int i = ::optind; i < count; ++i) {  // behind a --
            TRY(take_operand(words_[static_cast<std::size_t>(i)]));
        }
        return finish();
    }

private:
    Outcome take(int letter) {
        if (letter == operand) {
            return take_operand(::optarg);
        }
        if (letter == ':') {
            return wrong(name_of(::optopt) + " needs a value");
        }
        if (letter == '?') {
            return wrong("unknown or misused option " + quote(offender()));
        }
        if (given_.find(static_cast<char>(letter)) != std::string::npos) {
            return wrong(name_of(letter) + " is given twice");
        }
        given_ += static_cast<char>(letter);
        store(letter);
        return Nothing{};
    }

    Outcome take_operand(std::string_view text) {
        if (command_ != nullptr) {
            options_.files.emplace_back(text);
            return Nothing{};
        }
        command_ = TRY(find_command(text));
        return Nothing{};
    }

    void store(int letter) {
        switch (letter) {
            case 'i':
                options_.step = true;
                return;
            case 'y':
                options_.yes = true;
                return;
            case 'v':
                options_.verbose = true;
                return;
            case 'h':
            case 'V':
                return;
            default:
                member(letter) = ::optarg;
        }
    }

    // Where the value of an option goes.
    std::optional<std::string>& member(int letter) {
        switch (letter) {
            case 'c':
                return options_.config;
            case 'r':
                return options_.recipe;
            case 'o':
                return options_.output;
            case 'l':
                return options_.transcript;
            case previous:
                return options_.previous;
            case journal:
                return options_.journal;
            case for_recipe:
                return options_.for_recipe;
            case label:
                return options_.label;
            default:
                return options_.pin_file;
        }
    }

    // The argument that getopt_long() did not understand: a letter, or a whole word.
    [[nodiscard]] std::string offender() const {
        const auto letter = static_cast<char>(::optopt);
        if (::optopt != 0 && flags.find(letter) == std::string_view::npos) {
            return {'-', letter};
        }
        return words_[static_cast<std::size_t>(::optind) - 1];
    }

    Result<Options> finish() {
        if (given_.find('h') != std::string::npos) {
            options_.verb = Verb::help;
            return std::move(options_);
        }
        if (given_.find('V') != std::string::npos) {
            options_.verb = Verb::version;
            return std::move(options_);
        }
        const Command& command = command_ == nullptr ? commands.front() : *command_;
        const std::string name(command.name);
        for (const char letter : given_) {
            if (command.options.find(letter) == std::string_view::npos) {
                return wrong(name + " does not take " + name_of(letter));
            }
        }
        if (options_.files.size() < command.least_files) {
            return wrong(name + ": no file is named");
        }
        if (options_.files.size() > command.most_files) {
            return wrong(name + ": one argument too many, " +
                         quote(options_.files[command.most_files]));
        }
        options_.verb = command.verb;
        return std::move(options_);
    }

    std::string program_ = "cooker";
    std::vector<std::string> arguments_;
    std::vector<char*> words_;
    Options options_;
    const Command* command_ = nullptr;
    std::string given_;  // the letters of the options so far
};

}  // namespace

Result<Options> read_options(std::span<const std::string> arguments) {
    return Reader(arguments).read();
}

std::string_view usage_text() noexcept {
    return usage;
}

}  // namespace ceremony::cooker
