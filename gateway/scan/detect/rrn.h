#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/national_number.h"
#include "gateway/scan/detect/fold.h"
#include "gateway/scan/detect/words.h"
#include "policy/findings.h"

/// The Belgian national number: rijksregisternummer and BIS number, INSZ together (domain §2).
namespace sluis::scan::rrn {

using national_number::Fault;
using national_number::Number;
using national_number::Sex;
using national_number::today;
using national_number::validate;

/// How sure a place in a text is a number.
enum class Kind {
    separated,  ///< Valid, written as numbers are written: 87.04.12-987.23.
    bare,       ///< Valid, but nothing in its form says what it is: 87041298723.
    labelled,   ///< Valid, and a label beside it says what it is.
    typo,       ///< A label and eleven digits that are no number.
    partial,    ///< A label and nine digits without check digits, or what a spreadsheet left of a number.
    shape,      ///< Written as numbers are written, but no number, and no label.
};

struct Hit {
    Kind kind = Kind::bare;
    std::string digits;     ///< Eleven when valid.
    std::size_t begin = 0;  ///< In the folded text.
};

/// Finds numbers in a text, in one pass of linear time. `labelled`: a column's heading or the like names the number.
[[nodiscard]] std::vector<Hit> find(const Folded& text, bool labelled, std::chrono::year_month_day today);

/// The same over the digits that find_marks() found, by today's date; appends to `hits`.
void find(const Folded& text, const std::vector<DigitGroup>& digits, bool labelled, std::vector<Hit>& hits);

[[nodiscard]] inline bool is_valid(Kind kind) {
    return kind == Kind::separated || kind == Kind::labelled || kind == Kind::bare;
}

struct Judged {
    const char* detector;
    policy::Strength strength;
};
/// What a hit is worth.
[[nodiscard]] Judged evidence_of(const Hit& hit);

/// A numeric cell of a spreadsheet, whose leading zeros are lost: 8 to 10 digits, or "8.09E+09".
[[nodiscard]] std::optional<Hit> in_numeric_cell(std::string_view value, bool labelled,
                                                 std::chrono::year_month_day today);

/// True when the text names the number: a column's heading, a form's question.
[[nodiscard]] bool is_label(const Folded& text);

/// "87.••.••-•••.23": the outline, never the value.
[[nodiscard]] std::string mask(std::string_view digits);

}  // namespace sluis::scan::rrn
