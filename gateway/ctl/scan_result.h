#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/ctl/output.h"
#include "policy/findings.h"
#include "policy/policy.h"

namespace sluis::ctl {

/// The answer to Q1.
enum class Answer { no, unscannable, yes };

/// That the words of a document type stand somewhere in a document.
struct TypeHint {
    std::string type;    ///< DocumentType::id.
    std::string source;  ///< "file-name", "title", "subject" or "content".
    bool misspelt = false;
};

/// One leaf of a scanned file. Without its file name, title and text: only what the administrator may see.
struct DocumentResult {
    std::string part;  ///< Empty for the subject, and for a mail of one part.
    std::string role;  ///< policy::to_string, or "subject".
    std::string media_type;
    std::uint64_t size = 0;
    Answer answer = Answer::no;
    std::string unscannable;  ///< policy::to_string, or empty.
    std::vector<policy::Evidence> evidence;
    std::string type;               ///< The answer to Q3: DocumentType::id, or empty.
    std::vector<TypeHint> types{};  ///< All that it points at, the decided one among them.
    std::size_t persons = 0;        ///< Distinct ones that certain or strong evidence names.
};

struct FileResult {
    std::string file;     ///< As it was named.
    std::string problem;  ///< Why it was not scanned; then nothing else holds.
    bool is_mail = false;
    Answer answer = Answer::no;
    std::string unscannable;  ///< Of the message as a whole.
    std::string protection;
    std::size_t persons = 0;  ///< Distinct ones that certain or strong evidence names.
    std::vector<DocumentResult> documents;
};

/// Answers Q1 as decide() would, for a mail of an unknown sender who asks nothing.
void weigh_into(FileResult& result, const policy::Findings& findings, const policy::Policy& policy);

[[nodiscard]] std::string in_words(const FileResult& result, const Output& output);
[[nodiscard]] Json as_json(const FileResult& result);
[[nodiscard]] std::string_view to_string(Answer answer);

}  // namespace sluis::ctl
