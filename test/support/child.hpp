// SPDX-License-Identifier: BSD-3-Clause
//
// child.hpp -- what must not happen to the test program itself happens in a child of it:
// losing its privileges, its terminal, or system calls.

#pragma once

#include <functional>
#include <initializer_list>

#include "base/result.hpp"

namespace ceremony::test {

/// Runs `action` in a child process and brings its Outcome back. A child that ends without
/// one is a failed test.
[[nodiscard]] Outcome in_child(const std::function<Outcome()>& action);

/// A system call that is to fail, by its number (SYS_...), and the errno it fails with;
/// with 0 it returns 0.
struct FailingCall {
    long number;
    int reason;
};

/// From now on the process cannot make these system calls: each fails with its errno and
/// does nothing (a seccomp filter). For use in a child. Throws where there is no seccomp.
void let_calls_fail(std::initializer_list<FailingCall> calls);

/// From now on the process has no privileges: it is the user nobody when it was root. For
/// use in a child, since root may read and write everything.
void become_unprivileged();

/// From now on the process cannot make a file longer than `octets`; a longer one fails with
/// EFBIG. For use in a child: no disk is full as reliably.
void limit_file_size(unsigned long octets);

}  // namespace ceremony::test
