#include <chrono>

#include "gateway/ctl/commands.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/ctl/terminal.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"
#include "gateway/runtime/parts.h"
#include "storage/register/person_lists.h"

namespace sluis::ctl {
namespace {

namespace lists = storage::lists;

lists::ListKind kind_of(const std::string& name) {
    return name == "staff" ? lists::ListKind::staff : lists::ListKind::clients;
}

std::chrono::year_month_day today() {
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::string actor() {
    return "sluisctl:" + runtime::current_user().name;
}

int refuse_file(const ListsImportOptions& options, const lists::FileProblem& problem, const Output& output) {
    const auto file = options.file.string();
    if (output.json) {
        print(
            output,
            Json{
                {"problems",
                 Json::array(
                     {{{"file", file}, {"line", problem.line}, {"column", problem.column}, {"what", problem.what}}})}});
    }
    output.err << file << ':' << problem.line << ':' << problem.column << ": " << problem.what
               << "\nsluisctl: nothing was imported; the list that was there stays in force.\n";
    return status::no_mail;
}

Json as_json(const ListsImportOptions& options, const lists::Listing& listing, std::int64_t hashes) {
    Json values = Json::object();
    for (const auto& [kind, count] : listing.values) values[std::string{match::to_string(kind)}] = count;
    Json skipped = Json::array();
    for (const auto& cell : listing.skipped)
        skipped.push_back({{"line", cell.line}, {"column", cell.column}, {"holds", cell.heading}, {"why", cell.why}});
    return Json{{"organisation", options.organisation},
                {"kind", options.kind},
                {"imported", !options.dry_run},
                {"rows", listing.rows},
                {"persons", listing.persons.size()},
                {"values", values},
                {"hashes", hashes},
                {"rows_without_value", listing.rows_without_value},
                {"shared_values", listing.shared_values},
                {"skipped_cells", listing.skipped_cells},
                {"skipped", skipped},
                {"columns_used", listing.used_columns},
                {"columns_left_out", listing.other_columns}};
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "none" : text;
}

void show(const ListsImportOptions& options, const lists::Listing& listing, const Output& output) {
    const auto count = [](std::size_t number) { return std::to_string(number); };
    Table table;
    table.width = output.width;
    table.add({"persons", count(listing.persons.size()) + " of " +
                              counted(static_cast<std::int64_t>(listing.rows), "row", "rows") +
                              (listing.rows_without_value == 0
                                   ? std::string{}
                                   : ", " + count(listing.rows_without_value) + " without anything to recognise")});
    for (const auto& [kind, number] : listing.values) table.add({std::string{match::to_string(kind)}, count(number)});
    table.add({"columns used", joined(listing.used_columns)});
    table.add({"columns left out", joined(listing.other_columns)});
    if (listing.shared_values > 0)
        table.add({"shared", count(listing.shared_values) +
                                 " telephones, addresses or dossiers of more than two persons were left out"});
    table.add({"cells skipped", count(listing.skipped_cells)});
    output.out << table.text();
    for (const auto& cell : listing.skipped)
        output.out << "  line " << cell.line << ", column " << cell.column << " (" << cell.heading << ") " << cell.why
                   << '\n';
    if (listing.skipped_cells > listing.skipped.size())
        output.out << "  and " << listing.skipped_cells - listing.skipped.size() << " more\n";
    output.out << (options.dry_run ? "\nNothing was imported: this was a rehearsal.\n"
                                   : "\nThe " + options.kind + " list of " + options.organisation +
                                         " is in force. Of its values only keyed hashes were kept.\n");
}

bool is_known(const config::Settings& settings, const std::string& organisation) {
    return !runtime::open_directory(settings.directory)->domains(organisation).empty();
}

int unknown_organisation(const std::string& organisation, const Output& output) {
    if (output.json) print(output, Json{{"problem", "unknown organisation"}, {"organisation", organisation}});
    output.err << "sluisctl: the directory knows no organisation \"" << organisation
               << "\" with mail domains. Write its identifier (attribute o) as the directory has it.\n";
    return status::not_found;
}

std::int64_t store(const config::Settings& settings, const ListsImportOptions& options, const lists::Listing& listing) {
    const storage::vault::KeyDirectory keys{runtime::data_folder(settings).keys};
    storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
    storage::postgres::Transaction transaction{connection};
    const auto hashes =
        lists::replace_list(transaction, keys, kind_of(options.kind), options.organisation, listing.persons, actor());
    transaction.commit();
    return hashes;
}

}  // namespace

int lists_import(const config::Settings& settings, const ListsImportOptions& options, const Output& output) {
    if (!is_known(settings, options.organisation)) return unknown_organisation(options.organisation, output);
    const auto octets = read_file(options.file);
    if (!octets)
        return output.err << "sluisctl: " << options.file.string() << ' ' << octets.error() << '\n', status::no_input;
    const auto listing = lists::read_list(*octets, today());
    if (!listing) return refuse_file(options, listing.error(), output);
    if (listing->persons.empty())
        return refuse_file(options, {1, 1, "nobody in it can be recognised by anything"}, output);
    const auto hashes = options.dry_run ? 0 : store(settings, options, *listing);
    output.json ? print(output, as_json(options, *listing, hashes)) : show(options, *listing, output);
    return status::ok;
}

int lists_show(const config::Settings& settings, const std::string& organisation, const Output& output) {
    storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
    const auto found = lists::show_lists(connection, organisation);
    const auto is_stale = [&](const lists::ListFacts& list) { return list.age > settings.lists.max_age; };
    if (output.json) {
        Json all = Json::array();
        for (const auto& list : found)
            all.push_back({{"organisation", list.organisation},
                           {"kind", lists::to_string(list.kind)},
                           {"persons", list.persons},
                           {"hashes", list.hashes},
                           {"imported_at", list.imported_at},
                           {"imported_by", list.imported_by},
                           {"age_seconds", list.age.count()},
                           {"stale", is_stale(list)}});
        print(output, Json{{"lists", all}});
        return status::ok;
    }
    if (found.empty()) return output.out << "No lists. To make one: sluisctl lists import --help\n", status::ok;
    Table table;
    table.width = output.width;
    table.head = true;
    table.add({"ORGANISATION", "KIND", "PERSONS", "HASHES", "IMPORTED", "AGE", "BY"});
    for (const auto& list : found)
        table.add({list.organisation, std::string{lists::to_string(list.kind)}, std::to_string(list.persons),
                   std::to_string(list.hashes), list.imported_at,
                   in_words(list.age) + (is_stale(list) ? ", stale" : ""), list.imported_by});
    output.out << table.text(output.colours);
    return status::ok;
}

int lists_remove(const config::Settings& settings, const ListsRemoveOptions& options, const Output& output) {
    if (!options.yes) {
        output.err << "sluisctl: this removes the " << options.kind << " list of " << options.organisation
                   << ": from then on nobody is recognised by it. Nothing was done yet; to do it, add --yes\n";
        return status::usage;
    }
    storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
    storage::postgres::Transaction transaction{connection};
    const bool removed = lists::remove_list(transaction, kind_of(options.kind), options.organisation, actor());
    transaction.commit();
    if (output.json)
        print(output, Json{{"organisation", options.organisation}, {"kind", options.kind}, {"removed", removed}});
    else if (removed)
        output.out << "The " << options.kind << " list of " << options.organisation << " is removed.\n";
    if (!removed)
        output.err << "sluisctl: " << options.organisation << " has no " << options.kind
                   << " list. Which there are: sluisctl lists show\n";
    return removed ? status::ok : status::not_found;
}

}  // namespace sluis::ctl
