// SPDX-License-Identifier: BSD-3-Clause

#include "support/run_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/printing.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::test {

Ran run_program(const std::vector<std::string>& command, std::string_view input) {
    const TempFolder folder;
    const std::string in = folder.file("in", input);
    const std::string out = folder / "out";
    std::vector<std::string> words = command;  // posix_spawn wants them writable
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    REQUIRE(::posix_spawn_file_actions_init(&actions) == 0);
    REQUIRE(::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0) ==
            0);
    REQUIRE(::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(),
                                               O_WRONLY | O_CREAT | O_APPEND, 0600) == 0);
    REQUIRE(::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO) == 0);
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    INFO(command.front());
    REQUIRE(failed == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return Ran{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), slurp(out)};
}

}  // namespace ceremony::test
