#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"
#include "storage/audit/audit_log.h"
#include "storage/shares/login_throttle.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;
namespace audit = storage::audit;

constexpr std::size_t max_login = 255;
constexpr std::size_t max_password = 512;

/// Only the pages that a mail or a page of ours leads to; anything else ends at the overview.
std::string path_after_login(std::string_view wanted) {
    const auto is_reference = [](std::string_view text) {
        return !text.empty() && text.size() <= 64 &&
               text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
                   std::string_view::npos;
    };
    constexpr std::string_view sent = "/verzonden/", stopped = "/tegengehouden/";
    if (wanted == "/verzonden" || wanted == "/documenten" || wanted == "/beheer/lezers" || wanted == "/beheer/toegang")
        return std::string{wanted};
    if (wanted.starts_with(sent) && is_reference(wanted.substr(sent.size()))) return std::string{wanted};
    if (wanted.starts_with(stopped) && is_reference(wanted.substr(stopped.size()))) return std::string{wanted};
    return "/ontvangen";
}

Response form(Visit& visit, std::string_view back, const char* section, unsigned status,
              std::chrono::seconds wait = {}) {
    templates::Values values;
    values.set("FORM", visit.form_token()).set("BACK", path_after_login(back));
    values.set("WAIT", wait_text(wait))
        .show("BY_LINK", visit.session() && (visit.session()->recipient || visit.session()->stopped));
    if (section) values.show(section).show("ERROR");
    return visit.page("aanmelden", section ? "Fout: aanmelden" : "Aanmelden", std::move(values), status);
}

void write_audit(Visit& visit, audit::Event event, const std::string& actor, const std::string& organisation) {
    storage::postgres::Transaction transaction{visit.database()};
    audit::Entry entry;
    entry.event = event;
    entry.actor = actor;
    entry.organisation = organisation;
    audit::write(transaction, entry);
    transaction.commit();
}

auto prove(Visit& visit, const shares::LoginTry& tried, const std::string& login, const std::string& password) {
    try {
        return visit.services().directory.authenticate(login, password);
    } catch (const storage::directory::Unavailable&) {
        shares::login_undecided(visit.database(), visit.services().keys, tried);
        throw;
    }
}

}  // namespace

Response login_form(Visit& visit) {
    const auto wanted = visit.request().query.find("naar");
    const std::string back = wanted == visit.request().query.end() ? "" : wanted->second;
    if (visit.session() && visit.session()->is_member() && visit.reader())
        return visit.redirect(path_after_login(back));
    return form(visit, back, nullptr, 200);
}

Response log_in(Visit& visit) {
    const auto& request = visit.request();
    const std::string login{request.field("login")}, password{request.field("wachtwoord")};
    const std::string back{request.field("naar")};
    if (login.empty() || password.empty() || login.size() > max_login || password.size() > max_password)
        return form(visit, back, "EMPTY", 400);
    const auto& services = visit.services();
    const auto tried = shares::login_try(services.directory, login, request.client_address);
    if (const auto wait = shares::begin_login(visit.database(), services.keys, tried))
        return form(visit, back, "WAIT_FIRST", 429, *wait);
    const auto person = prove(visit, tried, login, password);
    if (!person) {
        write_audit(visit, audit::Event::login_failed, {}, {});
        return form(visit, back, "WRONG", 403);
    }
    shares::login_proven(visit.database(), services.keys, tried);
    write_audit(visit, audit::Event::login, person->login, person->facts.organisation);
    shares::PortalSession member;
    member.login = person->login;
    if (visit.session()) member.recipient = visit.session()->recipient;
    visit.replace_session(member);
    return visit.redirect(member.recipient ? "/documenten" : path_after_login(back));
}

Response log_out(Visit& visit) {
    visit.end_session();
    return visit.page("afgemeld", "U bent afgemeld", {});
}

}  // namespace sluis::portal::pages
