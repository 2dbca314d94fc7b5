#include "gateway/scan/detect/table.h"

#include <algorithm>
#include <array>

#include "gateway/scan/detect/dates.h"
#include "gateway/scan/detect/propose.h"
#include "gateway/scan/detect/rrn.h"
#include "gateway/scan/detect/words.h"

namespace sluis::scan {
namespace {

constexpr std::size_t max_columns = 1000;
constexpr std::size_t longest_heading = 60;
constexpr std::size_t longest_name = 80;

constexpr std::array<std::string_view, 5> given_headings{"voornaam", "voornamen", "prenom", "first name", "roepnaam"};
constexpr std::array<std::string_view, 6> surname_headings{"achternaam",     "familienaam", "nom",
                                                           "nom de famille", "last name",   "surname"};
constexpr std::array<std::string_view, 6> name_headings{"naam",          "naam en voornaam",   "nom et prenom",
                                                        "personeelslid", "naam personeelslid", "medewerker"};
constexpr std::array<std::string_view, 15> client_headings{
    "client",   "jongere",   "naam client",  "naam jongere", "minderjarige", "naam minderjarige",
    "kind",     "naam kind", "clientnaam",   "pleegzorger",  "pleegkind",    "pleeggezin",
    "leerling", "bewoner",   "naam leerling"};
constexpr std::array<std::string_view, 8> birth_headings{
    "geboortedatum", "geb. datum", "geb.datum", "gebdatum", "geboren", "geb.", "date de naissance", "geboortedag"};
constexpr std::array<std::string_view, 7> address_headings{"adres",   "straat",     "domicilie",       "thuisadres",
                                                           "adresse", "woonplaats", "straat en nummer"};
constexpr std::array<std::string_view, 10> organisation_headings{"organisatie", "voorziening", "dienst",   "school",
                                                                 "rol",         "instelling",  "afdeling", "bedrijf",
                                                                 "functie",     "fonction"};
// Of whom one calls there.
constexpr std::array<std::string_view, 4> contact_headings{"contactpersoon", "verantwoordelijke", "leverancier",
                                                           "firma"};

bool is_one_of(std::string_view heading, const auto& headings) {
    return std::find(headings.begin(), headings.end(), heading) != headings.end();
}

// The words of a cell, folded, without the signs around them.
std::string trimmed(std::string_view cell) {
    auto text = fold(cell).text;
    const auto begin = text.find_first_not_of(" \t\n*:");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\n*:") + 1 - begin);
}

bool is_name(std::string_view cell) {
    const auto letters = std::count_if(cell.begin(), cell.end(), [](char c) { return is_letter(c); });
    return letters >= 2 && cell.size() <= longest_name && cell.find_first_of("0123456789@") == cell.npos;
}

}  // namespace

Table::Column Table::heading_of(std::string_view cell) {
    const auto heading = trimmed(cell);
    if (heading.empty()) return Column::other;
    if (is_one_of(heading, given_headings)) return Column::given_name;
    if (is_one_of(heading, surname_headings)) return Column::surname;
    if (is_one_of(heading, name_headings)) return Column::name;
    if (is_one_of(heading, client_headings)) return Column::client;
    if (is_one_of(heading, birth_headings)) return Column::birth;
    if (is_one_of(heading, address_headings)) return Column::address;
    if (is_one_of(heading, organisation_headings)) return Column::organisation;
    if (is_one_of(heading, contact_headings)) return Column::contact;
    return rrn::is_label(fold(cell)) ? Column::number : Column::other;
}

bool Table::learn(const std::vector<std::string_view>& cells) {
    std::vector<Column> columns;
    bool heads = false;
    for (const auto cell : cells) {
        if (columns.size() >= max_columns) break;
        const bool short_words = cell.size() <= longest_heading && cell.find_first_of("0123456789") == cell.npos;
        columns.push_back(short_words ? heading_of(cell) : Column::other);
        heads = heads || columns.back() != Column::other;
    }
    if (!heads) return false;
    // A row may add to the headings above it, as where two rows of headings stand.
    columns_.resize(std::max(columns_.size(), columns.size()), Column::other);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] != Column::other) columns_[i] = columns[i];
    }
    return true;
}

bool Table::is_number_column(std::size_t column) const {
    return column < columns_.size() && columns_[column] == Column::number;
}

bool Table::has(Column column) const {
    return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
}

bool Table::lists_contacts() const {
    const auto of_persons = {Column::client,  Column::name,  Column::given_name,
                             Column::surname, Column::birth, Column::number};
    return has(Column::contact) && std::none_of(of_persons.begin(), of_persons.end(), [&](auto c) { return has(c); });
}

void Table::read(const std::vector<std::string_view>& cells, const Place& place, Collector& collector) {
    if (!learn(cells) && !columns_.empty()) weigh(cells, place, collector);
}

void Table::weigh(const std::vector<std::string_view>& cells, const Place& place, Collector& collector) const {
    std::string name;
    std::string_view birth_cell;
    bool birth = false, address = false;
    const bool organisation = (has(Column::organisation) || has(Column::contact)) && !has(Column::client);
    std::string number;
    const int this_year = static_cast<int>(rrn::today().year());
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
        if (columns_[i] == Column::other || cells[i].empty() || cells[i].size() > 4096) continue;
        const auto cell = fold(cells[i]);
        switch (columns_[i]) {
            case Column::name:
            case Column::client:
            case Column::given_name:
            case Column::surname:
                if (is_name(cell.text)) name += (name.empty() ? "" : " ") + cell.text;
                break;
            case Column::birth: {
                birth_cell = cells[i];
                const auto date = date_after(cell.text, 0, 40, this_year);
                birth = birth || (date && is_birth_year(date->year, this_year));
                break;
            }
            case Column::address:
                address = address || cell.text.find_first_of("0123456789") != cell.text.npos;
                break;
            case Column::number:
                for (const auto& hit : rrn::find(cell, true, rrn::today())) {
                    if (rrn::is_valid(hit.kind)) number = hit.digits;
                }
                break;
            case Column::organisation:
            case Column::contact:
            case Column::other:
                break;
        }
    }
    if (name.empty()) return;
    collector.add_name(name);
    if (auto* proposals = collector.people().proposals()) propose_row(name, birth_cell, place.where, *proposals);
    if (!birth && number.empty() && (!address || organisation)) return;
    const auto person = collector.people().by_name(name);
    if (!number.empty()) collector.people().join(person, collector.people().by_number(number));
    if (birth) collector.add({"name.birth_date", policy::Strength::strong, place.where, "••/••/••••", person});
    if (address && !organisation)
        collector.add({"name.address", policy::Strength::strong, place.where, "••• ••, •••• •••", person});
}

}  // namespace sluis::scan
