#pragma once

#include <string_view>

namespace sluis::scan {

/// Whether a RAR archive (4 or 5) says that its names, or a file in it, need a password. libarchive passes over what
/// RAR 5 says of that, and gives the encrypted octets for the file.
[[nodiscard]] bool is_encrypted_rar(std::string_view rar);

}  // namespace sluis::scan
