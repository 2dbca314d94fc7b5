#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::policy {

/// How sure one piece of evidence makes it that a document holds personal data (design: Q1).
enum class Strength { negative, weak, strong, certain };

/// Why a document could not be read. Its own answer to Q1: neither yes nor no.
enum class Unscannable {
    encrypted,           ///< A password or a key stands between us and the content.
    broken,              ///< Not what it says it is, or damaged.
    too_deep,            ///< Nested deeper than the limit.
    too_large,           ///< More content, parts or entries than the limit.
    too_slow,            ///< The scan's deadline passed.
    unknown_type,        ///< A type that Sluis cannot read.
    ambiguous,           ///< Two readings of the message differ.
    unreadable_picture,  ///< A picture or a scan without text that can be read.
};

[[nodiscard]] std::string_view to_string(Strength strength);
[[nodiscard]] std::string_view to_string(Unscannable reason);
[[nodiscard]] std::optional<Strength> strength_from(std::string_view text);
[[nodiscard]] std::optional<Unscannable> unscannable_from(std::string_view text);

/// One thing that speaks for or against personal data.
struct Evidence {
    std::string detector;  ///< Stable name: "rrn", "rrn.bare", "rrn.typo", "word.health", "word.negative", …
    Strength strength = Strength::weak;
    std::string place;  ///< Where, in words for people: "pagina 2", "blad 2, cel B4", "onderwerp". May be empty.
    std::string masked;  ///< What was found with all but its outline hidden: "87.••.••-•••.23". Never the value.
    /// Which distinct person of this message it names, counted from 0; none when it names nobody in particular.
    /// Two pieces of evidence with the same number are the same person (the same RRN).
    std::optional<std::uint32_t> person;
};

/// What a leaf of the message is to its reader.
enum class Role {
    body,               ///< Text shown as the message: text/plain or text/html of the main alternative.
    attachment,         ///< A document: replaced by a link when it is shared.
    calendar,           ///< text/calendar: text to the scan, never rewritten.
    signature_picture,  ///< A small inline picture, as in a signature block: no document without firm evidence.
    signature,          ///< The signature part of an S/MIME or PGP signed message: likewise.
};
[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> role_from(std::string_view text);

/// Which text of a message bears the words of a document type (Q3).
enum class TypeSource {
    name,     ///< File name or title.
    subject,  ///< The subject, without directives.
    text,     ///< The opening text.
};
[[nodiscard]] std::string_view to_string(TypeSource source);
[[nodiscard]] std::optional<TypeSource> type_source_from(std::string_view text);

/// That the words of a type stand in a text: what is kept of the text, so that Q3 can be answered again without it.
struct TypeMatch {
    std::string type;  ///< DocumentType::id.
    TypeSource source = TypeSource::name;
    std::size_t length = 0;  ///< Octets of the longest of the words, folded.
    bool misspelt = false;   ///< With one letter wrong.
};

/// What the scan saw of one leaf of the message, its nested content (ZIP, message/rfc822) included.
struct Document {
    std::string part;  ///< The leaf's path in the MIME tree: "1", "2.1". Stable within the message.
    Role role = Role::attachment;
    std::string file_name;   ///< Decoded, valid UTF-8, without path; may be empty.
    std::string media_type;  ///< Declared, lower case: "application/pdf".
    std::uint64_t size = 0;  ///< Octets after decoding the transfer encoding.
    std::vector<Evidence> evidence;
    std::optional<Unscannable> unscannable;  ///< Set when any of it could not be read; evidence still stands.
    std::string title;  ///< Document title or first heading, at most 256 octets. For finding the type; never stored.
    std::string head;   ///< The first 2,000 octets of its text. For finding the type; never stored.
    /// With Findings::texts_read: what the types' words found in name, title and opening text.
    std::vector<TypeMatch> types{};
    /// With Findings::texts_read: the leaf holds the secret of mail encrypted to its recipient.
    bool encrypted_payload = false;
};

/// How the message is protected as a whole.
enum class Protection { none, smime_signed, smime_encrypted, pgp_signed, pgp_encrypted };
[[nodiscard]] std::string_view to_string(Protection protection);
[[nodiscard]] std::optional<Protection> protection_from(std::string_view text);

/// What the scan saw of a whole message.
struct Findings {
    std::string subject;  ///< Decoded, directives still in it. Never stored in the clear.
    std::vector<Evidence> subject_evidence;
    std::vector<Document> documents;  ///< Every leaf, in the order of the message.
    Protection protection = Protection::none;
    /// The structure could not be agreed upon or not be read: the whole message is one unscannable document.
    std::optional<Unscannable> unscannable;
    /// Some multipart of it is signed or encrypted (RFC 1847), at whatever depth: no part in there can be replaced, so
    /// what must be shared is shared as the whole message.
    bool sealed = false;
    /// Distinct hosts that links in the bodies lead to, sorted, lower case, ASCII, at most 64 (domain D12).
    std::vector<std::string> link_hosts;
    /// read_texts() was here: what it noted stands for subject, names, titles and opening texts, which may be gone. So
    /// it is with findings that come back from stored facts.
    bool texts_read = false;
    std::vector<TypeMatch> subject_types;  ///< With texts_read: what the types' words found in the subject.
};

}  // namespace sluis::policy
