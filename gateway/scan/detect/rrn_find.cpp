#include <algorithm>
#include <array>

#include "gateway/scan/detect/numbers.h"
#include "gateway/scan/detect/rrn.h"
#include "gateway/scan/detect/starts.h"

namespace sluis::scan::rrn {
namespace {

constexpr std::size_t longest_gap = 5;      // Separators between two groups of digits.
constexpr std::size_t context_before = 64;  // Where a label is looked for.

constexpr std::array<std::string_view, 22> labels{"rijksregister", "rijksreg",
                                                  "rijkregister",  "riksregister",
                                                  "rrn",           "rr-n",
                                                  "rr n",          "rr:",
                                                  "rr.n",          "rrnr",
                                                  "insz",          "niss",
                                                  "inss",          "ssin",
                                                  "nationaal n",   "nat. n",
                                                  "nationaalnum",  "identificatienummer",
                                                  "bisnummer",     "bis-n",
                                                  "bis n",         "registre national"};

// A number after one of these is what it says.
constexpr std::array<std::string_view, 16> others{"tel",   "gsm",   "fax",        "mobiel",   "telefoon",    "phone",
                                                  "riziv", "inami", "iban",       "rekening", "onderneming", "kbo",
                                                  "btw",   "ogm",   "mededeling", "nihii"};

// A number without separators right behind one of these is a thing's.
constexpr std::array<std::string_view, 22> codes{
    "factuur", "bestel",  "order", "referentie", "ref",    "klant", "artikel", "zending", "pakket",  "ean",     "isbn",
    "barcode", "offerte", "polis", "serie",      "ticket", "meter", "facture", "command", "invoice", "reserva", "bon"};

using Group = DigitGroup;

struct Gap {
    bool space = true;  // Nothing but white space, cell borders and underscores.
    bool newline = false;
    std::size_t size = 0;
};

bool separates(char c) {
    return is_space(c) || c == '.' || c == '-' || c == '/' || c == '|' || c == '_';
}

Gap gap_between(std::string_view text, std::size_t begin, std::size_t end) {
    Gap gap;
    gap.size = end - begin;
    for (auto i = begin; i < end; ++i) {
        gap.newline |= text[i] == '\n';
        gap.space &= text[i] != '.' && text[i] != '-' && text[i] != '/';
    }
    return gap;
}

bool is_word_start(std::string_view text, std::size_t at) {
    return is_letter(text[at]) && (at == 0 || !is_letter(text[at - 1]));
}

enum class Context { none, label, other };

// What the nearest telling word before a number says it is.
Context context_of(std::string_view text, std::size_t begin) {
    const auto from = begin > context_before ? begin - context_before : 0;
    std::size_t run = 0;
    for (auto at = begin; at > from; --at) {
        // A label names the number next to it, not the one after that.
        run = is_digit(text[at - 1]) ? run + 1 : 0;
        if (run >= 4) return Context::none;
        if (!is_word_start(text, at - 1)) continue;
        const auto word = text.substr(at - 1, begin - at + 1);
        if (begins_with_one_of<labels>(word)) return Context::label;
        if (begins_with_one_of<others>(word)) return Context::other;
    }
    return Context::none;
}

// "Factuur nr. 20260112345"
bool is_code(std::string_view text, std::size_t begin) {
    auto at = begin;
    for (int words = 0; words < 2; ++words) {
        const auto from = at;
        while (at > 0 && from - at < 4 && !is_word(text[at - 1]) && text[at - 1] != '\n') --at;
        const auto end = at;
        while (at > 0 && end - at < 30 && is_letter(text[at - 1])) --at;
        if (at == end) return false;
        const auto word = text.substr(at, end - at);
        if (begins_with_one_of<codes>(word)) return true;
        if (word != "nr" && word != "nummer" && word != "no" && word != "n") return false;
    }
    return false;
}

// How many of the groups from `first` on stand together: with at most a few separators between them. `total` is the
// number of their digits.
std::size_t chain_from(std::string_view text, const std::vector<Group>& groups, std::size_t first, std::size_t& total) {
    total = groups[first].size();
    auto last = first;
    for (; last + 1 < groups.size(); ++last) {
        const std::size_t gap = groups[last + 1].begin - groups[last].end;
        if (gap > longest_gap) break;
        bool only = true;
        for (std::size_t at = groups[last].end; at < groups[last + 1].begin; ++at) only &= separates(text[at]);
        if (!only) break;
        total += groups[last + 1].size();
    }
    return last + 1 - first;
}

struct Layout {
    bool canonical = true;  // Divided where dates, counter and check digits are divided, line breaks aside.
    bool marked = false;    // By dots, dashes or slashes.
    bool tidy = true;       // By single characters.
    bool boxes = true;      // Each digit on its own.
    bool after_six = false;
    bool broken = false;  // Over lines elsewhere.
};

Layout layout_of(std::string_view text, const Group* groups, std::size_t count) {
    Layout layout;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < count; ++i) {
        digits += groups[i].size();
        layout.boxes &= groups[i].size() == 1;
        if (i + 1 == count) break;
        const auto gap = gap_between(text, groups[i].end, groups[i + 1].begin);
        const bool usual = digits == 2 || digits == 4 || digits == 6 || digits == 9;
        if (!usual && gap.newline) {
            layout.broken = true;
            continue;
        }
        layout.canonical &= usual;
        layout.marked |= !gap.space;
        layout.tidy &= gap.size == 1 && text[groups[i].end] != '\t' && text[groups[i].end] != '\n';
        layout.after_six |= digits == 6;
    }
    layout.boxes &= count == 11;
    return layout;
}

std::string digits_of(std::string_view text, const Group* groups, std::size_t count) {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += text.substr(groups[i].begin, groups[i].size());
    return digits;
}

// Part of something longer: a code with letters, a telephone number with +, a chain of more groups.
bool is_inside_other(std::string_view text, std::size_t begin, std::size_t end) {
    const auto before = begin > 0 ? text[begin - 1] : ' ';
    const auto after = end < text.size() ? text[end] : ' ';
    if (is_letter(before) || is_letter(after) || before == '+') return true;
    if (before == '.' || before == '-' || before == '/') {
        if (begin > 1 && is_digit(text[begin - 2])) return true;
    }
    if (after == '.' || after == '-' || after == '/' || after == ',') {
        if (end + 1 < text.size() && is_digit(text[end + 1])) return true;
    }
    return false;
}

struct Search {
    std::string_view text;
    bool labelled;
    std::chrono::year_month_day today;
    std::vector<Hit> hits;

