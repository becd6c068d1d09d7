// SPDX-License-Identifier: BSD-3-Clause

#include "program/progress.hpp"

#include "unit/program/told.hpp"

using namespace ceremony;
using ceremony::program::Progress;
using ceremony::test::Told;

namespace {

// A program whose stopwatch stands where the test puts it.
class Timed {
public:
    Timed() {
        told.program.stopwatch = [this] {
            return milliseconds;
        };
    }
    Timed(const Timed&) = delete;
    Timed(Timed&&) = delete;
    Timed& operator=(const Timed&) = delete;
    Timed& operator=(Timed&&) = delete;
    ~Timed() = default;

    Told told;
    std::int64_t milliseconds = 12345;
};

}  // namespace

TEST_CASE("progress: nothing is told of what is done within two seconds", "[planner][progress]") {
    Timed timed;
    {
        Progress progress(timed.told.program);
        progress.begin("planning", 2);
        timed.milliseconds += 1999;
        progress.tick();
        progress.tick();
        progress.begin("writing");
    }
    CHECK(timed.told.err.empty());
}

TEST_CASE("progress: then there is a line, four times a second, and none at the end",
          "[planner][progress]") {
    Timed timed;
    {
        Progress progress(timed.told.program);
        progress.begin("planning", 3);
        timed.milliseconds += 2000;
        progress.tick();
        CHECK(timed.told.err == "planner: planning: 1 of 3 zones");
        timed.milliseconds += 249;
        progress.tick();
        CHECK(timed.told.err == "planner: planning: 1 of 3 zones");
        timed.told.err.clear();
        timed.milliseconds += 1;
        progress.tick();
        CHECK(timed.told.err == "\r" + std::string(31, ' ') + "\rplanner: planning: 3 of 3 zones");
        timed.told.err.clear();
        progress.begin("writing");
        CHECK(timed.told.err == "\r" + std::string(31, ' ') + "\rplanner: writing");
        timed.told.err.clear();
    }
    CHECK(timed.told.err == "\r" + std::string(16, ' ') + "\r");
}

TEST_CASE("progress: nobody is told who is not at a terminal", "[planner][progress]") {
    Told told;
    Progress progress(told.program);
    progress.begin("planning", 1);
    progress.tick();
    progress.end();
    CHECK(told.err.empty());
}
