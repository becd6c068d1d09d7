// SPDX-License-Identifier: BSD-3-Clause

#include "base/secret.hpp"

#include <type_traits>

#include "support/printing.hpp"

using namespace ceremony;

static_assert(std::is_move_constructible_v<Secret>);
static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(!std::is_move_assignable_v<Secret>);

TEST_CASE("secret: it holds what it was given until it is moved", "[base][secret]") {
    Secret secret(as_bytes("1234"));
    CHECK(as_text(secret.reveal()) == "1234");
    const Byte* const where = secret.reveal().data();
    const Secret moved(std::move(secret));
    CHECK(as_text(moved.reveal()) == "1234");
    CHECK(moved.reveal().data() == where);  // no second copy was made
    // NOLINTNEXTLINE(bugprone-use-after-move): what is left behind is the point
    CHECK(secret.empty());
}

TEST_CASE("secret: an empty secret is allowed", "[base][secret]") {
    CHECK(Secret(ByteView{}).empty());
}

TEST_CASE("secret: wipe leaves zero octets", "[base][secret]") {
    Bytes octets = {1, 2, 3};
    wipe(octets);
    CHECK(octets == Bytes{0, 0, 0});
    wipe({});
    std::string text = "1234";
    wipe_text(text);
    CHECK(text == std::string(4, '\0'));
    wipe_text({});
}
