// SPDX-License-Identifier: BSD-3-Clause
//
// file_faults.cpp -- a library for LD_PRELOAD that lets calls on files fail, kills the process
// at one, or takes back what was not synced, as a loss of power does.
//
// The environment variable CEREMONY_FILE_FAULTS names a control file, read when the library is
// loaded. Its lines:
//
//   folder PATH      only files directly in this folder count; required, several of these may stand
//   log PATH         every call that counts is appended to it: "number name file"
//   fail N ERRNO     call N fails with this errno and does nothing; several of these may stand
//   full N ERRNO     from call N on, each write and each openat that creates a file fails with this
//                    errno, as on a medium that is full, or can be read only
//   gone N           call N and all after it fail with EIO, as on a stick that was pulled out
//   kill N           the process kills itself instead of call N
//   lose N           the same, and what was not synced is gone: new octets of files whose last
//                    fsync came before them, and new, changed and removed names of a folder
//                    since its last fsync
//
// N counts from 1 the calls of write, fsync, ftruncate, openat that creates a file, renameat,
// renameat2, linkat and unlinkat. The files that are watched only grow, or are cut off at their
// end: nothing else needs to be brought back.

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace {

template <typename Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

using Write = ssize_t(int, const void*, size_t);
using Fsync = int(int);
using Ftruncate = int(int, off_t);
using Openat = int(int, const char*, int, ...);
using Renameat2 = int(int, const char*, int, const char*, unsigned);
using Linkat = int(int, const char*, int, const char*, int);
using Unlinkat = int(int, const char*, int);

struct Plan {
    std::vector<std::string> folders;
    std::string log;
    std::map<unsigned long, int> fail;  // the errno, by call
    unsigned long full = 0;
    int full_reason = 0;
    unsigned long gone = 0;
    unsigned long kill = 0;
    unsigned long lose = 0;
};

// A change of a name in a folder that is not on the medium yet. Names are whole paths.
struct NameChange {
    std::string name;
    std::string backup;         // what the name was of before; empty when it was free
    std::optional<off_t> size;  // of that, on the medium, when it was watched
};

struct State {
    Plan plan;
    unsigned long calls = 0;
    std::map<std::string, off_t> synced;  // size on the medium, by name
    std::vector<NameChange> changes;      // the oldest first
    unsigned long backups = 0;
};

State& state() {
    static State* const only = [] {
        auto* const made = new State;
        const char* const path = std::getenv("CEREMONY_FILE_FAULTS");
        std::ifstream file(path == nullptr ? "" : path);
        for (std::string word; file >> word;) {
            if (word == "folder") {
                file >> made->plan.folders.emplace_back();
            } else if (word == "log") {
                file >> made->plan.log;
            } else if (word == "fail") {
                unsigned long call = 0;
                file >> call;
                file >> made->plan.fail[call];
            } else if (word == "full") {
                file >> made->plan.full >> made->plan.full_reason;
            } else if (word == "gone") {
                file >> made->plan.gone;
            } else if (word == "kill") {
                file >> made->plan.kill;
            } else if (word == "lose") {
                file >> made->plan.lose;
            } else {
                std::fputs("file_faults: a line that is not known\n", stderr);
                std::abort();
            }
        }
        return made;
    }();
    return *only;
}

// Before the program clears its environment.
[[gnu::constructor]] void load() {
    static_cast<void>(state());
}

std::string path_of(int descriptor) {
    std::array<char, PATH_MAX> path{};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t size = ::readlink(link.c_str(), path.data(), path.size());
    return size < 0 ? "" : std::string(path.data(), static_cast<std::size_t>(size));
}

bool is_folder(const std::string& path) {
    const std::vector<std::string>& folders = state().plan.folders;
    return std::find(folders.begin(), folders.end(), path) != folders.end();
}

std::string folder_of(const std::string& path) {
    return path.substr(0, std::min(path.rfind('/'), path.size()));
}

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

// The path when the file is directly in one of the folders; empty when it is elsewhere.
std::string watched(const std::string& path) {
    return is_folder(folder_of(path)) ? path : "";
}

std::string watched_at(int folder, const char* name) {
    const bool is_path = name[0] == '/' || folder == AT_FDCWD;
    return watched(is_path ? std::string(name) : path_of(folder) + "/" + name);
}

[[noreturn]] void die() {
    ::kill(::getpid(), SIGKILL);
    for (;;) {
        ::pause();
    }
}

// What a loss of power leaves: names as they were at the last fsync of the folder, files with
// the octets of their own last fsync.
[[noreturn]] void lose_power() {
    State& all = state();
    for (auto change = all.changes.rbegin(); change != all.changes.rend(); ++change) {
        real<Unlinkat>("unlinkat")(AT_FDCWD, change->name.c_str(), 0);
        all.synced.erase(change->name);
        if (!change->backup.empty()) {
            real<Renameat2>("renameat2")(AT_FDCWD, change->backup.c_str(), AT_FDCWD,
                                         change->name.c_str(), 0);
            if (change->size) {
                all.synced[change->name] = *change->size;
            }
        }
    }
    for (const auto& [name, size] : all.synced) {
        struct stat status {};
        if (::lstat(name.c_str(), &status) == 0 && status.st_size > size) {
            static_cast<void>(::truncate(name.c_str(), size));
        }
    }
    die();
}

// Whether the call is to fail; it does not return when the process is to die.
bool is_refused(const std::string& call, const std::string& name) {
    State& all = state();
    ++all.calls;
    if (!all.plan.log.empty()) {
        const int log = real<Openat>("openat")(AT_FDCWD, all.plan.log.c_str(),
                                               O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        const std::string line = std::to_string(all.calls) + " " + call + " " +
                                 (is_folder(name) ? "." : last_part(name)) + "\n";
        static_cast<void>(real<Write>("write")(log, line.data(), line.size()) < 0);
        ::close(log);
    }
    if (all.calls == all.plan.kill) {
        die();
    }
    if (all.calls == all.plan.lose) {
        lose_power();
    }
    if (all.plan.gone != 0 && all.calls >= all.plan.gone) {
        errno = EIO;
        return true;
    }
    const bool needs_room = call == "write" || call == "create";
    if (needs_room && all.plan.full != 0 && all.calls >= all.plan.full) {
        errno = all.plan.full_reason;
        return true;
    }
    const auto failure = all.plan.fail.find(all.calls);
    if (failure == all.plan.fail.end()) {
        return false;
    }
    errno = failure->second;
    return true;
}

// Keeps what `name` is of, so that it can be brought back.
std::string keep(const std::string& name) {
    State& all = state();
    const std::string backup = folder_of(name) + "/.file-faults-" + std::to_string(++all.backups);
    const int linked = real<Linkat>("linkat")(AT_FDCWD, name.c_str(), AT_FDCWD, backup.c_str(), 0);
    return linked == 0 ? backup : "";
}

void forget_changes(const std::string& folder) {
    std::erase_if(state().changes, [&folder](const NameChange& change) {
        const bool is_over = folder_of(change.name) == folder;
        if (is_over && !change.backup.empty()) {
            real<Unlinkat>("unlinkat")(AT_FDCWD, change.backup.c_str(), 0);
        }
        return is_over;
    });
}

bool exists(const std::string& name) {
    struct stat status {};
    return ::lstat(name.c_str(), &status) == 0;
}

std::optional<off_t> synced_size(const std::string& name) {
    const auto found = state().synced.find(name);
    return found == state().synced.end() ? std::nullopt : std::optional(found->second);
}

// What a rename has done to two names; the size of a file goes with it.
void note_rename(const std::string& from,
                 const std::string& old_from,
                 const std::string& to,
                 const std::string& old_to) {
    State& all = state();
    const std::optional<off_t> size = synced_size(from);
    all.changes.push_back({to, old_to, synced_size(to)});
    all.changes.push_back({from, old_from, size});
    all.synced.erase(from);
    all.synced.erase(to);
    if (size) {
        all.synced[to] = *size;
    }
}

int rename_either(const char* call,
                  int from_folder,
                  const char* from,
                  int to_folder,
                  const char* to,
                  unsigned flags) {
    const std::string from_name = watched_at(from_folder, from);
    const std::string to_name = watched_at(to_folder, to);
    auto* const rename = real<Renameat2>("renameat2");
    if (from_name.empty() || to_name.empty()) {
        return rename(from_folder, from, to_folder, to, flags);
    }
    if (is_refused(call, to_name)) {
        return -1;
    }
    const std::string old_from = keep(from_name);
    const std::string old_to = keep(to_name);
    const int done = rename(from_folder, from, to_folder, to, flags);
    const int reason = errno;
    if (done == 0) {
        note_rename(from_name, old_from, to_name, old_to);
    } else {
        for (const std::string& backup : {old_from, old_to}) {
            if (!backup.empty()) {
                real<Unlinkat>("unlinkat")(AT_FDCWD, backup.c_str(), 0);
            }
        }
    }
    errno = reason;
    return done;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* data, size_t size) {
    const std::string name = watched(path_of(descriptor));
    if (!name.empty()) {
        struct stat status {};
        static_cast<void>(::fstat(descriptor, &status));
        state().synced.try_emplace(name, status.st_size);
        if (is_refused("write", name)) {
            return -1;
        }
    }
    return real<Write>("write")(descriptor, data, size);
}

int fsync(int descriptor) {
    const std::string path = path_of(descriptor);
    const std::string file = watched(path);
    if ((!file.empty() || is_folder(path)) && is_refused("fsync", path)) {
        return -1;
    }
    const int done = real<Fsync>("fsync")(descriptor);
    if (done == 0 && is_folder(path)) {
        forget_changes(path);
    } else if (done == 0 && !file.empty()) {
        struct stat status {};
        static_cast<void>(::fstat(descriptor, &status));
        state().synced[file] = status.st_size;
    }
    return done;
}

int ftruncate(int descriptor, off_t size) {
    const std::string name = watched(path_of(descriptor));
    if (!name.empty() && is_refused("ftruncate", name)) {
        return -1;
    }
    return real<Ftruncate>("ftruncate")(descriptor, size);
}

int openat(int folder, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    const std::string name = (flags & O_CREAT) != 0 ? watched_at(folder, path) : "";
    const bool is_new = !name.empty() && !exists(name);
    if (!name.empty() && is_refused("create", name)) {
        return -1;
    }
    const int opened = real<Openat>("openat")(folder, path, flags, mode);
    if (opened >= 0 && is_new) {
        state().changes.push_back({name, "", std::nullopt});
        state().synced[name] = 0;
    }
    return opened;
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) {
    return rename_either("renameat", from_folder, from, to_folder, to, 0);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    return rename_either("renameat2", from_folder, from, to_folder, to, flags);
}

int unlinkat(int folder, const char* path, int flags) {
    const std::string name = watched_at(folder, path);
    if (name.empty()) {
        return real<Unlinkat>("unlinkat")(folder, path, flags);
    }
    if (is_refused("unlinkat", name)) {
        return -1;
    }
    const std::string backup = keep(name);
    const int done = real<Unlinkat>("unlinkat")(folder, path, flags);
    const int reason = errno;
    if (done == 0) {
        state().changes.push_back({name, backup, synced_size(name)});
        state().synced.erase(name);
    } else if (!backup.empty()) {
        real<Unlinkat>("unlinkat")(AT_FDCWD, backup.c_str(), 0);
    }
    errno = reason;
    return done;
}

}  // extern "C"
