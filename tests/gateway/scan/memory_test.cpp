#include "gateway/scan/memory.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <vector>

using sluis::scan::fill_holes;

namespace {

std::uintptr_t place_of(const void* piece) {
    return reinterpret_cast<std::uintptr_t>(piece);
}

std::uintptr_t highest(const std::vector<void*>& pieces) {
    std::uintptr_t most = 0;
    for (const void* piece : pieces) most = std::max(most, place_of(piece));
    return most;
}

}  // namespace

TEST_CASE("after the holes are filled nothing new stands between what was there", "[scan][memory]") {
    if (::mallinfo2().arena == 0) SUCCEED("Another allocator than glibc's: nothing to fill.");
    std::vector<void*> kept;
    kept.reserve(20'000);
    for (std::size_t i = 0; i < 4000; ++i) {
        kept.push_back(std::malloc(16 + i % 3000));
        void* hole = std::malloc(16 + i % 3000);
        kept.push_back(std::malloc(40));
        std::free(hole);
    }
    fill_holes();
    const auto top = highest(kept);
    // A process that had threads may take from other heaps; the template has one thread and one heap.
    const bool in_one_heap = top < place_of(::sbrk(0));
    for (std::size_t size = 16; size < 60'000 && in_one_heap && ::mallinfo2().arena != 0; size += 16) {
        void* piece = std::malloc(size);
        REQUIRE(place_of(piece) > top);
        kept.push_back(piece);
    }
    for (void* piece : kept) std::free(piece);
}
