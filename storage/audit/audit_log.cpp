#include "storage/audit/audit_log.h"

namespace sluis::storage::audit {
namespace {

postgres::Param maybe(const std::optional<std::int64_t>& number) {
    return number ? postgres::Param{*number} : postgres::Param{nullptr};
}

}  // namespace

std::string_view to_string(Event event) {
    switch (event) {
        case Event::sent:
            return "sent";
        case Event::shared:
            return "shared";
        case Event::passed:
            return "passed";
        case Event::held:
            return "held";
        case Event::released:
            return "released";
        case Event::returned:
            return "returned";
        case Event::refused:
            return "refused";
        case Event::withdrawn:
            return "withdrawn";
        case Event::code_asked:
            return "code-asked";
        case Event::code_failed:
            return "code-failed";
        case Event::opened:
            return "opened";
        case Event::completed:
            return "completed";
        case Event::expired:
            return "expired";
        case Event::deleted:
            return "deleted";
        case Event::login:
            return "login";
        case Event::login_failed:
            return "login-failed";
        case Event::rights_changed:
            return "rights-changed";
        case Event::undelivered:
            return "undelivered";
        case Event::list_imported:
            return "list-imported";
        case Event::list_removed:
            return "list-removed";
    }
    return "unknown";
}

void write(postgres::Transaction& transaction, const Entry& entry) {
    transaction.post(
        "insert into audit (event, actor, organisation, message, share, document, recipient, detail) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        {to_string(entry.event), std::string_view{entry.actor}, std::string_view{entry.organisation},
         postgres::maybe(entry.message), maybe(entry.share), maybe(entry.document), maybe(entry.recipient),
         std::string_view{entry.detail}});
}

}  // namespace sluis::storage::audit
