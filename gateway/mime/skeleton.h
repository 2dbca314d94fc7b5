#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mime/structure.h"

namespace sluis::mime {

/// A small message of the same structure: all headers, and of everything else the first lines of leaves and every line
/// that begins with two hyphens.
struct Skeleton {
    std::string text;
    std::vector<std::string> contents;  ///< For each entity, what stands of its body when it is a leaf.
};

/// Builds the skeleton; nothing when it would pass its bound. @param structure  of this message
[[nodiscard]] std::optional<Skeleton> make_skeleton(std::string_view message, const Structure& structure);

}  // namespace sluis::mime
