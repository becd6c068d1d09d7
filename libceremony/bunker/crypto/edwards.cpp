// SPDX-License-Identifier: BSD-3-Clause

#include "crypto/edwards.hpp"

#include <utility>

#include "crypto/openssl.hpp"

namespace ceremony::crypto {

namespace {

// a*x^2 + y^2 = 1 + d*x^2*y^2 modulo the prime, with d = d_numerator/d_denominator.
struct Curve {
    const char* prime;
    int a;
    int d_numerator;
    int d_denominator;
};

// RFC 8032, section 5.1: 2^255 - 19 and d = -121665/121666.
constexpr Curve edwards25519 = {"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed",
                                -1, -121665, 121666};
// RFC 8032, section 5.2: 2^448 - 2^224 - 1 and d = -39081.
constexpr Curve edwards448 = {
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    1, -39081, 1};

// Arithmetic modulo a prime. Nothing here is secret, so it may take its time.
class Field {
public:
    [[nodiscard]] static Result<Field> modulo(const char* prime_digits) {
        Field field(TRY(OpenSsl::enter()));
        BIGNUM* prime = nullptr;
        if (field.context_ == nullptr || BN_hex2bn(&prime, prime_digits) == 0) {
            return field.openssl_.error(Errc::internal, "BN_hex2bn");
        }
        field.prime_.reset(prime);
        return field;
    }

    // The number that `octets`, least significant first, spell; not reduced.
    [[nodiscard]] Result<BigNumber> number(ByteView octets) const {
        return checked(
            BigNumber(BN_lebin2bn(octets.data(), static_cast<int>(octets.size()), nullptr)));
    }

    [[nodiscard]] bool contains(const BigNumber& number) const {
        return BN_cmp(number.get(), prime_.get()) < 0;
    }

    [[nodiscard]] Result<BigNumber> product(const BigNumber& left, const BigNumber& right) const {
        BigNumber result = TRY(checked(BigNumber(BN_new())));
        if (BN_mod_mul(result.get(), left.get(), right.get(), prime_.get(), context_.get()) != 1) {
            return openssl_.error(Errc::internal, "BN_mod_mul");
        }
        return result;
    }

    // factor*number + summand
    [[nodiscard]] Result<BigNumber> linear(int factor, const BigNumber& number, int summand) const {
        BigNumber result = TRY(checked(BigNumber(BN_dup(number.get()))));
        const auto magnitude = static_cast<BN_ULONG>(factor < 0 ? -factor : factor);
        const auto change = static_cast<BN_ULONG>(summand < 0 ? -summand : summand);
        const bool multiplied = BN_mul_word(result.get(), magnitude) == 1;
        BN_set_negative(result.get(), factor < 0 ? 1 : 0);
        const bool added = (summand < 0 ? BN_sub_word(result.get(), change)
                                        : BN_add_word(result.get(), change)) == 1;
        if (!multiplied || !added ||
            BN_nnmod(result.get(), result.get(), prime_.get(), context_.get()) != 1) {
            return openssl_.error(Errc::internal, "BN_nnmod");
        }
        return result;
    }

    // Whether `number` has a square root.
    [[nodiscard]] Result<bool> is_square(const BigNumber& number) const {
        const int symbol = BN_kronecker(number.get(), prime_.get(), context_.get());
        if (symbol < -1) {
            return openssl_.error(Errc::internal, "BN_kronecker");
        }
        return symbol >= 0;
    }

private:
    explicit Field(OpenSsl openssl) : openssl_(std::move(openssl)), context_(BN_CTX_new()) {}

    [[nodiscard]] Result<BigNumber> checked(BigNumber number) const {
        if (number == nullptr) {
            return openssl_.error(Errc::internal, "BN_new");
        }
        return number;
    }

    OpenSsl openssl_;
    BigNumberContext context_;
    BigNumber prime_;
};

// The y that stands in `octets`, least significant octet first, below the sign of x
// in the highest bit.
Result<BigNumber> read_y(const Field& field, ByteView octets) {
    Bytes unsigned_octets(octets.begin(), octets.end());
    unsigned_octets.back() &= 0x7fU;
    BigNumber y = TRY(field.number(unsigned_octets));
    if (!field.contains(y)) {
        return Error{Errc::crypto, "the point is not in its one encoding"};
    }
    return y;
}

// From the equation of the curve: x^2 = (y^2 - 1) / (d*y^2 - a). The divisor is not 0,
// as a/d is no square; and a quotient is a square when the product is.
Result<bool> has_x(const Curve& curve, const Field& field, const BigNumber& y2) {
    const int scale = curve.d_denominator;
    const BigNumber dividend = TRY(field.linear(scale, y2, -scale));
    const BigNumber divisor = TRY(field.linear(curve.d_numerator, y2, -curve.a * scale));
    const BigNumber product = TRY(field.product(dividend, divisor));
    return field.is_square(product);
}

// A point of order 1 or 2 has y = 1 or -1, of order 4 y = 0. The double of a point of
// order 8 has y = 0, so that point has y^2 = a*x^2 (RFC 8032, sections 5.1.4 and 5.2.4,
// doubling), which turns the equation of the curve into a*d*y^4 - 2*y^2 + 1 = 0.
Result<bool> has_small_order(const Curve& curve, const Field& field, const BigNumber& y2) {
    const int scale = curve.d_denominator;
    const BigNumber inner = TRY(field.linear(curve.a * curve.d_numerator, y2, -2 * scale));
    const BigNumber product = TRY(field.product(inner, y2));
    const BigNumber sum = TRY(field.linear(1, product, scale));
    return BN_is_zero(y2.get()) == 1 || BN_is_one(y2.get()) == 1 || BN_is_zero(sum.get()) == 1;
}

Outcome check_point(const Curve& curve, ByteView octets) {
    const Field field = TRY(Field::modulo(curve.prime));
    const BigNumber y = TRY(read_y(field, octets));
    const BigNumber y2 = TRY(field.product(y, y));
    const bool on_curve = TRY(has_x(curve, field, y2));
    if (!on_curve) {
        return Error{Errc::crypto, "the point is not on the curve"};
    }
    const bool small = TRY(has_small_order(curve, field, y2));
    if (small) {
        return Error{Errc::crypto, "the point is of small order: anyone could sign"};
    }
    return Nothing{};
}

}  // namespace

Outcome check_ed25519_point(ByteView encoded) {
    return check_point(edwards25519, encoded);
}

Outcome check_ed448_point(ByteView encoded) {
    return check_point(edwards448, encoded);
}

}  // namespace ceremony::crypto
