#pragma once

#include <string>
#include <string_view>

namespace sluis::scan {

/// True when two entries of a ZIP file's central directory share octets of the file: no program writes that, and it
/// makes little unpack to much (APPNOTE.TXT §4.3.6). ZIP64 entries are not compared.
[[nodiscard]] bool has_overlapping_entries(std::string_view zip);

/// True when the file has the central directory that programs find entries by. Without one some programs say that the
/// file is damaged, and others mend it from what they find.
[[nodiscard]] bool has_central_directory(std::string_view zip);

/// The comments of a ZIP file and of its entries, one per line.
[[nodiscard]] std::string zip_comments(std::string_view zip);

}  // namespace sluis::scan
