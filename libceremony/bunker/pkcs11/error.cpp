// SPDX-License-Identifier: BSD-3-Clause

#include "pkcs11/error.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

namespace ceremony::pkcs11 {
namespace {

struct ReturnValue {
    CK_RV value;
    std::string_view name;
    std::string_view meaning;
};

// PKCS #11 v2.40, section 5.1, and v3.0; sorted by value. What only functions return that
// this program does not call is left out.
constexpr std::array return_values = {
    ReturnValue{0x001, "CKR_CANCEL", "the call was cancelled"},
    ReturnValue{0x002, "CKR_HOST_MEMORY", "no memory is left on this machine"},
    ReturnValue{0x003, "CKR_SLOT_ID_INVALID", "there is no such slot"},
    ReturnValue{0x005, "CKR_GENERAL_ERROR", "the module or the token failed and does not say why"},
    ReturnValue{0x006, "CKR_FUNCTION_FAILED", "the call failed and the module does not say why"},
    ReturnValue{0x007, "CKR_ARGUMENTS_BAD", "the module does not accept an argument"},
    ReturnValue{0x009, "CKR_NEED_TO_CREATE_THREADS", "the module must create threads"},
    ReturnValue{0x00a, "CKR_CANT_LOCK", "the module cannot be used by several threads"},
    ReturnValue{0x010, "CKR_ATTRIBUTE_READ_ONLY", "the token does not let this attribute be set"},
    ReturnValue{0x011, "CKR_ATTRIBUTE_SENSITIVE", "the token does not reveal this attribute"},
    ReturnValue{0x012, "CKR_ATTRIBUTE_TYPE_INVALID", "the token does not know an attribute"},
    ReturnValue{0x013, "CKR_ATTRIBUTE_VALUE_INVALID",
                "the token does not accept the value of an attribute"},
    ReturnValue{0x01b, "CKR_ACTION_PROHIBITED", "the token forbids this for this object"},
    ReturnValue{0x020, "CKR_DATA_INVALID", "the token does not accept the data"},
    ReturnValue{0x021, "CKR_DATA_LEN_RANGE", "the data is too long or too short for the key"},
    ReturnValue{0x030, "CKR_DEVICE_ERROR", "the token has a problem"},
    ReturnValue{0x031, "CKR_DEVICE_MEMORY", "the token is full"},
    ReturnValue{0x032, "CKR_DEVICE_REMOVED", "the token is no longer there"},
    ReturnValue{0x040, "CKR_ENCRYPTED_DATA_INVALID", "the encrypted data do not decrypt"},
    ReturnValue{0x041, "CKR_ENCRYPTED_DATA_LEN_RANGE", "the encrypted data have a wrong length"},
    ReturnValue{0x050, "CKR_FUNCTION_CANCELED", "the call was cancelled, perhaps at the token"},
    ReturnValue{0x054, "CKR_FUNCTION_NOT_SUPPORTED", "the module does not have this function"},
    ReturnValue{0x060, "CKR_KEY_HANDLE_INVALID", "the key is no longer there"},
    ReturnValue{0x062, "CKR_KEY_SIZE_RANGE", "the token does not support keys of this size"},
    ReturnValue{0x063, "CKR_KEY_TYPE_INCONSISTENT", "the key is of another type"},
    ReturnValue{0x068, "CKR_KEY_FUNCTION_NOT_PERMITTED",
                "the attributes of the key do not allow this use of it"},
    ReturnValue{0x069, "CKR_KEY_NOT_WRAPPABLE", "the token cannot wrap a key of this type"},
    ReturnValue{0x06a, "CKR_KEY_UNEXTRACTABLE", "the key is marked as not extractable"},
    ReturnValue{0x070, "CKR_MECHANISM_INVALID", "the token does not offer this mechanism"},
    ReturnValue{0x071, "CKR_MECHANISM_PARAM_INVALID",
                "the token does not accept the parameters of the mechanism"},
    ReturnValue{0x082, "CKR_OBJECT_HANDLE_INVALID", "the object is no longer there"},
    ReturnValue{0x090, "CKR_OPERATION_ACTIVE", "another operation of the session is not finished"},
    ReturnValue{0x091, "CKR_OPERATION_NOT_INITIALIZED", "the module forgot what was begun"},
    ReturnValue{0x0a0, "CKR_PIN_INCORRECT", "wrong PIN"},
    ReturnValue{0x0a1, "CKR_PIN_INVALID", "the PIN has characters that the token does not accept"},
    ReturnValue{0x0a2, "CKR_PIN_LEN_RANGE", "the PIN is too long or too short"},
    ReturnValue{0x0a3, "CKR_PIN_EXPIRED", "the PIN must be changed first"},
    ReturnValue{0x0a4, "CKR_PIN_LOCKED", "the PIN is locked after too many wrong ones"},
    ReturnValue{0x0b0, "CKR_SESSION_CLOSED", "the token closed the session"},
    ReturnValue{0x0b1, "CKR_SESSION_COUNT", "the token does not allow more sessions"},
    ReturnValue{0x0b3, "CKR_SESSION_HANDLE_INVALID", "the token has closed the session"},
    ReturnValue{0x0b5, "CKR_SESSION_READ_ONLY", "the session may not change anything"},
    ReturnValue{0x0b8, "CKR_SESSION_READ_WRITE_SO_EXISTS", "the security officer is logged in"},
    ReturnValue{0x0d0, "CKR_TEMPLATE_INCOMPLETE", "the token wants more attributes to be stated"},
    ReturnValue{0x0d1, "CKR_TEMPLATE_INCONSISTENT",
                "the token does not accept these attributes together"},
    ReturnValue{0x0e0, "CKR_TOKEN_NOT_PRESENT", "there is no token in the slot"},
    ReturnValue{0x0e1, "CKR_TOKEN_NOT_RECOGNIZED", "the module does not know this token"},
    ReturnValue{0x0e2, "CKR_TOKEN_WRITE_PROTECTED", "the token is write-protected"},
    ReturnValue{0x0f0, "CKR_UNWRAPPING_KEY_HANDLE_INVALID", "the unwrapping key is not there"},
    ReturnValue{0x0f1, "CKR_UNWRAPPING_KEY_SIZE_RANGE", "the unwrapping key has a wrong size"},
    ReturnValue{0x0f2, "CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT",
                "the unwrapping key has a wrong type"},
    ReturnValue{0x101, "CKR_USER_NOT_LOGGED_IN", "nobody is logged in, or no longer"},
    ReturnValue{0x102, "CKR_USER_PIN_NOT_INITIALIZED", "the token has no user PIN yet"},
    ReturnValue{0x103, "CKR_USER_TYPE_INVALID", "the token has no user who could log in"},
    ReturnValue{0x104, "CKR_USER_ANOTHER_ALREADY_LOGGED_IN", "somebody else is logged in"},
    ReturnValue{0x110, "CKR_WRAPPED_KEY_INVALID", "the wrapped key does not unwrap with this key"},
    ReturnValue{0x112, "CKR_WRAPPED_KEY_LEN_RANGE", "the wrapped key has an impossible length"},
    ReturnValue{0x113, "CKR_WRAPPING_KEY_HANDLE_INVALID", "the wrapping key is not there"},
    ReturnValue{0x114, "CKR_WRAPPING_KEY_SIZE_RANGE", "the wrapping key has a wrong size"},
    ReturnValue{0x115, "CKR_WRAPPING_KEY_TYPE_INCONSISTENT", "the wrapping key has a wrong type"},
    ReturnValue{0x121, "CKR_RANDOM_NO_RNG", "the token has no random number generator"},
    ReturnValue{0x130, "CKR_DOMAIN_PARAMS_INVALID", "the token does not support this curve"},
    ReturnValue{0x140, "CKR_CURVE_NOT_SUPPORTED", "the token does not support this curve"},
    ReturnValue{0x150, "CKR_BUFFER_TOO_SMALL", "the result is longer than can be"},
    ReturnValue{0x190, "CKR_CRYPTOKI_NOT_INITIALIZED", "the module was shut down"},
    ReturnValue{0x1b6, "CKR_FIPS_SELF_TEST_FAILED", "the token failed its self-test"},
    ReturnValue{0x1b7, "CKR_LIBRARY_LOAD_FAILED", "the module could not load what it needs"},
    ReturnValue{0x1b9, "CKR_PUBLIC_KEY_INVALID", "the token does not accept the public key"},
    ReturnValue{0x200, "CKR_FUNCTION_REJECTED", "somebody at the token refused"},
};

constexpr bool before(const ReturnValue& left, const ReturnValue& right) {
    return left.value < right.value;
}
static_assert(std::is_sorted(return_values.begin(), return_values.end(), before));

std::string hexadecimal(CK_RV value) {
    std::array<char, 2 * sizeof value> digits{};
    const auto written =
        std::to_chars(digits.data(), std::next(digits.data(), digits.size()), value, 16);
    return "0x" + std::string(digits.data(), written.ptr);
}

}  // namespace

std::string describe(CK_RV value) {
    const auto* const known = std::lower_bound(return_values.begin(), return_values.end(),
                                               ReturnValue{value, {}, {}}, before);
    if (known == return_values.end() || known->value != value) {
        return hexadecimal(value) + (value >= CKR_VENDOR_DEFINED
                                         ? ": an error that the vendor of the module defines"
                                         : ": an error that is not expected here");
    }
    return std::string(known->name) + " (" + hexadecimal(value) +
           "): " + std::string(known->meaning);
}

Outcome check(std::string_view call, CK_RV value) {
    if (value != CKR_OK) {
        return Error{Errc::token, describe(value)}.in(call);
    }
    return Nothing{};
}

}  // namespace ceremony::pkcs11
