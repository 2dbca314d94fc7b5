#include "gateway/pipeline/vaulting.h"

#include <algorithm>

#include "gateway/mime/reader.h"
#include "gateway/mime/transfer.h"

namespace sluis::pipeline {
namespace {

constexpr std::size_t block = 256 * 1024;

const mime::Entity* leaf(const mime::Structure& structure, const std::string& part) {
    const auto found = std::find_if(structure.entities.begin(), structure.entities.end(),
                                    [&](const mime::Entity& entity) { return entity.is_leaf && entity.path == part; });
    return found == structure.entities.end() ? nullptr : &*found;
}

std::string name_of(const policy::Document& document) {
    if (!document.file_name.empty()) return document.file_name;
    if (document.role == policy::Role::body) return document.media_type == "text/html" ? "bericht.html" : "bericht.txt";
    if (document.media_type == "message/rfc822") return "bericht.eml";
    return "document-" + (document.part.empty() ? std::string{"1"} : document.part);
}

VaultDocument whole_message(const Consideration& considered) {
    VaultDocument whole;
    whole.file_name = "message.eml";
    whole.media_type = "message/rfc822";
    for (const auto& decision : considered.decisions) {
        if (decision.message_label) whole.label = std::max(whole.label, *decision.message_label);
        for (const auto& document : decision.documents) {
            if (whole.type.empty()) whole.type = document.type;
        }
    }
    whole.content = mime::with_edits(considered.report.structure, edits_for_leaving(considered));
    return whole;
}

/// The octets of a leaf, decoded piece by piece.
template <class Decoder>
void append_decoded(storage::vault::StagedContent& staged, std::string_view encoded) {
    Decoder decoder;
    std::string out;
    for (std::size_t at = 0; at < encoded.size(); at += block) {
        decoder.feed(encoded.substr(at, block), out);
        staged.append(out);
        out.clear();
    }
    decoder.finish(out);
    staged.append(out);
}

void append(storage::vault::StagedContent& staged, std::string_view octets, mime::TransferEncoding encoding) {
    switch (encoding) {
        case mime::TransferEncoding::base64:
            return append_decoded<mime::Base64Decoder>(staged, octets);
        case mime::TransferEncoding::quoted_printable:
            return append_decoded<mime::QuotedPrintableDecoder>(staged, octets);
        case mime::TransferEncoding::identity:
            return staged.append(octets);
    }
}

}  // namespace

bool is_shared(const policy::Decision& decision, const policy::Document& document) {
    if (decision.outcome != policy::Outcome::share) return false;
    if (decision.share_body && document.role == policy::Role::body) return true;
    return std::any_of(decision.documents.begin(), decision.documents.end(), [&](const policy::DocumentDecision& one) {
        return one.part == document.part && one.outcome == policy::Outcome::share;
    });
}

std::vector<VaultDocument> documents_to_vault(const Consideration& considered) {
    const auto& decisions = considered.decisions;
    const bool whole = std::any_of(decisions.begin(), decisions.end(), [](const policy::Decision& decision) {
        return decision.outcome == policy::Outcome::share && decision.share_whole;
    });
    if (whole) return {whole_message(considered)};

    std::vector<VaultDocument> documents;
    for (const auto& document : considered.report.findings.documents) {
        const bool shared = std::any_of(decisions.begin(), decisions.end(), [&](const policy::Decision& decision) {
            return is_shared(decision, document);
        });
        const auto* entity = leaf(considered.report.structure, document.part);
        if (!shared || entity == nullptr) continue;
        VaultDocument planned;
        planned.part = document.part;
        planned.file_name = name_of(document);
        planned.media_type = document.media_type;
        planned.encoding = entity->encoding;
        planned.content = {entity->body};
        planned.label = policy::sender_side_label(decisions, document.part).value_or(policy::Label::client_bound);
        for (const auto& decision : decisions) {
            for (const auto& one : decision.documents) {
                if (one.part == document.part && planned.type.empty()) planned.type = one.type;
            }
        }
        documents.push_back(std::move(planned));
    }
    return documents;
}

storage::shares::NewDocument vault_document(Outgoing& outgoing, storage::postgres::Transaction& transaction,
                                            const VaultDocument& document, std::string_view message,
                                            std::string_view subject, std::string_view key_name) {
    auto& staged = outgoing.stage_document(key_name);
    for (const auto& segment : document.content) {
        if (const auto* range = std::get_if<mime::Range>(&segment)) {
            append(staged, mime::octets(message, *range), document.encoding);
        } else {
            staged.append(std::get<std::string>(segment));
        }
    }
    staged.finish();

    storage::shares::NewDocument row;
    row.content = staged.insert(transaction);
    row.label = document.label;
    row.type = document.type;
    row.part = document.part;
    row.sealed_name = staged.seal_field(storage::shares::sealed_field::name, document.file_name);
    row.sealed_subject = staged.seal_field(storage::shares::sealed_field::subject, subject);
    row.media_type = document.media_type;
    row.size = staged.size();
    return row;
}

std::vector<mime::FieldEdit> edits_for_leaving(const Consideration& considered) {
    const auto& structure = considered.report.structure;
    auto edits = mime::removals(structure, {"bcc", "x-sluis-*"});
    // The trace field stays: it is how a loop is seen.
    const auto trace = mime::removals(structure, {"x-sluis-trace"});
    std::erase_if(edits, [&](const mime::FieldEdit& edit) {
        return std::any_of(trace.begin(), trace.end(), [&](const auto& kept) { return kept.range == edit.range; });
    });
    const auto& subject = considered.report.findings.subject;
    const auto tidied = policy::without_directives(subject);
    if (considered.directives.present && tidied != subject) {
        // A subject that cannot be written again goes: a directive never leaves.
        auto subject_edits = mime::new_subject(structure, tidied);
        const auto more = subject_edits ? std::move(*subject_edits) : mime::removals(structure, {"subject"});
        edits.insert(edits.end(), more.begin(), more.end());
        const auto topic = mime::removals(structure, {"thread-topic"});  // Outlook's copy of the subject.
        edits.insert(edits.end(), topic.begin(), topic.end());
    }
    return edits;
}

std::vector<std::string> fields_taken_out(const Consideration& considered) {
    std::vector<std::string> names;
    const auto edits = edits_for_leaving(considered);
    for (const auto& field : considered.report.structure.entities.front().fields) {
        const bool goes = std::any_of(edits.begin(), edits.end(),
                                      [&](const mime::FieldEdit& edit) { return edit.range == field.range; });
        if (!goes) continue;
        const std::string name = field.name == "bcc"            ? "Bcc"
                                 : field.name == "subject"      ? "Subject"
                                 : field.name == "thread-topic" ? "Thread-Topic"
                                                                : "X-Sluis-*";
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

}  // namespace sluis::pipeline
