// SPDX-License-Identifier: BSD-3-Clause

#include "fault/memory_search.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace fault {
namespace {

bool holds(const unsigned char* first,
           const unsigned char* last,
           const std::vector<unsigned char>& masked) {
    const auto size = static_cast<std::ptrdiff_t>(masked.size());
    while (last - first >= size) {
        const auto starts = static_cast<std::size_t>(last - first - size + 1);
        const void* const start = std::memchr(first, masked.front() ^ mask, starts);
        if (start == nullptr) {
            return false;
        }
        first = static_cast<const unsigned char*>(start);
        if (std::equal(masked.begin(), masked.end(), first,
                       [](unsigned char left, unsigned char right) {
                           return left == static_cast<unsigned char>(right ^ mask);
                       })) {
            return true;
        }
        ++first;
    }
    return false;
}

/// Whether [first, last) of `memory`, an open /proc/self/mem, holds the text. A page that
/// cannot be read ends the search of a mapping; through the file it is an error and no crash.
bool mapping_holds(int memory,
                   unsigned long first,
                   unsigned long last,
                   const std::vector<unsigned char>& masked) {
    std::vector<unsigned char> piece(1UL << 20U);
    bool found = false;
    while (first < last && !found) {
        const std::size_t wanted = std::min<std::size_t>(piece.size(), last - first);
        const ssize_t got = ::pread(memory, piece.data(), wanted, static_cast<off_t>(first));
        if (got <= 0) {
            break;
        }
        found = holds(piece.data(), piece.data() + got, masked);
        // The next piece begins inside this one, so that no text is cut in two.
        const auto step = static_cast<unsigned long>(got);
        first += first + step < last && step > masked.size() ? step - masked.size() : step;
    }
    std::fill(piece.begin(), piece.end(), static_cast<unsigned char>(0));
    return found;
}

}  // namespace

std::vector<std::string> find_in_memory(const std::vector<unsigned char>& masked) {
    // The sanitizers reserve terabytes; what is in use of them is elsewhere.
    constexpr unsigned long largest = 1UL << 36U;
    std::vector<std::string> places;
    std::FILE* const maps = std::fopen("/proc/self/maps", "re");
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    char line[512];
    while (maps != nullptr && memory >= 0 && std::fgets(line, sizeof line, maps) != nullptr) {
        unsigned long first = 0;
        unsigned long last = 0;
        char rights[5] = {};
        if (std::sscanf(line, "%lx-%lx %4s", &first, &last, rights) == 3 &&
            std::string_view(rights).starts_with("rw") && last - first <= largest &&
            mapping_holds(memory, first, last, masked)) {
            places.emplace_back(line);
        }
    }
    if (maps == nullptr || memory < 0) {
        places.emplace_back("nowhere: the memory cannot be read\n");
    }
    if (maps != nullptr) {
        std::fclose(maps);
    }
    if (memory >= 0) {
        ::close(memory);
    }
    return places;
}

}  // namespace fault
