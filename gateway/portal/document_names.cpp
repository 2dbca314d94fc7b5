#include "gateway/portal/document_names.h"

#include "gateway/portal/words.h"
#include "storage/shares/new_share.h"

namespace sluis::portal {

DocumentNames names_of(Visit& visit, const storage::shares::SharedDocument& document) {
    DocumentNames names;
    if (!document.content || !document.sealed_name) return names;
    try {
        const auto content = visit.services().store.open(visit.database(), *document.content);
        names.name = content->open_field(storage::shares::sealed_field::name, *document.sealed_name);
        if (document.sealed_subject)
            names.subject = content->open_field(storage::shares::sealed_field::subject, *document.sealed_subject);
    } catch (const storage::Error& error) {
        if (error.is_transient()) throw;
        if (visit.services().report)
            visit.services().report("portal: document " + std::to_string(document.facts.id) + ": " + error.what());
    }
    return names;
}

std::string file_name(const std::string& name, const storage::shares::SharedDocument& document) {
    std::string safe;
    for (const char c : name) {
        const auto octet = static_cast<unsigned char>(c);
        safe += octet < 0x20 || octet == 0x7f || c == '/' || c == '\\' ? '_' : c;
    }
    return safe.empty() ? type_text(document.type) : safe;
}

}  // namespace sluis::portal
