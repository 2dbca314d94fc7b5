#pragma once

#include <array>
#include <filesystem>
#include <vector>

#include "gateway/scan/conversion.h"

namespace sluis::scan {

/// How a converter is called: the document is its standard input, and it writes UTF-8.
struct ConverterProgram {
    const char* name;
    std::array<const char*, 5> arguments;  ///< nullptr after the last.
};
[[nodiscard]] const ConverterProgram& program_of(Converter converter);

inline constexpr std::array<Converter, 2> all_converters{Converter::word, Converter::sheet};

/// What a converter must be able to read: its libraries and the loader, its settings and character tables.
struct ConverterFiles {
    std::vector<std::filesystem::path> executable;  ///< The programs and the loader.
    std::vector<std::filesystem::path> readable;
};
[[nodiscard]] ConverterFiles converter_files(const std::filesystem::path& folder);

}  // namespace sluis::scan
