#pragma once

#include <string_view>
#include <vector>

#include "gateway/mime/reader.h"

namespace sluis::mime {

/// Everything that makes a message ambiguous: the reader's own doubts, base64 that decoders read differently, and
/// mimetic's reading of a skeleton of the message (headers, first lines of leaves, and every line that could be a
/// delimiter), whose tree and leaf contents must be those of the structure. Empty for a message that is safe to read
/// one way. Each at most once.
///
/// mimetic is not trusted: only the confined child calls this. The skeleton is bounded, its depth is that of the
/// structure, its Content-Type values are tried on their own first (a throw within mimetic's header frees twice),
/// and no typed getter is called.
///
/// @param reading  what read_message() gave for this message
[[nodiscard]] std::vector<Ambiguity> second_opinion(std::string_view message, const Reading& reading);

/// True when second_opinion() on a fresh reading is empty and that reading is `structure`.
[[nodiscard]] bool readings_agree(std::string_view message, const Structure& structure);

}  // namespace sluis::mime
