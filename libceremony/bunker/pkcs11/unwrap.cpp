// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/unwrap.hpp"

#include "pkcs11/error.hpp"
#include "pkcs11/wrap.hpp"

namespace ceremony::pkcs11 {
namespace {

Result<CK_OBJECT_HANDLE> unwrap(const Session& session,
                                CK_MECHANISM mechanism,
                                CK_OBJECT_HANDLE key,
                                ByteView wrapped,
                                Template& attributes) {
    CK_OBJECT_HANDLE handle = 0;
    TRY(check("C_UnwrapKey", session.functions().C_UnwrapKey(
                                 session.handle(), &mechanism, key, input(wrapped), wrapped.size(),
                                 attributes.data(), attributes.size(), &handle)));
    return handle;
}

/// The AES key in front of the blob, as a session object that can only unwrap.
Result<Temporary> unwrap_aes_key(const Session& session, const UnwrapTask& task, ByteView wrapped) {
    Template attributes;
    attributes.number(CKA_CLASS, CKO_SECRET_KEY);
    attributes.number(CKA_KEY_TYPE, CKK_AES);
    attributes.flag(CKA_TOKEN, Flag::no);
    attributes.flag(CKA_PRIVATE, Flag::yes);
    attributes.flag(CKA_SENSITIVE, Flag::yes);
    attributes.flag(CKA_EXTRACTABLE, Flag::no);
    attributes.flag(CKA_UNWRAP, Flag::yes);
    CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(task.wrapped.oaep);
    const CK_OBJECT_HANDLE handle =
        TRY(unwrap(session, CK_MECHANISM{CKM_RSA_PKCS_OAEP, &oaep, sizeof oaep},
                   task.unwrapping_key.private_half->handle, wrapped, attributes));
    return Temporary(session, handle);
}

Result<CK_OBJECT_HANDLE> unwrap_at_once(const Session& session,
                                        const UnwrapTask& task,
                                        Template& attributes) {
    constexpr CK_ULONG aes_256_bits = 256;
    CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(task.wrapped.oaep);
    RsaAesKeyWrapParameters parameters{aes_256_bits, &oaep};
    return unwrap(session, CK_MECHANISM{CKM_RSA_AES_KEY_WRAP, &parameters, sizeof parameters},
                  task.unwrapping_key.private_half->handle, task.wrapped.blob, attributes);
}

Result<CK_OBJECT_HANDLE> unwrap_in_two_steps(const Session& session,
                                             const Mechanisms& mechanisms,
                                             const UnwrapTask& task,
                                             Template& attributes) {
    const Mechanism key_wrap = TRY(key_wrap_mechanism(mechanisms, CKF_UNWRAP));
    const ByteView blob = task.wrapped.blob;
    const std::size_t split = task.unwrapping_key.public_half->object.public_key->modulus.size();
    if (blob.size() <= split) {
        return Error{Errc::syntax,
                     "the wrapped key is shorter than the modulus of the key that "
                     "wrapped it"};
    }
    Temporary aes_key = TRY(unwrap_aes_key(session, task, blob.first(split)));
    const CK_OBJECT_HANDLE handle = TRY(unwrap(session, CK_MECHANISM{key_wrap.type, nullptr, 0},
                                               aes_key.object(), blob.subspan(split), attributes));
    const Outcome destroyed = aes_key.destroy();
    if (!destroyed.ok()) {
        Temporary unwrapped(session, handle);
        return discard(unwrapped, destroyed.error());
    }
    return handle;
}

/// The private half, read back and compared.
Result<Entry> read_private_half(const Session& session,
                                CK_OBJECT_HANDLE handle,
                                const UnwrapTask& task) {
    Entry entry = TRY(read_object(session, handle));
    TRY(expect_private_half(entry.object, task.wanted, Lifetime::token));
    if (entry.object.public_key && entry.object.public_key != task.public_key) {
        return Error{Errc::refused,
                     "the wrapped key is not the private half of the public key "
                     "that is given with it"};
    }
    return entry;
}

Result<Entry> unwrap_private_half(const Session& session,
                                  const Mechanisms& mechanisms,
                                  const UnwrapTask& task,
                                  const Omissions& omissions) {
    Template attributes = private_template(task.wanted, Lifetime::token, omissions);
    attributes.number(CKA_CLASS, CKO_PRIVATE_KEY);
    const bool at_once = TRY(mechanisms.offer(CKM_RSA_AES_KEY_WRAP, CKF_UNWRAP));
    const CK_OBJECT_HANDLE handle =
        at_once ? TRY(unwrap_at_once(session, task, attributes))
                : TRY(unwrap_in_two_steps(session, mechanisms, task, attributes));
    Temporary created(session, handle);
    Result<Entry> private_half = read_private_half(session, handle, task);
    if (!private_half.ok()) {
        return discard(created, std::move(private_half).error());
    }
    created.keep();
    return private_half;
}

}  // namespace

Result<NewPairOfEntries> unwrap_key_pair(const Session& session,
                                         const Mechanisms& mechanisms,
                                         const UnwrapTask& task,
                                         const Omissions& omissions) {
    // The public half first: alone, it shows which key it is of, and a private half does not.
    Entry public_half = TRY(create_public_half(session, task.wanted, task.public_key, omissions));
    Temporary created(session, public_half.handle);
    Result<Entry> private_half = unwrap_private_half(session, mechanisms, task, omissions);
    if (!private_half.ok()) {
        return discard(created, std::move(private_half).error());
    }
    created.keep();
    return NewPairOfEntries{std::move(private_half).value(), std::move(public_half)};
}

}  // namespace ceremony::pkcs11
