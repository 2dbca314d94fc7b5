#include "gateway/portal/portal.h"

#include <charconv>
#include <fstream>
#include <sstream>

#include "gateway/portal/http_server.h"
#include "gateway/portal/pages.h"

namespace sluis::portal {

namespace {

std::string contents_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw ServerError{"cannot read " + file.string()};
    return text.str();
}

Response file_response(std::string_view type, const std::string& text) {
    Response response;
    response.text = text;
    response.header("Content-Type", std::string{type})
        .header("Cache-Control", "max-age=3600")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return response;
}

/// What follows the prefix, when it is one part of a path; nothing else.
std::optional<std::string_view> part_after(std::string_view path, std::string_view prefix) {
    if (!path.starts_with(prefix)) return std::nullopt;
    path.remove_prefix(prefix.size());
    if (path.empty() || path.size() > 128 || path.find('/') != std::string_view::npos) return std::nullopt;
    return path;
}

/// `/tegengehouden/REFERENCE` and, for an answer, `…/antwoord`.
std::optional<std::string_view> answered_reference(std::string_view path) {
    constexpr std::string_view answer_suffix = "/antwoord";
    if (!path.ends_with(answer_suffix)) return std::nullopt;
    path.remove_suffix(answer_suffix.size());
    return part_after(path, "/tegengehouden/");
}

constexpr std::string_view withdraw_suffix = "/intrekken";

std::optional<std::string_view> withdrawn_reference(std::string_view path) {
    if (!path.ends_with(withdraw_suffix)) return std::nullopt;
    path.remove_suffix(withdraw_suffix.size());
    return part_after(path, "/verzonden/");
}

/// `/verzonden/REFERENCE/schema/7.svg`, and the same of stopped mail: whose picture of which recipient.
struct Picture {
    std::string_view reference;
    std::int64_t recipient = 0;
};
std::optional<Picture> picture_of(std::string_view path, std::string_view prefix) {
    constexpr std::string_view folder = "/schema/", ending = ".svg";
    const auto at = path.rfind(folder);
    if (at == std::string_view::npos || !path.ends_with(ending)) return std::nullopt;
    const auto reference = part_after(path.substr(0, at), prefix);
    const auto number = path.substr(at + folder.size(), path.size() - at - folder.size() - ending.size());
    Picture picture;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), picture.recipient);
    if (!reference || error != std::errc{} || end != number.data() + number.size()) return std::nullopt;
    picture.reference = *reference;
    return picture;
}

Response get(Visit& visit) {
    const std::string_view path = visit.request().path;
    if (path == "/") return visit.redirect("/ontvangen");
    if (path == "/hulp") return pages::help(visit);
    if (path == "/toegang") return pages::proof(visit);
    if (path == "/toegang/code") return pages::code_form(visit);
    if (path == "/aanmelden") return pages::login_form(visit);
    if (path == "/documenten") return pages::linked_documents(visit);
    if (path == "/ontvangen") return pages::received(visit);
    if (path == "/verzonden") return pages::sent(visit);
    if (path == "/beheer/lezers") return pages::readers(visit);
    if (path == "/beheer/toegang") return pages::access(visit);
    if (path == "/beheer/toegang.csv") return pages::access_csv(visit);
    if (const auto token = part_after(path, "/d/")) return pages::landing(visit, *token);
    if (const auto token = part_after(path, "/t/")) return pages::stopped_landing(visit, *token);
    if (const auto picture = picture_of(path, "/tegengehouden/"))
        return pages::stopped_picture(visit, picture->reference, picture->recipient);
    if (const auto picture = picture_of(path, "/verzonden/"))
        return pages::sent_picture(visit, picture->reference, picture->recipient);
    if (const auto reference = part_after(path, "/tegengehouden/")) return pages::stopped_mail(visit, *reference);
    if (const auto reference = withdrawn_reference(path)) return pages::withdraw_form(visit, *reference);
    if (const auto reference = part_after(path, "/verzonden/")) return pages::sent_share(visit, *reference);
    if (part_after(path, "/document/")) return visit.redirect("/documenten");
    return pages::notice(visit, pages::Notice::not_found);
}

