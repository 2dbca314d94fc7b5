#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mail/result.h"
#include "gateway/scan/detect/fold.h"
#include "gateway/scan/detect/words.h"
#include "policy/findings.h"

/// The Belgian national number: rijksregisternummer and BIS number, INSZ together (domain §2).
namespace sluis::scan::rrn {

enum class Sex { unknown, male, female };

/// What a valid number says. Without a known month there is no day; without a known birth there is only the series.
struct Number {
    int year = 0;  ///< Of birth, in full. Of the series (1900, 2000) alone where the birth is wholly unknown.
    std::optional<int> month;
    std::optional<int> day;
    bool birth_known = true;
    bool bis = false;
    Sex sex = Sex::unknown;
};

/// Why eleven digits are no number.
enum class Fault { length, date, sequence, check };

/// Judges eleven digits. The check digits tell the century; a birth after `today` is a fault of date.
[[nodiscard]] Result<Number, Fault> validate(std::string_view digits, std::chrono::year_month_day today);

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

/// Today, from the system's clock.
[[nodiscard]] std::chrono::year_month_day today();

}  // namespace sluis::scan::rrn
