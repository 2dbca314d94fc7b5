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
class TypeFinder {
public:
    /// Keeps a reference to the policy's types: they must outlive it.
    TypeFinder(const std::vector<DocumentType>& types, std::string_view subject_without_directives);

    /// Nothing (null) when no type's words stand in it.
    [[nodiscard]] const DocumentType* find(const Document& document) const;
    /// The type that the subject alone names: for a message of which nothing else can be read.
    [[nodiscard]] const DocumentType* find_by_subject() const;

private:
    struct Match {
        const DocumentType* type = nullptr;
        std::size_t length = 0;
    };
    [[nodiscard]] Match best(const std::vector<std::string>& texts, bool general, bool misspelt) const;
    [[nodiscard]] const DocumentType* find_in(const std::vector<std::vector<std::string>>& sources, bool misspelt,
                                              bool general) const;

    struct Words {
        const DocumentType* type;
        std::vector<std::string> words;
    };
    std::vector<Words> types_;
    std::string subject_;
};

}  // namespace sluis::policy
