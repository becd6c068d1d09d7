// SPDX-License-Identifier: BSD-3-Clause

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"

namespace {

/// The regular files directly in `folder`, by name, so that every run is the same.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::uint8_t> content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    stream.exceptions(std::ios::badbit | std::ios::failbit);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

int replay(std::span<char*> folders) {
    std::size_t count = 0;
    for (const char* folder : folders) {
        for (const auto& file : files_in(folder)) {
            // Said before, so that the last line names the input that broke the property.
            std::printf("%s\n", file.c_str());
            std::fflush(stdout);
            const std::vector<std::uint8_t> input = content(file);
            LLVMFuzzerTestOneInput(input.data(), input.size());
            ++count;
        }
    }
    std::printf("%zu inputs replayed\n", count);
    return count == 0 ? 1 : 0;
}

}  // namespace

/// replay_NAME FOLDER...: runs the target on every file of the folders. Fails when there is none.
int main(int argc, char** argv) {
    try {
        return replay(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "replay: %s\n", fault.what());
        return 1;
    }
}
