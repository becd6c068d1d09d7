// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/digest.hpp"

#include <type_traits>
#include <utility>

#include "crypto/openssl.hpp"

namespace ceremony::crypto {

struct HasherState {
    DigestContext context;
};

namespace {

template <typename Digest>
const EVP_MD* algorithm() {
    if constexpr (std::is_same_v<Digest, Sha256>) {
        return EVP_sha256();
    } else if constexpr (std::is_same_v<Digest, Sha384>) {
        return EVP_sha384();
    } else {
        static_assert(std::is_same_v<Digest, Sha512>);
        return EVP_sha512();
    }
}

template <typename Digest>
Result<Digest> digest(ByteView octets) {
    const auto openssl = TRY(OpenSsl::enter());
    Digest value{};
    if (EVP_Digest(octets.data(), octets.size(), value.data(), nullptr, algorithm<Digest>(),
                   nullptr) != 1) {
        return openssl.error(Errc::internal, "EVP_Digest");
    }
    return value;
}

}  // namespace

Result<Sha256> sha256(ByteView octets) {
    return digest<Sha256>(octets);
}

Result<Sha384> sha384(ByteView octets) {
    return digest<Sha384>(octets);
}

Result<Sha512> sha512(ByteView octets) {
    return digest<Sha512>(octets);
}

template <typename Digest>
Hasher<Digest>::Hasher(std::unique_ptr<HasherState> state) noexcept : state_(std::move(state)) {}

template <typename Digest>
Hasher<Digest>::Hasher(Hasher&& other) noexcept = default;

template <typename Digest>
Hasher<Digest>::~Hasher() = default;

template <typename Digest>
Result<Hasher<Digest>> Hasher<Digest>::start() {
    const auto openssl = TRY(OpenSsl::enter());
    DigestContext context(EVP_MD_CTX_new());
    if (context == nullptr ||
        EVP_DigestInit_ex2(context.get(), algorithm<Digest>(), nullptr) != 1) {
        return openssl.error(Errc::internal, "EVP_DigestInit_ex2");
    }
    return Hasher(std::make_unique<HasherState>(HasherState{std::move(context)}));
}

template <typename Digest>
Outcome Hasher<Digest>::add(ByteView octets) {
    const auto openssl = TRY(OpenSsl::enter());
    if (EVP_DigestUpdate(state_->context.get(), octets.data(), octets.size()) != 1) {
        return openssl.error(Errc::internal, "EVP_DigestUpdate");
    }
    return Nothing{};
}

template <typename Digest>
Result<Digest> Hasher<Digest>::finish() && {
    const auto openssl = TRY(OpenSsl::enter());
    Digest value{};
    if (EVP_DigestFinal_ex(state_->context.get(), value.data(), nullptr) != 1) {
        return openssl.error(Errc::internal, "EVP_DigestFinal_ex");
    }
    state_.reset();
    return value;
}

template class Hasher<Sha256>;
template class Hasher<Sha384>;
template class Hasher<Sha512>;

}  // namespace ceremony::crypto
