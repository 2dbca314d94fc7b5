#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sluis::scan {

/// The programs that read what no library here does.
enum class Converter : std::uint8_t {
    word,    ///< catdoc: Word before 2007
    sheet,   ///< xls2csv: Excel before 2007
    slides,  ///< catppt: PowerPoint before 2007
};

/// What came of one conversion. Its text is as hostile as the document was.
struct Conversion {
    enum class Outcome : std::uint8_t {
        done,
        unavailable,  ///< No such program here, or nothing that confines it.
        too_slow,
        too_large,  ///< It wanted more memory, or wrote more than allowed; the text is what came before.
        failed,     ///< It crashed, or refused the document.
    };
    Outcome outcome = Outcome::unavailable;
    std::string text;
};

using Convert = std::function<Conversion(Converter converter, std::string_view document)>;

}  // namespace sluis::scan
