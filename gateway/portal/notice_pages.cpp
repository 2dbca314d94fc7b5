#include <utility>

#include "gateway/portal/pages.h"
#include "gateway/portal/words.h"

namespace sluis::portal::pages {

namespace {

struct Words {
    const char* section;
    const char* title;
    unsigned status;
};

Words words_of(Notice what) {
    switch (what) {
        case Notice::not_found:
            return {"NOT_FOUND", "Niet gevonden", 404};
        case Notice::unknown_link:
            return {"UNKNOWN_LINK", "Deze link werkt niet", 404};
        case Notice::withdrawn:
            return {"WITHDRAWN", "De afzender trok dit in", 410};
        case Notice::expired:
            return {"EXPIRED", "Deze link is verlopen", 410};
        case Notice::not_for_you:
            return {"NOT_FOR_YOU", "Niet voor dit account", 403};
        case Notice::not_designated:
            return {"NOT_DESIGNATED", "U bent nog niet aangeduid", 403};
        case Notice::hold_over:
            return {"HOLD_OVER", "Deze mail wacht niet meer", 410};
        case Notice::not_genuine:
            return {"NOT_GENUINE", "Probeer het opnieuw", 403};
        case Notice::unavailable:
            return {"UNAVAILABLE", "Even niet beschikbaar", 503};
        case Notice::mail_failed:
            return {"MAIL_FAILED", "De code is niet verstuurd", 503};
        case Notice::failure:
            break;
    }
    return {"FAILURE", "Er ging iets mis", 500};
}

}  // namespace

Response notice(Visit& visit, Notice what) {
    const auto words = words_of(what);
    templates::Values values;
    values.show(words.section);
    auto response = visit.page("melding", words.title, std::move(values), words.status);
    if (words.status == 503) response.header("Retry-After", "60");
    return response;
}

Response locked(Visit& visit, templates::Time until) {
    templates::Values values;
    values.show("LOCKED").set("UNTIL", templates::time_text(until));
    return visit.page("melding", "Deze link is even op slot", std::move(values), 429);
}

Response to_login(Visit& visit, std::string_view back) {
    return visit.redirect("/aanmelden?naar=" + std::string{back});
}

Response help(Visit& visit) {
    return visit.page("hulp", "Hulp", {});
}

}  // namespace sluis::portal::pages
