#include "gateway/pipeline/rewriting.h"

#include <algorithm>
#include <stdexcept>

#include "gateway/pipeline/recipient_texts.h"
#include "gateway/pipeline/vaulting.h"

namespace sluis::pipeline {
namespace {

using policy::Outcome;

bool goes(const Consideration& considered, const policy::Decision& decision, const mime::Entity& leaf) {
    const auto& documents = considered.report.findings.documents;
    const auto found = std::find_if(documents.begin(), documents.end(),
                                    [&](const auto& document) { return document.part == leaf.path; });
    return decision.share_whole || found == documents.end() || is_shared(decision, *found);
}

bool can_be_rewritten(const Consideration& considered, const policy::Decision& decision) {
    auto plan = rewrite_plan(considered, decision, default_kept_fields(), "…");
    plan.notice = "Content-Type: text/plain\r\n\r\n\r\n";
    return mime::rewrite(considered.report.structure, plan).has_value();
}

}  // namespace

const std::vector<std::string>& default_kept_fields() {
    static const std::vector<std::string> fields{
        "from",       "sender",           "reply-to",    "to",         "cc",         "date",
        "subject",    "message-id",       "in-reply-to", "references", "importance", "priority",
        "x-priority", "content-language", "thread-index"};
    return fields;
}

mime::RewritePlan rewrite_plan(const Consideration& considered, const policy::Decision& decision,
                               const std::vector<std::string>& kept_fields, const std::string& neutral_subject) {
    const auto& structure = considered.report.structure;
    mime::RewritePlan plan;
    plan.kept_fields = kept_fields;
    plan.edits = edits_for_leaving(considered);
    if (decision.share_body || decision.share_whole) {
        // First the subject: where two edits touch, the first one holds.
        auto neutral = mime::new_subject(structure, neutral_subject);
        auto edits = neutral ? std::move(*neutral) : mime::removals(structure, {"subject"});
        edits.insert(edits.end(), plan.edits.begin(), plan.edits.end());
        plan.edits = std::move(edits);
    }
    for (const auto& entity : structure.entities) {
        if (entity.is_leaf && goes(considered, decision, entity)) plan.replaced.push_back(entity.path);
    }
    return plan;
}

mime::Segments rewritten(const Consideration& considered, const policy::Decision& decision, mime::RewritePlan plan,
                         std::uint64_t message_size) {
    auto segments = mime::rewrite(considered.report.structure, plan);
    if (segments) return std::move(*segments);
    if (!decision.share_whole) throw std::runtime_error("the message cannot be rewritten");

    // Shared whole: a structure that cannot be rewritten gives its header's kept fields and the notice.
    mime::Structure flat = considered.report.structure;
    flat.entities.resize(1);
    auto& root = flat.entities.front();
    root.is_leaf = true;
    root.media_type = "text/plain";
    root.body.end = message_size;
    plan.replaced = {""};
    auto only_notice = mime::rewrite(flat, plan);
    if (!only_notice) throw std::runtime_error("the message cannot be rewritten");
    return std::move(*only_notice);
}

void share_whole_where_needed(Consideration& considered) {
    auto& decisions = considered.decisions;
    const auto shared = with_outcome(decisions, Outcome::share);
    if (shared.empty() || decisions[shared.front()].share_whole) return;
    const bool fits = !documents_to_vault(considered).empty() &&
                      std::all_of(shared.begin(), shared.end(),
                                  [&](std::size_t index) { return can_be_rewritten(considered, decisions[index]); });
    if (fits) return;
    considered.shared_whole = true;
    policy::share_whole_message(decisions);
}

}  // namespace sluis::pipeline
