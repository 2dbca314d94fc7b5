#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/portal/http_message.h"
#include "gateway/portal/portal.h"
#include "storage/shares/portal_session.h"
#include "storage/shares/visibility.h"

namespace sluis::portal {

/// The portal's own address without a path, `https://delen.voorbeeld.example`: what Origin must say.
[[nodiscard]] std::string origin_of(std::string_view url);

/// One request with what it needs: the session behind its cookie, the database, and how pages are made. Database and
/// session are asked for at first use, so that a page which needs neither works when they are away.
class Visit {
public:
    Visit(const PortalServices& services, const config::PortalSettings& settings, const Request& request)
        : services_{services}, settings_{settings}, request_{request} {}

    [[nodiscard]] const PortalServices& services() const noexcept { return services_; }
    [[nodiscard]] const config::PortalSettings& settings() const noexcept { return settings_; }
    [[nodiscard]] const Request& request() const noexcept { return request_; }
    [[nodiscard]] bool is_post() const noexcept { return request_.method == "POST"; }

    /// @throws storage::Error
    [[nodiscard]] storage::postgres::Connection& database();
    /// Lets others have its connection until database() is called again: before any wait.
    void free_database() { lease_.reset(); }
    [[nodiscard]] const std::optional<storage::shares::PortalSession>& session();
    /// Who looks, by what the session proved; a member's facts come from the directory now. Nobody when there is no
    /// session, when only a link was shown, or when the directory no longer knows the member.
    /// @throws storage::Error, directory::Unavailable
    [[nodiscard]] const std::optional<storage::shares::Reader>& reader();
    /// For the audit and the consultations: login or proven address. Precondition: reader().
    [[nodiscard]] std::string reader_name();

    /// The token for this page's forms; makes a form cookie where there is no session.
    [[nodiscard]] std::string form_token();
    /// A POST from a page of ours: its token fits, and the browser names no other origin.
    [[nodiscard]] bool is_genuine_post();

    /// Ends the present session and starts this one; its cookie goes with the next answer made.
    void replace_session(const storage::shares::PortalSession& session);
    void end_session();

    /// A filled page, with the headers that every page has. `title` bears no personal data.
    [[nodiscard]] Response page(std::string_view name, std::string_view title, templates::Values values,
                                unsigned status = 200);
    /// Something of ours to save, with the headers of every answer.
    [[nodiscard]] Response file(std::string type, std::string_view name, std::string text);
    /// A picture of ours in SVG, with the headers of every answer: nothing in it may run or load anything.
    [[nodiscard]] Response picture(std::string svg);
    /// 303 to one of our own paths.
    [[nodiscard]] Response redirect(std::string path);

private:
    void add_common(templates::Values& values, std::string_view title);
    void add_cookie(std::string_view name, std::string_view value, std::string_view same_site);
    [[nodiscard]] std::string token_of_form_cookie(std::string_view cookie) const;
    void finish(Response& response) const;

    const PortalServices& services_;
    const config::PortalSettings& settings_;
    const Request& request_;
    std::optional<storage::postgres::Pool::Lease> lease_;
    bool session_known_ = false, reader_known_ = false;
    std::optional<storage::shares::PortalSession> session_;
    std::optional<storage::shares::Reader> reader_;
    std::string display_name_;
    std::string form_cookie_;
    std::vector<std::string> cookies_;
};

/// The headers of every answer, pages and style sheet alike; `policy` is the Content-Security-Policy.
void add_security_headers(Response& response, std::string_view policy);
inline constexpr std::string_view page_policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

}  // namespace sluis::portal
