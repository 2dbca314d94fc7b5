#pragma once

#include <string>
#include <string_view>

namespace sluis::scan {

/// Letters that OCR reads for digits put right, O for 0 and l for 1 and the like, where most of a group's signs are
/// digits and there are enough for a national number. @return the lines that changed, each after the line before it,
/// which may label it; empty when nothing changed. Whether a number is one, its check digits tell.
[[nodiscard]] std::string repair_digits(std::string_view utf8);

}  // namespace sluis::scan
