// SPDX-License-Identifier: BSD-3-Clause

#include "support/temp_folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ceremony::test {

TempFolder::TempFolder()
    : path_((std::filesystem::temp_directory_path() / "test-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) {
        throw std::runtime_error(path_ + ": no temporary folder");
    }
}

TempFolder::~TempFolder() {
    std::error_code ignored;  // a destructor may not fail; the system cleans up its /tmp
    std::filesystem::remove_all(path_, ignored);
}

std::string TempFolder::operator/(std::string_view name) const {
    return path_ + "/" + std::string(name);
}

std::string TempFolder::file(std::string_view name, std::string_view text) const {
    std::string path = *this / name;
    std::ofstream stream(path, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) {
        throw std::runtime_error(path + ": cannot be written");
    }
    return path;
}

std::vector<std::string> TempFolder::names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string slurp(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw std::runtime_error(path + ": cannot be opened");
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace ceremony::test
