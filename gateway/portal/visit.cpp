#include "gateway/portal/visit.h"

#include <algorithm>

#include "storage/shares/designation.h"
#include "storage/vault/keys.h"

namespace sluis::portal {

namespace {

namespace shares = storage::shares;

constexpr std::string_view session_cookie = "__Host-sluis";
constexpr std::string_view form_cookie = "__Host-sluis-form";
constexpr std::size_t form_cookie_octets = 24;

shares::Reader reader_of(const storage::directory::Directory::Person& person) {
    shares::Reader reader;
    reader.login = person.login;
    reader.organisation = person.facts.organisation;
    reader.division = person.facts.division;
    reader.roles = person.facts.roles;
    for (const auto& address : person.addresses) reader.addresses.push_back(address.key());
    reader.may_read_personal = person.facts.may_read_personal;
    return reader;
}

}  // namespace

std::string origin_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return std::string{url};
    return std::string{url.substr(0, url.find('/', scheme + 3))};
}

void add_security_headers(Response& response, std::string_view policy) {
    response.header("Content-Security-Policy", std::string{policy})
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("X-Robots-Tag", "noindex, nofollow, noarchive")
        .header("Strict-Transport-Security", "max-age=63072000")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}

storage::postgres::Connection& Visit::database() {
    if (!lease_) lease_.emplace(services_.pool.lease());
    return **lease_;
}

const std::optional<shares::PortalSession>& Visit::session() {
    if (!session_known_) {
        if (const auto token = request_.cookie(session_cookie); !token.empty())
            session_ = shares::find_session(database(), services_.keys, token);
        session_known_ = true;
    }
    return session_;
}

const std::optional<shares::Reader>& Visit::reader() {
    if (reader_known_ || !session()) return reader_;
    if (session_->is_member()) {
        const shares::DesignatedDirectory directory{services_.directory, database(), services_.keys};
        if (const auto person = directory.person(session_->login)) {
            reader_ = reader_of(*person);
            display_name_ = person->facts.display_name.empty() ? person->login : person->facts.display_name;
        }
    } else if (session_->is_guest()) {
        reader_.emplace();
        reader_->guest_address = session_->guest_address;
        reader_->guest_recipient = session_->recipient;
        reader_->guest_stopped = session_->stopped;
    }
    reader_known_ = true;
    return reader_;
}

std::string Visit::reader_name() {
    return reader()->is_member() ? reader()->login : reader()->guest_address;
}

std::string Visit::token_of_form_cookie(std::string_view cookie) const {
    return storage::vault::keyed_hash(services_.keys.get_or_make("hmac-form"), "form", cookie);
}

std::string Visit::form_token() {
    if (session()) return session_->csrf;
    if (form_cookie_.empty()) {
        form_cookie_ = std::string{request_.cookie(form_cookie)};
        if (form_cookie_.empty() || form_cookie_.size() > 128) {
            form_cookie_ = storage::vault::random_token(form_cookie_octets);
            add_cookie(form_cookie, form_cookie_, "Lax");
        }
    }
    return token_of_form_cookie(form_cookie_);
}

bool Visit::is_genuine_post() {
    if (!is_post()) return false;
    // Under our own no-referrer a browser may say "null" for its origin, so that alone refuses nothing: the token does.
    if (!request_.fetch_site.empty() && request_.fetch_site != "same-origin") return false;
    if (!request_.origin.empty() && request_.origin != "null" && request_.origin != origin_of(settings_.url))
        return false;
    const auto given = request_.field("formulier");
    if (given.empty()) return false;
    if (session() && storage::vault::same_secret(given, session_->csrf)) return true;
    // A page that was shown before the session began, or without its cookie (it came from another site).
    const auto cookie = request_.cookie(form_cookie);
    return !cookie.empty() && storage::vault::same_secret(given, token_of_form_cookie(cookie));
}

void Visit::replace_session(const shares::PortalSession& session) {
    storage::postgres::Transaction transaction{database()};
    if (const auto old = request_.cookie(session_cookie); !old.empty())
        shares::end_session(transaction, services_.keys, old);
    const auto token = shares::start_session(transaction, services_.keys, session, settings_.session_lifetime);
    transaction.commit();
    // A member may come from a link in a mail; a guest only ever from a page of ours.
    add_cookie(session_cookie, token, session.is_member() ? "Lax" : "Strict");
}

void Visit::end_session() {
    const auto token = request_.cookie(session_cookie);
    if (token.empty()) return;
    storage::postgres::Transaction transaction{database()};
    shares::end_session(transaction, services_.keys, token);
    transaction.commit();
    cookies_.push_back(std::string{session_cookie} + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    session_.reset();
    reader_.reset();
}

void Visit::add_cookie(std::string_view name, std::string_view value, std::string_view same_site) {
    cookies_.push_back(std::string{name} + '=' + std::string{value} +
                       "; Path=/; Secure; HttpOnly; SameSite=" + std::string{same_site});
}

void Visit::add_common(templates::Values& values, std::string_view title) {
    values.set("TITLE", title);
    values.set("HELP_CONTACT", settings_.help_contact).show("HELP", !settings_.help_contact.empty());
    values.set("PRIVACY_URL", settings_.privacy_url).show("PRIVACY", !settings_.privacy_url.empty());
    values.set("DPO_CONTACT", settings_.dpo_contact).show("DPO", !settings_.dpo_contact.empty());
    const bool is_member = reader_ && reader_->is_member();
    values.show("MEMBER", is_member).show("GUEST", reader_ && !is_member);
    values.set("PERSON", display_name_);
    const auto has_role = [&](policy::PersonRole role) {
        return is_member && std::find(reader_->roles.begin(), reader_->roles.end(), role) != reader_->roles.end();
    };
    const bool is_administrator = has_role(policy::PersonRole::organisation_administrator);
    values.show("MAY_DESIGNATE", is_administrator)
        .show("MAY_REPORT", is_administrator || has_role(policy::PersonRole::data_protection_officer));
    values.show("ON_READERS", request_.path == "/beheer/lezers").show("ON_ACCESS", request_.path == "/beheer/toegang");
    values.show("ON_RECEIVED", request_.path == "/ontvangen").show("ON_SENT", request_.path == "/verzonden");
}

void Visit::finish(Response& response) const {
    add_security_headers(response, page_policy);
    for (const auto& cookie : cookies_) response.header("Set-Cookie", cookie);
}

Response Visit::page(std::string_view name, std::string_view title, templates::Values values, unsigned status) {
    add_common(values, title);
    Response response;
    response.status = status;
    response.text = services_.texts.page("pages/" + std::string{name}, values);
    response.header("Content-Type", "text/html; charset=utf-8");
    finish(response);
    return response;
}

Response Visit::file(std::string type, std::string_view name, std::string text) {
    Response response;
    response.text = std::move(text);
    response.header("Content-Type", std::move(type))
        .header("Content-Disposition", content_disposition("attachment", name));
    finish(response);
    return response;
}

Response Visit::picture(std::string svg) {
    Response response;
    response.text = std::move(svg);
    response.header("Content-Type", "image/svg+xml; charset=utf-8");
    finish(response);
    return response;
}

Response Visit::redirect(std::string path) {
    Response response;
    response.status = 303;
    response.header("Location", std::move(path));
    finish(response);
    return response;
}

}  // namespace sluis::portal
