#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sluis::scan {

/// The programs that read what no library here does.
enum class Converter : std::uint8_t {
    word,   ///< catdoc: Word before 2007
    sheet,  ///< xls2csv: Excel before 2007
};

/// What came of one conversion. Its text is as hostile as the document was.
struct Conversion {
    enum class Outcome : std::uint8_t {
        done,
        unavailable,  ///< No such program here, or nothing that confines it.
        too_slow,
        too_large,  ///< The document, or the text that came of it; the text is what came before.
        failed,     ///< The program crashed, or refused the document.
    };
    Outcome outcome = Outcome::unavailable;
    std::string text;
};

using Convert = std::function<Conversion(Converter converter, std::string_view document)>;

/// Asks over a socket whose other side the converters' process holds (converters.h): a request of one octet for the
/// converter, eight for the document's size, and the document; an answer of one octet for the outcome, eight for the
/// text's size, and the text. read() and write() alone, so that a confined child can. A text larger than `most`, or an
/// answer that ends before its end, gives what was read, as too_large or failed.
[[nodiscard]] Conversion ask_conversion(int socket, Converter converter, std::string_view document, std::uint64_t most);

}  // namespace sluis::scan
