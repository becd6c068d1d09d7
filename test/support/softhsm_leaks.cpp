// SPDX-License-Identifier: BSD-3-Clause
//
// Linked into programs of ours that load SoftHSM, for builds with sanitizers: what SoftHSM
// does not free is not ours. Nothing calls this but the leak sanitizer. It tells an
// allocation by the stack that made it. Stacks end in the shared libcrypto, which has no
// frame pointers; it is SoftHSM's, since ours is static.

// The name is the sanitizer's.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
    return "leak:libsofthsm2.so\nleak:libcrypto.so\n";
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
