#include "gateway/scan/detect/birth.h"

#include <optional>

#include "gateway/scan/detect/dates.h"

namespace sluis::scan {
namespace {

bool stands_behind(std::string_view text, const Mention& name, int this_year) {
    const auto behind = text.substr(name.end, 6);
    const auto begin = behind.find_first_of("0123456789");
    if (begin == behind.npos || begin == 0) return false;
    const auto between = behind.substr(0, begin);
    const bool told = between.find('*') != between.npos;
    const bool only = told || between.find_first_of("(\t;|") != between.npos || between == ", ";
    if (!only || between.find_first_not_of(" ,(*;\t|-") != between.npos) return false;
    const auto date = date_at(text, name.end + begin, this_year);
    const auto latest = told ? this_year : this_year - 3;
    return date && (told || date->whole_year) && date->year <= latest && is_birth_year(date->year, this_year);
}

// "12/04/2011<tab>Lotte Peeters"
bool stands_before(std::string_view text, const Mention& name, int this_year) {
    for (const std::uint32_t width : {10U, 8U, 9U}) {
        if (name.begin < width + 1 || !is_digit(text[name.begin - 2])) continue;
        const char gap = text[name.begin - 1];
        if (gap != '\t' && gap != ';' && gap != '|') break;
        const auto date = date_at(text, name.begin - 1 - width, this_year);
        if (date && date->whole_year && date->end == name.begin - 1 && date->year <= this_year - 3 &&
            is_birth_year(date->year, this_year))
            return true;
    }
    return false;
}

}  // namespace

bool stands_as_birth(std::string_view folded, const Mention& name, int this_year) {
    return stands_behind(folded, name, this_year) || stands_before(folded, name, this_year);
}

}  // namespace sluis::scan
