#include "storage/register/list_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <unordered_map>

#include "gateway/match/values.h"
#include "gateway/mime/transfer.h"
#include "storage/register/columns.h"

namespace sluis::storage::lists {
namespace {

using match::Kind;

constexpr std::size_t most_sharers = 2;  // Who may have one telephone before it says nothing of a person.

bool is_blank(std::string_view cell) {
    return cell.find_first_not_of(" \t\r\n\xC2\xA0") == cell.npos;
}

// What stands between commas and semicolons: cells with two telephones or addresses.
std::vector<std::string_view> parts_of(std::string_view cell) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const auto end = std::min(cell.find_first_of(";,\n", begin), cell.size());
        if (const auto part = cell.substr(begin, end - begin); !is_blank(part)) parts.push_back(part);
        begin = end + 1;
    }
    return parts;
}

class ListReader {
public:
    ListReader(std::string_view text, std::chrono::year_month_day today, const ListLimits& limits)
        : text_{text}, today_{today}, limits_{limits} {}

    Result<Listing, FileProblem> read() {
        if (auto wrong = read_headings()) return failure(*wrong);
        CsvReader rows{text_, separator_, limits_.csv};
        std::vector<std::string> cells;
        for (bool headings = true;; headings = false) {
            auto row = rows.next(cells);
            if (!row) return failure(row.error());
            if (!*row) break;
            if (headings) continue;
            if (++listing_.rows > limits_.max_rows)
                return failure(FileProblem{rows.line(), 1, "more than " + std::to_string(limits_.max_rows) + " rows"});
            if (cells.size() != columns_.size())
                return failure(FileProblem{rows.line(), std::min(cells.size(), columns_.size()) + 1,
                                           std::to_string(cells.size()) + " cells, where the headings have " +
                                               std::to_string(columns_.size())});
            take(cells, rows.line());
        }
        leave_out_shared();
        count_values();
        return std::move(listing_);
    }

private:
    // The separator under which the first row has the most headings that are known.
    std::optional<FileProblem> read_headings() {
        constexpr std::array separators{';', ',', '\t'};
        if (text_.starts_with("sep=") && text_.size() > 5) text_.remove_prefix(5);  // Excel's own.
        std::size_t best = 0;
        std::vector<std::string> headings, cells;
        std::optional<FileProblem> wrong;
        for (const char separator : separators) {
            CsvReader reader{text_, separator, limits_.csv};
            const auto row = reader.next(cells);
            if (!row && !wrong) wrong = row.error();
            if (!row || !*row) continue;
            const auto known = static_cast<std::size_t>(std::count_if(
                cells.begin(), cells.end(), [](const auto& cell) { return column_of(cell).has_value(); }));
            if (known <= best) continue;
            best = known;
            separator_ = separator;
            headings = cells;
        }
        if (headings.empty() && wrong) return wrong;
        if (headings.empty())
            return FileProblem{1, 1,
                               "no heading that is known; the first row must have headings such as "
                               "rijksregisternummer;naam;voornaam;geboortedatum;dossier;e-mail;telefoon"};
        return take_headings(headings);
    }

    std::optional<FileProblem> take_headings(const std::vector<std::string>& headings) {
        for (const auto& heading : headings) columns_.push_back(column_of(heading));
        const auto has = [&](Column column) { return std::count(columns_.begin(), columns_.end(), column); };
        // "naam" or "name" without a column for given names is the whole name.
        if (has(Column::given_name) == 0) {
            for (auto& column : columns_) {
                if (column == Column::surname) column = Column::full_name;
            }
        } else if (has(Column::surname) == 0) {
            for (auto& column : columns_) {
                if (column == Column::full_name) column = Column::surname;
            }
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const bool kept = columns_[i] && *columns_[i] != Column::ignored;
            (kept ? listing_.used_columns : listing_.other_columns).push_back(headings[i]);
            const bool may_repeat = !kept || columns_[i] == Column::email || columns_[i] == Column::phone;
            if (!may_repeat &&
                std::count(columns_.begin(), columns_.begin() + static_cast<std::ptrdiff_t>(i), columns_[i]) > 0)
                return FileProblem{
                    1, i + 1,
                    "a second column with the " + std::string{to_string(*columns_[i])} + " of a person; leave one out"};
        }
        if (listing_.used_columns.empty())
            return FileProblem{1, 1, "no column by which a person is recognised: only addresses and the like"};
        return std::nullopt;
    }

    struct Row {
        std::string national_number, surname, given, full, birth;
        PersonValues values;
    };

    void skip(std::size_t line, std::size_t column, const char* why) {
        ++listing_.skipped_cells;
        if (listing_.skipped.size() < Listing::max_told)
            listing_.skipped.push_back({line, column + 1, std::string{to_string(*columns_[column])}, why});
    }

