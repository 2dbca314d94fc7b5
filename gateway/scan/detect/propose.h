#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/fold.h"
#include "gateway/scan/detect/proposals.h"
#include "gateway/scan/detect/sight.h"

/// What in a text could be a value of an organisation's list: numbers by their shape, names by capitals and by the
/// given names that are known, e-mail addresses, telephone numbers, dates beside names. It proposes much more than
/// there is on any list; what is on one, the parent finds out.
namespace sluis::scan {

/// Everything in one piece of text. Linear in its length.
void propose(const Sight& seen, const std::string& place, Proposals& to);

/// A spreadsheet's numeric cell, whose leading zeros are lost.
void propose_numeric_cell(std::string_view value, const std::string& place, Proposals& to);

/// A row of a table whose columns are headed by names and dates of birth, wherever they stand and however they are
/// written. @param name  folded: what stands in the columns of names, in their order   @param birth  a cell; may be
/// empty
void propose_row(std::string_view name, std::string_view birth, const std::string& place, Proposals& to);

/// A date in the text, and the dates of birth that it may be.
struct DateHit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<std::string> births;
};

/// Proposes numbers: national, of dossiers, telephones. @returns the dates among them, in the text's order
[[nodiscard]] std::vector<DateHit> propose_numbers(std::string_view folded, const std::vector<DigitGroup>& groups,
                                                   const std::string& place, Proposals& to);

/// Where the contact data under the closing words of a mail stand ("Met vriendelijke groeten"), as ranges in the text's
/// order; what was written below a signature (the quoted mail) is no part of it.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
};
[[nodiscard]] std::vector<Stretch> signatures_in(std::string_view folded);
/// @param stretches  in the text's order, none within another
[[nodiscard]] bool stands_in(const std::vector<Stretch>& stretches, std::size_t at);

/// Proposes names, alone and with a date that stands beside them.
void propose_names(const Folded& text, const std::vector<WordHit>& words, const std::vector<DateHit>& dates,
                   const std::vector<Stretch>& signatures, const std::string& place, Proposals& to);

}  // namespace sluis::scan
