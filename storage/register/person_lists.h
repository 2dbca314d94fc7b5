#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/postgres/connection.h"
#include "storage/register/list_file.h"
#include "storage/register/list_keys.h"
#include "storage/register/list_sieve.h"

namespace sluis::storage::lists {

/// A list as the database describes it: figures alone.
struct ListFacts {
    std::int64_t id = 0;
    std::string organisation;
    ListKind kind = ListKind::clients;
    std::string imported_at;  ///< ISO 8601, UTC.
    std::string imported_by;
    std::chrono::seconds age{0};  ///< By the database's clock.
    std::int64_t persons = 0;
    std::int64_t hashes = 0;
    std::string key_check;  ///< Hexadecimal.
};

/// Puts this list in the place of the organisation's one of that kind, if there was one, and writes the audit row. With
/// the caller's commit the new one counts, whole; until then the old one does. Two imports at once come one after the
/// other.
/// @param actor  who imports it, for the audit   @returns how many hashes are kept
/// @throws Error when the list's key is not there
std::int64_t replace_list(postgres::Transaction& transaction, const vault::KeyDirectory& keys, ListKind kind,
                          const std::string& organisation, const std::vector<PersonValues>& persons,
                          const std::string& actor);

/// Removes it, and writes the audit row. False when there is none.
bool remove_list(postgres::Transaction& transaction, ListKind kind, const std::string& organisation,
                 const std::string& actor);

/// @param organisation  empty: of every organisation
[[nodiscard]] std::vector<ListFacts> show_lists(postgres::Connection& connection, std::string_view organisation = {});

/// A value to be looked for, in its kind's one written form.
struct Question {
    match::Kind kind = match::Kind::initial;
    std::string_view value;
};

/// A question that a list knows the answer to.
struct Hit {
    std::size_t question = 0;  ///< Which one.
    ListKind list = ListKind::clients;
    std::int32_t person = 0;  ///< The same for two values of one person of that list; says nothing else.
    friend bool operator==(const Hit&, const Hit&) = default;
};

/// What an organisation's lists know, over one connection for as long as one message takes. Not thread-safe.
class ListLookup {
public:
    /// All must outlive it. @param sieves  spares the database most questions; null: it is asked each
    ListLookup(postgres::Connection& connection, const vault::KeyDirectory& keys, ListSieves* sieves = nullptr)
        : connection_{&connection}, keys_{&keys}, sieves_{sieves} {}

    /// True when the organisation keeps a list: without one nothing has to be proposed.
    /// @throws Error when the database is away
    [[nodiscard]] bool has_lists(const std::string& organisation);

    /// Every hit, in the order of the questions: one query, whatever their number.
    /// @throws Error when the database is away, or when a list was imported under a key that is gone: nobody may
    /// believe then that nothing was found
    [[nodiscard]] std::vector<Hit> look_up(const std::string& organisation, const std::vector<Question>& questions);

private:
    postgres::Connection* connection_;
    const vault::KeyDirectory* keys_;
    ListSieves* sieves_;
};

}  // namespace sluis::storage::lists
