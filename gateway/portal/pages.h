#pragma once

#include "gateway/portal/visit.h"

/// The pages, one function for each path. Each takes a visit and gives the answer; failures of the environment leave as
/// exceptions, and Portal makes the page of them. POSTs were found genuine before they come here.
namespace sluis::portal::pages {

// By link (link_pages.cpp): GET shows, POST exchanges the link for a cookie, so that the token leaves the address bar.
[[nodiscard]] Response landing(Visit& visit, std::string_view token);
[[nodiscard]] Response enter(Visit& visit, std::string_view token);

// Stopped mail (stopped_pages.cpp): the sender's link to it, and its page, where they release or withdraw.
[[nodiscard]] Response stopped_landing(Visit& visit, std::string_view token);
[[nodiscard]] Response enter_stopped(Visit& visit, std::string_view token);
[[nodiscard]] Response stopped_mail(Visit& visit, std::string_view reference);
[[nodiscard]] Response answer_stopped(Visit& visit, std::string_view reference);
/// The flowchart with the way of one recipient's decision, as SVG; for who may see the page that shows it.
[[nodiscard]] Response stopped_picture(Visit& visit, std::string_view reference, std::int64_t recipient);

// Proving the address (proof_pages.cpp), with the link in the session.
[[nodiscard]] Response proof(Visit& visit);
[[nodiscard]] Response ask_code(Visit& visit);
[[nodiscard]] Response code_form(Visit& visit);
[[nodiscard]] Response try_code(Visit& visit);

// Login (login_pages.cpp).
[[nodiscard]] Response login_form(Visit& visit);
[[nodiscard]] Response log_in(Visit& visit);
[[nodiscard]] Response log_out(Visit& visit);

// Received (received_pages.cpp): what this link holds, and the overview.
[[nodiscard]] Response linked_documents(Visit& visit);
[[nodiscard]] Response received(Visit& visit);
/// POST: streams one document (document_page.cpp).
[[nodiscard]] Response document(Visit& visit, std::string_view id);

// Sent (sent_pages.cpp).
[[nodiscard]] Response sent(Visit& visit);
[[nodiscard]] Response sent_share(Visit& visit, std::string_view reference);
/// As stopped_picture(), for who may see the explanation.
[[nodiscard]] Response sent_picture(Visit& visit, std::string_view reference, std::int64_t recipient);
[[nodiscard]] Response withdraw_form(Visit& visit, std::string_view reference);
[[nodiscard]] Response withdraw(Visit& visit, std::string_view reference);

// For the organisation's administrator: who may read personal documents (designation_pages.cpp); and, for the data
// protection officer too, who has access to what (access_pages.cpp).
[[nodiscard]] Response readers(Visit& visit);
[[nodiscard]] Response designate(Visit& visit);
[[nodiscard]] Response undesignate(Visit& visit);
[[nodiscard]] Response access(Visit& visit);
[[nodiscard]] Response access_csv(Visit& visit);

[[nodiscard]] Response help(Visit& visit);

/// Why somebody cannot go on, and what to do: one page, by the name of its section in melding.html.tpl.
enum class Notice {
    not_found,
    unknown_link,
    withdrawn,
    expired,
    not_for_you,
    not_designated,
    hold_over,
    not_genuine,
    unavailable,
    failure,
    mail_failed,
};
[[nodiscard]] Response notice(Visit& visit, Notice what);
/// Too many wrong codes, or too many codes asked: until when.
[[nodiscard]] Response locked(Visit& visit, templates::Time until);

/// To the login page, and from there back here.
[[nodiscard]] Response to_login(Visit& visit, std::string_view back);

}  // namespace sluis::portal::pages
