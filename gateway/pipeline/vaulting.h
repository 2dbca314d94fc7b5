#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/mime/writer.h"
#include "gateway/pipeline/consideration.h"
#include "gateway/pipeline/outgoing.h"
#include "storage/shares/new_share.h"

namespace sluis::pipeline {

/// One document on its way to the vault.
struct VaultDocument {
    std::string part;       ///< The leaf's path; "" for the whole message.
    std::string file_name;  ///< For the portal: never in a mail. Not empty.
    std::string media_type;
    std::string type;                                   ///< Q3, or empty.
    policy::Label label = policy::Label::client_bound;  ///< The strictest over all recipients.
    mime::Segments content;                             ///< Octets of the message, still in their transfer encoding.
    mime::TransferEncoding encoding = mime::TransferEncoding::identity;
};

/// True when this recipient's document goes into the vault: its own outcome, or the body that is shared with it.
[[nodiscard]] bool is_shared(const policy::Decision& decision, const policy::Document& document);

/// What the decisions share: the documents of each share, once, in the order of the message; or the whole message as
/// message.eml (without Bcc and what was addressed to Sluis), when it was signed or could not be read.
[[nodiscard]] std::vector<VaultDocument> documents_to_vault(const Consideration& considered);

/// Decodes a document and seals it under the key of its expiry day, with its name and the mail's subject.
/// @param message  the received content
/// @param subject  without directives
[[nodiscard]] storage::shares::NewDocument vault_document(Outgoing& outgoing,
                                                          storage::postgres::Transaction& transaction,
                                                          const VaultDocument& document, std::string_view message,
                                                          std::string_view subject, std::string_view key_name);

/// The edits that take out what was addressed to Sluis (design §1.3): Bcc, X-Sluis-* fields, and the subject's
/// directives. Empty when there is nothing of the kind: then the message passes untouched.
[[nodiscard]] std::vector<mime::FieldEdit> edits_for_leaving(const Consideration& considered);

/// What edits_for_leaving() takes out, for the explanation: "Bcc", "X-Sluis-*", "Subject" and "Thread-Topic" (the
/// directives in them), each once. Never a name from the mail itself.
[[nodiscard]] std::vector<std::string> fields_taken_out(const Consideration& considered);

}  // namespace sluis::pipeline
