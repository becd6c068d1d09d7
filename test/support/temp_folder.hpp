// SPDX-License-Identifier: BSD-3-Clause
//
// temp_folder.hpp -- a folder for one test, empty at first and gone at its end.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace ceremony::test {

class TempFolder {
public:
    TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;
    ~TempFolder();

    [[nodiscard]] const std::string& path() const { return path_; }
    /// The path of `name` in it.
    [[nodiscard]] std::string operator/(std::string_view name) const;
    /// Writes a file, with no more care than a test needs, and returns its path.
    [[nodiscard]] std::string file(std::string_view name, std::string_view text) const;
    /// The names in it, sorted.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::string path_;
};

/// Makes `folder` the current folder for as long as it lives.
class CurrentFolder {
public:
    explicit CurrentFolder(const std::string& folder) : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(folder);
    }
    CurrentFolder(const CurrentFolder&) = delete;
    CurrentFolder(CurrentFolder&&) = delete;
    CurrentFolder& operator=(const CurrentFolder&) = delete;
    CurrentFolder& operator=(CurrentFolder&&) = delete;
    ~CurrentFolder() {
        std::error_code ignored;
        std::filesystem::current_path(before_, ignored);
    }

private:
    std::filesystem::path before_;
};

/// The octets of `path`, or a failed test.
[[nodiscard]] std::string slurp(const std::string& path);

}  // namespace ceremony::test
