#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/findings.h"
#include "policy/policy.h"

namespace sluis::policy {

/// The type that a sender names: by identifier, name or one of its words, in any case; also with one letter wrong. Null
/// when none or several fit.
[[nodiscard]] const DocumentType* find_by_name(const std::vector<DocumentType>& types, std::string_view name);

/// Finds the type of a document (Q3) by the words of the policy's types. Made once for each mail: the words are made
/// ready for comparing, and so is the subject.
///
/// Asked in this order: file name and title; the subject; the opening text. The first that names a type decides, but a
/// general type ("verslag") only when none of them names another. Where no word stands as it is written, one of
/// nine letters or more counts with one letter wrong, missing, added or swapped ("evolutieverlag") in file name, title
/// and subject. Within one, the strictest label wins, then the
/// longest words, then the order of the policy.
///
/// Where the findings' texts were read already, the notes are asked and not the texts. They know the types of the
/// policy that read them: a type of another policy is found when it has the same identifier.
class TypeFinder {
public:
    /// Keeps references to both: they must outlive it.
    TypeFinder(const std::vector<DocumentType>& types, const Findings& findings);

    /// Nothing (null) when no type's words stand in it.
    [[nodiscard]] const DocumentType* find(const Document& document) const;
    /// The type that the subject alone names: for a message of which nothing else can be read.
    [[nodiscard]] const DocumentType* find_by_subject() const;

    /// Every type whose words stand in the document's own texts, by text; in the order of the policy.
    [[nodiscard]] std::vector<TypeMatch> matches(const Document& document) const;
    [[nodiscard]] std::vector<TypeMatch> subject_matches() const;

private:
    void add_matches(TypeSource source, const std::vector<std::string>& texts, std::vector<TypeMatch>& matches) const;
    [[nodiscard]] const DocumentType* choose(const std::vector<TypeMatch>& matches) const;
    [[nodiscard]] const DocumentType* first(const std::vector<TypeMatch>& matches, bool misspelt, bool general) const;
    [[nodiscard]] const DocumentType* best(const std::vector<TypeMatch>& matches, TypeSource source, bool misspelt,
                                           bool general) const;

    struct Words {
        const DocumentType* type;
        std::vector<std::string> words;
    };
    const Findings& findings_;
    std::vector<Words> types_;
    std::vector<TypeMatch> subject_matches_;
};

/// Notes in the findings what the policy asks of their texts, once: which types' words stand where, and which leaf is
/// the payload of encrypted mail. decide() then needs no text, and gives the same as with them.
void read_texts(const Policy& policy, Findings& findings);

}  // namespace sluis::policy
