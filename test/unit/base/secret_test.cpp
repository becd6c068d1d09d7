// SPDX-License-Identifier: BSD-3-Clause

#include "base/secret.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <fcntl.h>
#include <string>
#include <type_traits>
#include <unistd.h>

#include "base/descriptor.hpp"
#include "support/printing.hpp"

using namespace ceremony;
using ceremony::test::must;

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

TEST_CASE("secret: nothing of it is left in memory", "[base][secret]") {
    // The kernel reads the memory of this process to us, also what was freed: an allocator
    // keeps blocks of this size mapped, and writes no more than a few links into them.
    constexpr std::size_t size = 1000;
    const Descriptor memory = must(open_path("/proc/self/mem", O_RDONLY, Errc::unreadable));
    std::string seen(size, '\0');
    const auto count_at = [&](std::uintptr_t address) {
        REQUIRE(::pread(memory.number(), seen.data(), size, static_cast<off_t>(address)) ==
                static_cast<ssize_t>(size));
        return std::count(seen.begin(), seen.end(), 'P');
    };
    const Bytes octets(size, 'P');
    std::uintptr_t where = 0;
    {
        const Secret secret{ByteView(octets)};
        where = std::bit_cast<std::uintptr_t>(secret.reveal().data());
        CHECK(count_at(where) == static_cast<std::ptrdiff_t>(size));
    }
    CHECK(count_at(where) == 0);
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
