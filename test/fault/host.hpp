// SPDX-License-Identifier: BSD-3-Clause
//
// host.hpp -- a bunker and the host of a signer, each with a token of SoftHSM, in one folder; the
// three programs work on them as they are shipped.
//
// The zone example. has a ZSK that is replaced every 30 days. Its key set goes to two targets, and
// a hook copies both to where the signer would have them.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/printing.hpp"
#include "support/run_program.hpp"
#include "support/softhsm.hpp"
#include "support/temp_folder.hpp"

namespace ceremony::test {

/// Two times in a usual ceremony: the second set, of other keys, is for 2027-01-27 on.
inline const std::string first_time = "2027-01-20";
inline const std::string second_time = "2027-01-28";

/// What is different from a usual ceremony.
struct Ceremony {
    std::string chain = "registry";
    std::string zone = "example.";
    std::string previous;  ///< the cooked recipe before it; empty: it is the first
    std::string now = "2026-12-20";
    std::string until = "2027-03-01";
    bool rehearsal = false;
};

class Host {
public:
    Host();

    /// Holds a ceremony; its result is folder / (name + ".json"), with an attestation beside it.
    std::string hold(const std::string& name, const Ceremony& ceremony = {});

    /// consumer.yaml anew, with these lines in place of the usual targets.
    void configure(const std::string& lines);
    /// The same lines with another module.
    void use_module(const std::string& module);
    /// The usual targets; `hook` is the value of `after:`.
    [[nodiscard]] std::string targets(const std::string& hook = "[sh, FOLDER/hook]") const;

    /// Runs consumer with the clock at `time`, and with these variables (NAME=VALUE) on top. "-c"
    /// is added behind the first argument.
    [[nodiscard]] Ran run(const std::string& time,
                          const std::vector<std::string>& arguments,
                          const std::vector<std::string>& variables = {}) const;
    /// The same; it has to succeed. What it said.
    std::string must_run(const std::string& time, const std::vector<std::string>& arguments) const;
    /// The arguments that import this file on a person's word.
    [[nodiscard]] static std::vector<std::string> import_of(const std::string& path);

    /// What shall be in the zone file and in the signer configuration by the plan at `time`.
    [[nodiscard]] std::vector<std::string> planned(const std::string& time) const;
    /// What is there; "" where there is nothing.
    [[nodiscard]] std::vector<std::string> published() const { return contents("out"); }
    /// What the signer was last told of.
    [[nodiscard]] std::vector<std::string> at_signer() const { return contents("signer"); }

    /// What the hook does.
    [[nodiscard]] std::string usual_hook() const;

    /// Keeps the store, the targets and the tokens as they are now, in place of what was kept.
    void save();
    /// Brings them back.
    void restore();

    /// What consumer remembers; empty when that is nothing.
    [[nodiscard]] std::string state() const;
    /// How many objects are on the token of the host.
    [[nodiscard]] std::size_t objects_of_token() const;

    /// `text` with the word FOLDER replaced.
    [[nodiscard]] std::string filled_in(std::string text) const;

    TempFolder folder;

private:
    [[nodiscard]] std::vector<std::string> contents(const std::string& where) const;
    void make_transport_key() const;
    void cook(const std::string& name, const Ceremony& ceremony) const;

    SoftHsm hsm_;
    TempFolder saved_;
    std::string token_;  // its folder
    std::string module_ = softhsm_module();
    std::string lines_;
};

/// The text of a file; "" when it is not there.
[[nodiscard]] std::string text_of(const std::string& path);

/// Runs a program that has to succeed; what it said.
std::string must_succeed(const std::vector<std::string>& command);

}  // namespace ceremony::test
