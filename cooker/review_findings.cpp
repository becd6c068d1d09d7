// SPDX-License-Identifier: BSD-3-Clause

#include "cooker/review_findings.hpp"

#include <utility>

namespace ceremony::cooker {

void ReviewFindings::refuse(std::optional<std::size_t> action,
                            std::string path,
                            std::string reason) {
    Told& told = told_[reason];
    if (told.places++ == 0) {
        told.number = review_.refusals.size();
        review_.refusals.push_back({action, std::move(path), std::move(reason)});
    }
}

void ReviewFindings::refuse_each(std::size_t action, std::string path, std::string reason) {
    review_.refusals.push_back({action, std::move(path), std::move(reason)});
}

void ReviewFindings::ask(Question question) {
    std::string text = question.prompt;
    for (const std::string& line : question.lines) {
        text += "\n" + line;
    }
    if (asked_.insert(std::move(text)).second) {
        review_.questions.push_back(std::move(question));
    }
}

Review ReviewFindings::take() && {
    for (const auto& [reason, told] : told_) {
        if (told.places > 1) {
            review_.refusals[told.number].reason +=
                " (and " + std::to_string(told.places - 1) + " more)";
        }
    }
    return std::move(review_);
}

}  // namespace ceremony::cooker