Response post(Visit& visit) {
    const std::string_view path = visit.request().path;
    if (!visit.is_genuine_post()) return pages::notice(visit, pages::Notice::not_genuine);
    if (path == "/toegang/code-vragen") return pages::ask_code(visit);
    if (path == "/toegang/code") return pages::try_code(visit);
    if (path == "/aanmelden") return pages::log_in(visit);
    if (path == "/afmelden") return pages::log_out(visit);
    if (path == "/verzonden") return pages::sent(visit);
    if (path == "/beheer/lezers") return pages::designate(visit);
    if (path == "/beheer/lezers/verwijderen") return pages::undesignate(visit);
    if (const auto token = part_after(path, "/d/")) return pages::enter(visit, *token);
    if (const auto token = part_after(path, "/t/")) return pages::enter_stopped(visit, *token);
    if (const auto reference = answered_reference(path)) return pages::answer_stopped(visit, *reference);
    if (const auto id = part_after(path, "/document/")) return pages::document(visit, *id);
    if (const auto reference = withdrawn_reference(path)) return pages::withdraw(visit, *reference);
    return pages::notice(visit, pages::Notice::not_found);
}

Response last_resort() {
    Response response;
    response.status = 500;
    response.text = "Er ging iets mis. Probeer het later opnieuw.\n";
    response.header("Content-Type", "text/plain; charset=utf-8");
    add_security_headers(response, page_policy);
    return response;
}

}  // namespace

class Portal::Site {
public:
    Site(const PortalServices& services, config::PortalSettings settings, const std::filesystem::path& templates)
        : services_{services},
          settings_{std::move(settings)},
          style_{contents_of(templates / "pages" / "portal.css")},
          icon_{contents_of(templates / "pages" / "sluis.svg")} {
        while (settings_.url.ends_with('/')) settings_.url.pop_back();
        services_.texts.check({"pages/aanmelden.html", "pages/afgemeld.html", "pages/code.html",
                               "pages/documenten.html", "pages/hulp.html", "pages/intrekken.html", "pages/lezers.html",
                               "pages/toegangsverslag.html", "pages/link.html", "pages/melding.html",
                               "pages/ontvangen.html", "pages/tegengehouden.html", "pages/tegengehouden-link.html",
                               "pages/toegang.html", "pages/verzending.html", "pages/verzonden.html"});
    }

    void start() {
        HttpServer::Options options;
        options.listen = settings_.listen;
        options.tls = settings_.tls;
        options.request_deadline = settings_.request_deadline;
        options.max_connections = settings_.max_connections;
        options.max_connections_per_address = settings_.max_connections_per_address;
        server_ = std::make_unique<HttpServer>(std::move(options),
                                               [this](const Request& request) { return answer(request); });
    }
    void stop() { server_.reset(); }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

private:
    /// The end of every request: here the environment's failures become pages.
    Response answer(const Request& request) noexcept {
        if (request.path == "/stijl.css") return file_response("text/css; charset=utf-8", style_);
        if (request.path == "/sluis.svg") return file_response("image/svg+xml", icon_);
        if (request.path == "/robots.txt") return file_response("text/plain", "User-agent: *\nDisallow: /\n");
        try {
            Visit visit{services_, settings_, request};
            return request.method == "POST" ? post(visit) : get(visit);
        } catch (const storage::Error& error) {
            return failed(request, error.is_transient() ? pages::Notice::unavailable : pages::Notice::failure,
                          error.what());
        } catch (const storage::directory::Unavailable& error) {
            return failed(request, pages::Notice::unavailable, error.what());
        } catch (const std::exception& error) {
            return failed(request, pages::Notice::failure, error.what());
        }
    }

    Response failed(const Request& request, pages::Notice what, const std::string& why) noexcept {
        try {
            if (services_.report) services_.report("portal: " + why);
            Visit visit{services_, settings_, request};
            return pages::notice(visit, what);
        } catch (const std::exception&) {
            return last_resort();
        }
    }

    const PortalServices& services_;
    config::PortalSettings settings_;
    std::string style_, icon_;
    std::unique_ptr<HttpServer> server_;
};

Portal::Portal(const PortalServices& services, config::PortalSettings settings, const std::filesystem::path& templates)
    : site_{std::make_unique<Site>(services, std::move(settings), templates)} {}
Portal::~Portal() = default;
void Portal::start() {
    site_->start();
}
void Portal::stop() {
    site_->stop();
}
std::uint16_t Portal::port() const {
    return site_->port();
}

}  // namespace sluis::portal
