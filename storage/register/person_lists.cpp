#include "storage/register/person_lists.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <unordered_set>

#include "storage/audit/audit_log.h"

namespace sluis::storage::lists {
namespace {

constexpr std::size_t batch = 10'000;  // Rows of one insert: well within a statement's deadline.

struct Row {
    std::string hash;
    std::int32_t person = 0;
    friend auto operator<=>(const Row&, const Row&) = default;
};

// An array of bytea as a text that the server reads.
class HashArray {
public:
    void add(std::string_view hex) {
        text_ += text_.empty() ? "{\"\\\\x" : ",\"\\\\x";
        text_ += hex;
        text_ += '"';
    }
    [[nodiscard]] std::string text() const { return text_.empty() ? "{}" : text_ + '}'; }

private:
    std::string text_;
};

// Persons get numbers by lot, and rows stand in the order of their hashes: neither tells the file's order.
std::vector<Row> rows_of(const std::vector<PersonValues>& persons, ListHasher& hasher) {
    std::vector<std::int32_t> numbers(persons.size());
    std::iota(numbers.begin(), numbers.end(), 0);
    std::random_device random;
    std::shuffle(numbers.begin(), numbers.end(), random);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < persons.size(); ++i) {
        for (const auto& [kind, value] : persons[i])
            rows.push_back({hexadecimal(hasher.hash(kind, value)), numbers[i]});
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void insert(postgres::Transaction& transaction, std::int64_t list, const std::vector<Row>& rows) {
    for (std::size_t begin = 0; begin < rows.size(); begin += batch) {
        HashArray hashes;
        std::string persons;
        for (auto i = begin; i < std::min(rows.size(), begin + batch); ++i) {
            hashes.add(rows[i].hash);
            persons += (persons.empty() ? '{' : ',') + std::to_string(rows[i].person);
        }
        const auto text = hashes.text();
        persons += '}';
        transaction.execute(
            "insert into person_list_hash (hash, list, person)"
            " select hash, $3, person from unnest($1::bytea[], $2::integer[]) as row (hash, person)",
            {std::string_view{text}, std::string_view{persons}, list});
    }
}

void write_audit(postgres::Transaction& transaction, audit::Event event, ListKind kind, const std::string& organisation,
                 const std::string& actor, const std::string& figures) {
    audit::Entry entry;
    entry.event = event;
    entry.actor = actor;
    entry.organisation = organisation;
    entry.detail = std::string{to_string(kind)} + figures;
    audit::write(transaction, entry);
}

bool remove(postgres::Transaction& transaction, ListKind kind, const std::string& organisation) {
    // Whoever comes second waits, and then sees what the first one made.
    transaction.execute("select pg_advisory_xact_lock(hashtextextended('person_list', 0))");
    return transaction
               .execute("delete from person_list where organisation = $1 and kind = $2",
                        {std::string_view{organisation}, to_string(kind)})
               .affected() > 0;
}

}  // namespace

std::int64_t replace_list(postgres::Transaction& transaction, const vault::KeyDirectory& keys, ListKind kind,
                          const std::string& organisation, const std::vector<PersonValues>& persons,
                          const std::string& actor) {
    ListHasher hasher{keys, kind, organisation};
    const auto rows = rows_of(persons, hasher);
    const auto key_check = "\\x" + hasher.key_check();
    remove(transaction, kind, organisation);
    const auto made = transaction.execute(
        "insert into person_list (organisation, kind, imported_by, persons, hashes, key_check)"
        " values ($1, $2, $3, $4, $5, $6::bytea) returning id",
        {std::string_view{organisation}, to_string(kind), std::string_view{actor},
         static_cast<std::int64_t>(persons.size()), static_cast<std::int64_t>(rows.size()),
         std::string_view{key_check}});
    insert(transaction, made.number(0, 0), rows);
    write_audit(transaction, audit::Event::list_imported, kind, organisation, actor,
                ", " + std::to_string(persons.size()) + " persons, " + std::to_string(rows.size()) + " hashes");
    return static_cast<std::int64_t>(rows.size());
}

bool remove_list(postgres::Transaction& transaction, ListKind kind, const std::string& organisation,
                 const std::string& actor) {
    if (!remove(transaction, kind, organisation)) return false;
    write_audit(transaction, audit::Event::list_removed, kind, organisation, actor, "");
    return true;
}

std::vector<ListFacts> show_lists(postgres::Connection& connection, std::string_view organisation) {
    const auto rows = connection.execute(
        "select id, organisation, kind, to_char(imported_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),"
        " imported_by, extract(epoch from clock_timestamp() - imported_at)::bigint, persons, hashes,"
        " encode(key_check, 'hex') from person_list where $1 = '' or organisation = $1 order by organisation, kind",
        {organisation});
    std::vector<ListFacts> lists;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ListFacts list;
        list.id = rows.number(i, 0);
        list.organisation = rows.text(i, 1);
        list.kind = rows.text(i, 2) == to_string(ListKind::staff) ? ListKind::staff : ListKind::clients;
        list.imported_at = rows.text(i, 3);
        list.imported_by = rows.text(i, 4);
        list.age = std::chrono::seconds{rows.number(i, 5)};
        list.persons = rows.number(i, 6);
        list.hashes = rows.number(i, 7);
        list.key_check = rows.text(i, 8);
        lists.push_back(std::move(list));
    }
    return lists;
}

}  // namespace sluis::storage::lists
