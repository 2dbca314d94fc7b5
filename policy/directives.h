#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluis::policy {

/// What the sender asked for with tags in the subject, X-Sluis-* header fields or Sensitivity (design §5, D6).
/// Tags stand anywhere in the subject, in any case: [dossier:…] [vertrouwelijk] [persoonlijk] [dagen:N] [geen-pg:
/// reden] [type:…].
struct Directives {
    std::optional<std::string> dossier;
    /// Whether the dossier number has the form that the policy asks, when that was asked before: the number itself is
    /// not kept in stored facts. Absent: it is compared with Policy::dossier_pattern.
    std::optional<bool> dossier_fits{};
    bool confidential = false;
    bool personal = false;     ///< "persoonlijk document voor ontvanger" (S0.42).
    bool sensitivity = false;  ///< From the mail client's Sensitivity: sets the label where Q1 is yes, no evidence.
    std::optional<int> days;   ///< Clamped to 1…30 by decide().
    std::optional<std::string> no_personal_data;  ///< The reason given with [geen-pg: …].
    std::optional<std::string> type;    ///< What kind of document it is, by [type:…]. Never loosens a label.
    std::vector<std::string> mistakes;  ///< Tags that look like ours but are not, in words for the sender.

    /// True when a tag stood in the subject or a header, so that something must be taken out before the mail leaves.
    bool present = false;
    /// The header says that this answers another message (In-Reply-To or References), whatever the subject says.
    bool is_reply = false;
};

/// A header field's name and unfolded, decoded value.
using HeaderValue = std::pair<std::string, std::string>;

/// Reads the directives out of a decoded subject and the header fields that may bear them: X-Sluis-Dossier,
/// X-Sluis-Label (vertrouwelijk | persoonlijk), X-Sluis-Vertrouwelijk, X-Sluis-Persoonlijk, X-Sluis-Dagen,
/// X-Sluis-Geen-PG, X-Sluis-Type, Sensitivity; In-Reply-To and References. A tag that is nearly [vertrouwelijk] or
/// [persoonlijk] is taken for it, and named among the mistakes: a typing error must not open a document. Those that
/// only lost a letter or the colon count too, and are told. Reads the first 16 KiB of the subject and 64 such fields.
[[nodiscard]] Directives read_directives(std::string_view subject, const std::vector<HeaderValue>& header);

/// The subject without its tags, blanks tidied where a tag stood.
[[nodiscard]] std::string without_directives(std::string_view subject);

/// True for a reply or a forward: "RE:", "FW:", "Fwd:", "Antw:", "Doorst:", also repeated or numbered.
[[nodiscard]] bool is_reply_or_forward(std::string_view subject);

}  // namespace sluis::policy
