// SPDX-License-Identifier: BSD-3-Clause
//
// back_door.hpp -- objects on a token that no Token would make: duplicates, single halves,
// things of other kinds.

#pragma once

#include <memory>
#include <string>

#include "pkcs11/enumerate.hpp"
#include "pkcs11/keypair.hpp"
#include "pkcs11/module.hpp"
#include "pkcs11/session.hpp"
#include "support/printing.hpp"
#include "support/softhsm.hpp"

namespace ceremony::test {

/// A second way into the same token, without the care that a Token takes.
class BackDoor {
public:
    explicit BackDoor(pkcs11::Token& token) : BackDoor(token.info().slot) {}
    /// The token in this slot, which somebody is logged in to.
    explicit BackDoor(CK_SLOT_ID slot)
        : module_(must(pkcs11::Module::initialise(*must(pkcs11::load_module(softhsm_module()))))),
          session_(must(pkcs11::Session::open(module_->functions(), slot))) {}

    void generate(const pkcs11::NewKeyPair& wanted) {
        must(pkcs11::generate_key_pair(session_, wanted, pkcs11::Lifetime::token,
                                       pkcs11::Omissions()));
    }

    void destroy(pkcs11::ObjectClass half, const std::string& label) {
        for (const pkcs11::Entry& entry : must(pkcs11::enumerate(session_))) {
            if (entry.object.object_class == half && entry.object.label == label) {
                must(pkcs11::Temporary(session_, entry.handle).destroy());
                return;
            }
        }
        FAIL("no such object");
    }

    CK_RV create(pkcs11::Template& attributes) {
        CK_OBJECT_HANDLE handle = 0;
        return module_->functions().C_CreateObject(session_.handle(), attributes.data(),
                                                   attributes.size(), &handle);
    }

private:
    std::shared_ptr<pkcs11::Module> module_;
    pkcs11::Session session_;
};

}  // namespace ceremony::test
