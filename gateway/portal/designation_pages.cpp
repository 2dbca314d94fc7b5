#include <algorithm>
#include <charconv>

#include "gateway/mail/national_number.h"
#include "gateway/portal/access_report.h"
#include "gateway/portal/pages.h"
#include "gateway/portal/people_names.h"
#include "gateway/portal/people_roles.h"
#include "gateway/portal/words.h"
#include "storage/shares/designation.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;
using Person = storage::directory::Directory::Person;
using policy::PersonRole;

constexpr std::string_view here = "/beheer/lezers";
constexpr std::size_t max_login = 255;
constexpr std::size_t max_suggestions = 20;

std::string name_of(const Person& person) {
    return person.facts.display_name.empty() ? person.login : person.facts.display_name;
}

/// Whom a designation is about, as the directory knows them now; nothing when it does not any more.
const Person* person_of(Visit& visit, const std::vector<Person>& people, const shares::Designation& designation) {
    const auto found = std::find_if(people.begin(), people.end(), [&](const Person& person) {
        return shares::is_designated({designation}, visit.services().keys, person);
    });
    return found == people.end() ? nullptr : &*found;
}

/// Whom organisations often designate, where these were not yet (S0.45).
void add_suggestions(Visit& visit, const std::vector<Person>& people, const std::vector<shares::Designation>& all,
                     templates::Values& values) {
    std::size_t shown = 0;
    for (const auto& person : people) {
        if (!is_often_designated(person) || person.facts.may_read_personal ||
            shares::is_designated(all, visit.services().keys, person) || shown == max_suggestions)
            continue;
        auto& row = values.add_section("SUGGESTION").set("NAME", name_of(person));
        row.set("ROLES", roles_text(person.facts.roles)).set("LOGIN", person.login);
        ++shown;
    }
    values.show("SUGGESTIONS", shown > 0);
}

Response page(Visit& visit, const char* section, unsigned status, const std::string& done = {}) {
    const auto organisation = visit.reader()->organisation;
    const auto people = visit.services().directory.people(organisation);
    const auto all = shares::designations(visit.database(), organisation);
    const PeopleNames names{visit};
    templates::Values values;
    const auto form = visit.form_token();
    values.set("FORM", form);
    if (section) values.show(section).show("ERROR");
    if (!done.empty()) values.add_section("DONE").set("NAME", done);
    std::size_t shown = 0;
    for (const auto& one : all) {
        const auto* person = person_of(visit, people, one);
        auto& row = values.add_section("READER");
        row.set("FORM", form).set("ID", std::to_string(one.id));
        row.set("NAME", person ? name_of(*person) : one.login).show("GONE", person == nullptr);
        row.set("SINCE", moment_text(one.at)).set("BY", names.of_reader(one.by));
        ++shown;
    }
    for (const auto& person : people) {
        if (!person.facts.may_read_personal) continue;
        values.add_section("BY_DIRECTORY").set("NAME", name_of(person));
        ++shown;
    }
    values.show("NONE", shown == 0).show("SOME", shown > 0);
    add_suggestions(visit, people, all, values);
    return visit.page("lezers", section ? "Fout: gebruikersbeheer documenten" : "Gebruikersbeheer documenten",
                      std::move(values), status);
}

/// Who has this number in the directory; or, where it holds no number for them, this login. Else which section of the
/// page says why nobody was found.
struct Chosen {
    const Person* person = nullptr;
    const char* problem = nullptr;
};

Chosen choose(const std::vector<Person>& people, const std::string& digits, std::string_view login) {
    for (const auto& person : people)
        if (person.national_number == digits) {
            const bool other = !login.empty() && mail::ascii_lower(login) != mail::ascii_lower(person.login);
            return other ? Chosen{nullptr, "MISMATCH"} : Chosen{&person, nullptr};
        }
    if (login.empty()) return {nullptr, "UNKNOWN_NUMBER"};
    for (const auto& person : people)
        if (mail::ascii_lower(person.login) == mail::ascii_lower(login))
            return person.national_number.empty() ? Chosen{&person, nullptr} : Chosen{nullptr, "MISMATCH"};
    return {nullptr, "UNKNOWN_LOGIN"};
}

}  // namespace

Response readers(Visit& visit) {
    if (auto refusal = refuse_without_role(visit, {PersonRole::organisation_administrator}, here))
        return std::move(*refusal);
    return page(visit, nullptr, 200);
}

Response designate(Visit& visit) {
    if (auto refusal = refuse_without_role(visit, {PersonRole::organisation_administrator}, here))
        return std::move(*refusal);
    const auto digits = national_number::digits_of(visit.request().field("nummer"));
    if (!digits || !national_number::validate(*digits, national_number::today())) return page(visit, "INVALID", 400);
    const auto login = visit.request().field("login").substr(0, max_login);
    const auto people = visit.services().directory.people(visit.reader()->organisation);
    const auto chosen = choose(people, *digits, login);
    if (!chosen.person) return page(visit, chosen.problem, 400);
    storage::postgres::Transaction transaction{visit.database()};
    const bool added =
        shares::designate(transaction, visit.services().keys, *digits, *chosen.person, visit.reader_name());
    transaction.commit();
    return added ? page(visit, nullptr, 200, name_of(*chosen.person)) : page(visit, "ALREADY", 400);
}

Response undesignate(Visit& visit) {
    if (auto refusal = refuse_without_role(visit, {PersonRole::organisation_administrator}, here))
        return std::move(*refusal);
    const auto text = visit.request().field("lezer");
    std::int64_t id = 0;
    std::from_chars(text.data(), text.data() + text.size(), id);
    storage::postgres::Transaction transaction{visit.database()};
    // Once more, in another tab: nothing is left to remove, and the page says how it stands.
    shares::undesignate(transaction, visit.reader()->organisation, id, visit.reader_name());
    transaction.commit();
    return visit.redirect(std::string{here});
}

}  // namespace sluis::portal::pages
