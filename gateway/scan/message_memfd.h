#pragma once

#include <cstdint>
#include <span>

#include "gateway/scan/descriptor.h"

namespace sluis::scan {

/// An empty, anonymous file in memory for one message, for a writer that produces the message piece by piece
/// (write(2) on its descriptor). Scanner::scan_fd seals it. @throws Unavailable when the kernel has none to
/// give.
[[nodiscard]] Descriptor make_message_memfd();

/// The same with the message in it.
[[nodiscard]] Descriptor make_message_memfd(std::span<const char> message);

/// Forbids every further change of content and size, to every holder of the descriptor.
/// @throws Unavailable when it is no memfd, or a writable mapping of it still exists.
void seal_message(int memfd);

/// True when nobody can change it any more: what a reader that maps it must know first.
[[nodiscard]] bool is_sealed(int memfd) noexcept;

}  // namespace sluis::scan
