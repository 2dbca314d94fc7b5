#include "gateway/ctl/checks.h"
#include "gateway/ctl/terminal.h"
#include "gateway/runtime/data_folder.h"
#include "gateway/runtime/database.h"
#include "storage/register/person_lists.h"

namespace sluis::ctl {
namespace {

namespace lists = storage::lists;

Finding look_at(const lists::ListFacts& list, const storage::vault::KeyDirectory& keys,
                const config::Settings& settings) {
    const auto about = list.organisation + ' ' + std::string{lists::to_string(list.kind)};
    const std::string again = "sluisctl lists import --organisation " + list.organisation + " --kind " +
                              std::string{lists::to_string(list.kind)} + " FILE.csv";
    try {
        lists::ListHasher hasher{keys, list.kind, list.organisation};
        if (hasher.key_check() != list.key_check)
            return {"list", about, Verdict::failure, "was imported under a key that is gone; mail of it waits.", again};
    } catch (const storage::Error& problem) {
        return {"list", about, Verdict::failure, problem.what(), "Restart sluisd; then " + again};
    }
    const auto what = counted(list.persons, "person", "persons") + ", " + in_words(list.age) + " old.";
    if (list.age > settings.lists.max_age)
        return {"list", about, Verdict::warning, what,
                "It is older than [lists] max_age: who came since is not recognised. " + again};
    return {"list", about, Verdict::ok, what};
}

}  // namespace

Findings check_lists(const config::Settings& settings) {
    Findings findings;
    try {
        const storage::vault::KeyDirectory keys{runtime::data_folder(settings).keys};
        storage::postgres::Connection connection{runtime::conninfo(settings, "relay")};
        for (const auto& list : lists::show_lists(connection)) findings.push_back(look_at(list, keys, settings));
    } catch (const storage::Error&) {
        // Said by check_keys() and check_database() already.
    }
    return findings;
}

}  // namespace sluis::ctl
