#pragma once

#include "gateway/match/fold.h"

/// Scanning searches text as the lists of persons compare it, so that a name found here is a name found there.
namespace sluis::scan {

using match::clean;
using match::fold;
using match::Folded;
using match::is_digit;
using match::is_letter;
using match::is_space;
using match::is_word;

}  // namespace sluis::scan