    void take(const std::vector<std::string>& cells, std::size_t line) {
        Row row;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (columns_[i] && !is_blank(cells[i])) take_cell(*columns_[i], cells[i], line, i, row);
        }
        take_names(row, line);
        if (row.values.empty()) {
            ++listing_.rows_without_value;
            return;
        }
        add_person(std::move(row));
    }

    void take_cell(Column column, const std::string& cell, std::size_t line, std::size_t at, Row& row) {
        const auto add_each = [&](Kind kind, auto written, const char* why) {
            for (const auto part : parts_of(cell)) {
                if (auto value = written(part))
                    row.values.emplace_back(kind, std::move(*value));
                else
                    skip(line, at, why);
            }
        };
        switch (column) {
            case Column::national_number:
                if (auto number = match::national_number(cell))
                    row.values.emplace_back(Kind::national_number, row.national_number = std::move(*number));
                else
                    skip(line, at, "is no national number: eleven digits whose check digits fit");
                return;
            case Column::birth_date:
                if (auto birth = match::birth_date(cell, today_))
                    row.birth = std::move(*birth);
                else
                    skip(line, at, "is no date of birth such as 12/04/1987 or 1987-04-12");
                return;
            case Column::dossier:
                if (auto dossier = match::dossier(cell))
                    row.values.emplace_back(Kind::dossier, std::move(*dossier));
                else
                    skip(line, at, "says too little: fewer than four digits, a year, or too long");
                return;
            case Column::email:
                return add_each(Kind::email, match::email, "is no e-mail address");
            case Column::phone:
                return add_each(Kind::phone, match::phone, "is no telephone number");
            case Column::surname:
                return void(row.surname = cell);
            case Column::given_name:
                return void(row.given = cell);
            case Column::full_name:
                return void(row.full = cell);
            case Column::ignored:
                return;
        }
    }

    void take_names(Row& row, std::size_t line) {
        const bool divided = !row.given.empty() && !row.surname.empty();
        const auto& whole = row.full.empty() ? row.surname : row.full;
        const auto names = divided ? match::names_of(row.given, row.surname) : match::names_of("", whole);
        const auto with_birth = [&](const std::string& name) {
            if (!row.birth.empty()) row.values.emplace_back(Kind::name_birth, match::name_and_birth(name, row.birth));
        };
        for (const auto& name : names.full) {
            row.values.emplace_back(Kind::name, name);
            with_birth(name);
        }
        for (const auto& name : names.initials) {
            row.values.emplace_back(Kind::initial, name);
            with_birth(name);
        }
        if (!names.full.empty() || (row.surname.empty() && row.full.empty() && row.given.empty())) return;
        const auto column = std::find_if(columns_.begin(), columns_.end(), [](const auto& known) {
            return known == Column::surname || known == Column::full_name || known == Column::given_name;
        });
        skip(line, static_cast<std::size_t>(column - columns_.begin()),
             "is no given name with a surname in Latin letters");
    }

    void add_person(Row row) {
        auto which = listing_.persons.size();
        if (!row.national_number.empty()) which = by_number_.emplace(row.national_number, which).first->second;
        if (which == listing_.persons.size()) listing_.persons.emplace_back();
        auto& person = listing_.persons[which];
        for (auto& value : row.values) {
            if (std::find(person.begin(), person.end(), value) == person.end()) person.push_back(std::move(value));
        }
    }

    // The telephone of the house itself stands beside many clients, and under every mail.
    void leave_out_shared() {
        const auto may_be_shared = [](Kind kind) {
            return kind == Kind::email || kind == Kind::phone || kind == Kind::dossier;
        };
        const auto key_of = [](const auto& value) {
            return static_cast<char>('0' + static_cast<int>(value.first)) + value.second;
        };
        std::unordered_map<std::string, std::size_t> holders;
        for (const auto& person : listing_.persons) {
            for (const auto& value : person) {
                if (may_be_shared(value.first)) ++holders[key_of(value)];
            }
        }
        for (const auto& [value, count] : holders) listing_.shared_values += count > most_sharers ? 1 : 0;
        if (listing_.shared_values == 0) return;
        for (auto& person : listing_.persons) {
            std::erase_if(person, [&](const auto& value) {
                return may_be_shared(value.first) && holders[key_of(value)] > most_sharers;
            });
        }
    }

    void count_values() {
        std::unordered_map<std::string, bool> seen;
        for (const auto& person : listing_.persons) {
            for (const auto& [kind, value] : person) {
                if (seen.emplace(static_cast<char>('0' + static_cast<int>(kind)) + value, true).second)
                    ++listing_.values[kind];
            }
        }
    }

    std::string_view text_;
    std::chrono::year_month_day today_;
    const ListLimits& limits_;
    char separator_ = ';';
    std::vector<std::optional<Column>> columns_;
    std::unordered_map<std::string, std::size_t> by_number_;
    Listing listing_;
};

}  // namespace

Result<Listing, FileProblem> read_list(std::string_view octets, std::chrono::year_month_day today,
                                       const ListLimits& limits) {
    if (octets.size() > limits.max_octets)
        return failure(
            FileProblem{1, 1, "the file is larger than " + std::to_string(limits.max_octets >> 20) + " MiB"});
    const auto text = mime::to_utf8(octets, "");
    return ListReader{text, today, limits}.read();
}

}  // namespace sluis::storage::lists
