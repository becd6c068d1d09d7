// SPDX-License-Identifier: BSD-3-Clause

#include "base/secret_buffer.hpp"

#include <cstring>
#include <sys/mman.h>

namespace ceremony {

SecretBuffer::SecretBuffer() noexcept {
    // An unprivileged process may lock only little memory; failing to is accepted.
    static_cast<void>(::mlock(text_.data(), text_.size()));
}

SecretBuffer::~SecretBuffer() {
    ::explicit_bzero(text_.data(), text_.size());
}

}  // namespace ceremony
