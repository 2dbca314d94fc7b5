#include <algorithm>
#include <optional>

#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"
#include "storage/shares/new_share.h"
#include "storage/shares/share.h"

namespace sluis::portal::pages {

namespace {

namespace shares = storage::shares;

constexpr std::size_t max_token = 64;

std::optional<shares::Linked> linked_by(Visit& visit, std::string_view token) {
    if (token.empty() || token.size() > max_token) return std::nullopt;
    return shares::find_by_link(visit.database(), shares::link_mac(visit.services().keys, token));
}

/// Why a link opens nothing any more; nothing while it does.
std::optional<Notice> ended(const shares::Linked& linked) {
    const auto* recipient = linked.share.recipient(linked.recipient);
    if (linked.share.facts.withdrawn || !recipient || recipient->facts.withdrawn) return Notice::withdrawn;
    if (linked.share.facts.expired) return Notice::expired;
    return std::nullopt;
}

std::size_t documents_for(const shares::Linked& linked) {
    return static_cast<std::size_t>(
        std::count_if(linked.share.documents.begin(), linked.share.documents.end(), [&](const auto& document) {
            const auto& grants = document.facts.grants;
            return std::any_of(grants.begin(), grants.end(),
                               [&](const auto& grant) { return grant.recipient.id == linked.recipient; });
        }));
}

/// The sender as the notice named them: by the directory, else by address. Without a directory the page still works.
void add_sender(Visit& visit, const shares::Share& share, templates::Values& values) {
    std::string name = share.sender, organisation;
    try {
        const auto mailbox = mail::Mailbox::parse(share.sender);
        if (const auto facts = mailbox ? visit.services().directory.find(*mailbox) : std::nullopt) {
            if (!facts->display_name.empty()) name = facts->display_name;
            organisation = facts->organisation_name;
        }
    } catch (const storage::directory::Unavailable&) {
        organisation.clear();
    }
    values.set("SENDER", name).set("ORGANISATION", organisation).show("HAS_ORGANISATION", !organisation.empty());
}

}  // namespace

Response landing(Visit& visit, std::string_view token) {
    const auto linked = linked_by(visit, token);
    if (!linked) return notice(visit, Notice::unknown_link);
    if (const auto why = ended(*linked)) return notice(visit, *why);
    templates::Values values;
    add_sender(visit, linked->share, values);
    values.set("DOCUMENTS", documents_text(documents_for(*linked)))
        .set("UNTIL", templates::time_text(linked->share.expires_at))
        .set("DAYS_LEFT", days_left_text(linked->share.days_left))
        .set("HERE", visit.request().path)
        .set("PORTAL", origin_of(visit.settings().url))
        .set("FORM", visit.form_token());
    return visit.page("link", "Er staat iets voor u klaar", std::move(values));
}

Response enter(Visit& visit, std::string_view token) {
    const auto linked = linked_by(visit, token);
    if (!linked) return notice(visit, Notice::unknown_link);
    if (const auto why = ended(*linked)) return notice(visit, *why);
    const auto& session = visit.session();
    if (session && session->is_guest() && session->recipient == linked->recipient) return visit.redirect("/documenten");
    // A member stays logged in and holds the link as well; what a guest proved for another link is left behind.
    shares::PortalSession next;
    next.recipient = linked->recipient;
    if (session && session->is_member()) next.login = session->login;
    const bool is_proven = next.is_member();
    visit.replace_session(next);
    return visit.redirect(is_proven ? "/documenten" : "/toegang");
}

}  // namespace sluis::portal::pages
