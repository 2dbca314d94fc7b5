#include "gateway/scan/memory.h"

#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace sluis::scan {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_own_allocator = true;
#else
constexpr bool has_own_allocator = false;
#endif

constexpr const char* bind_now = "LD_BIND_NOW";

// Takes every free piece of this size below `top`. The first that lies above it says that there is none left.
void take_all(std::size_t size, std::uintptr_t top) {
    for (;;) {
        void* piece = std::malloc(size);
        if (piece == nullptr) return;
        if (reinterpret_cast<std::uintptr_t>(piece) < top) continue;
        std::free(piece);
        return;
    }
}

}  // namespace

void start_bound(char** arguments) {
    if (has_own_allocator || ::getenv(bind_now) != nullptr) return;
    std::array<char, 4096> path{};
    // By its own name, which is what lists of processes show.
    const auto length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    if (length <= 0) return;
    ::setenv(bind_now, "1", 1);
    // As many freed pieces of a size as a page of a document has letters are at hand for the next page.
    ::setenv("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1:glibc.malloc.tcache_count=1000", 1);
    ::execv(path.data(), arguments);
}

void fill_holes() {
    ::malloc_trim(0);
    const auto kept = ::mallinfo2().keepcost;
    if (has_own_allocator || kept == 0) return;
    const auto top = reinterpret_cast<std::uintptr_t>(::sbrk(0)) - kept;
    constexpr std::size_t large = 64 * 1024, small = 1024, step = 16, least = 24;
    for (std::size_t size = large; size > small; size /= 2) take_all(size, top);
    for (std::size_t size = small + least - step; size >= least; size -= step) take_all(size, top);
}

void keep_freed() {
    constexpr int most_that_glibc_takes = 32 * 1024 * 1024, never = 1024 * 1024 * 1024;
    ::mallopt(M_MMAP_THRESHOLD, most_that_glibc_takes);
    ::mallopt(M_TRIM_THRESHOLD, never);
}

}  // namespace sluis::scan
