// SPDX-License-Identifier: BSD-3-Clause
//
// Linked into programs of ours that load SoftHSM, for builds with sanitizers: what SoftHSM
// does not free is not ours. Nothing calls this but the leak sanitizer. It tells an
// allocation by the stack that made it, and SoftHSM has no frame pointers: those
// programs run with ASAN_OPTIONS=fast_unwind_on_malloc=0.

// The name is the sanitizer's.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
    return "leak:libsofthsm2.so\n";
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