    Kind kind_of_valid(const Layout& layout, Context context) const {
        if (context == Context::label || (labelled && context == Context::none)) return Kind::labelled;
        const bool separated = layout.marked || (layout.tidy && !layout.broken);
        return layout.canonical && layout.after_six && separated ? Kind::separated : Kind::bare;
    }

    void all(const std::vector<Group>& groups) {
        for (std::size_t first = 0; first < groups.size();) {
            std::size_t total = 0;
            const auto end = first + chain_from(text, groups, first, total);
            while (total >= 9 && first < end) first = take(groups, first, end);
            first = end;
        }
    }

    // Eleven digits in `count` groups. True when they were something, so that the search goes on behind them.
    bool eleven(const Group* groups, std::size_t count) {
        const auto begin = groups[0].begin;
        const auto end = groups[count - 1].end;
        const auto layout = layout_of(text, groups, count);
        const auto digits = digits_of(text, groups, count);
        const auto valid = validate(digits, today);
        const bool usual = (layout.canonical && (!layout.broken || layout.marked)) || layout.boxes;
        if (!valid && !usual) return false;
        // Its separators say enough, whatever stands before: "btw-plichtig: Lotte Peeters, 87.04.12-987.23".
        const bool plain = valid && layout.canonical && layout.marked && layout.tidy && count == 5;
        const auto context = context_of(text, begin);
        const bool named = context == Context::label || (labelled && context == Context::none);
        const bool other = context == Context::other && !plain;
        if (!named && (other || is_inside_other(text, begin, end) || !usual)) return false;
        if (!named && count == 1 && is_code(text, begin)) return false;
        if (!named && is_bare_mobile(digits) && !layout.marked) return false;
        if (valid) {
            hits.push_back({kind_of_valid(layout, context), digits, begin});
        } else if (named) {
            hits.push_back({Kind::typo, digits, begin});
        } else if (layout.marked && layout.tidy && layout.after_six && count == 5) {
            hits.push_back({Kind::shape, digits, begin});
        } else {
            return false;
        }
        return true;
    }

    // Nine digits without check digits, or a number whose leading zeros are gone: only beside a label.
    bool fewer(const Group* groups, std::size_t count, std::size_t total) {
        // What is before it is looked at last: it takes longest.
        const bool lost_zero = total == 10 && count == 1;
        const auto digits = (lost_zero ? "0" : "") + digits_of(text, groups, count);
        if (lost_zero) {
            if (!validate(digits, today)) return false;
        } else {
            const auto layout = layout_of(text, groups, count);
            if (total != 9 || !layout.canonical || !layout.after_six) return false;
        }
        const auto context = context_of(text, groups[0].begin);
        if (context == Context::other || (context == Context::none && !labelled)) return false;
        hits.push_back({lost_zero ? Kind::labelled : Kind::partial, digits, groups[0].begin});
        return true;
    }

    // Tries the groups from `first` on, which end at `end`; gives where to go on.
    std::size_t take(const std::vector<Group>& groups, std::size_t first, std::size_t end) {
        std::size_t total = 0;
        for (auto i = first; i < end && i - first < 11; ++i) {
            total += groups[i].size();
            if (total > 11) break;
            if (total == 11) return eleven(&groups[first], i - first + 1) ? i + 1 : first + 1;
        }
        total = 0;
        for (auto i = first; i < end && total < 10; ++i) total += groups[i].size();
        const bool last = total == 9 || total == 10;
        if (last && first + 5 > end && fewer(&groups[first], end - first, total)) return end;
        return first + 1;
    }
};

}  // namespace

bool is_label(const Folded& folded) {
    const std::string_view text = folded.text;
    if (text.size() > 80) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_word_start(text, at) && begins_with_one_of<labels>(text.substr(at))) return true;
    }
    return false;
}

void find(const Folded& folded, const std::vector<DigitGroup>& digits, bool labelled, std::vector<Hit>& hits) {
    Search search{folded.text, labelled, today(), std::move(hits)};
    search.all(digits);
    hits = std::move(search.hits);
}

std::vector<Hit> find(const Folded& folded, bool labelled, std::chrono::year_month_day today) {
    Marks marks;
    find_marks(folded, marks);
    Search search{folded.text, labelled, today, {}};
    search.all(marks.digits);
    return std::move(search.hits);
}

}  // namespace sluis::scan::rrn
