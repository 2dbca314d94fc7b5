#pragma once

#include <string>

#include "gateway/pipeline/work.h"

namespace sluis::pipeline {

/// How the decision for one recipient (by index) was taken, as JSON for the sender's page
/// (storage/shares/explanation.h): the path through the three questions, the parts of the mail by number, and what the
/// recipient is called. Masked evidence; no file name, no subject, no other recipient.
///
///     {"policy": …, "class": "cliënt of context", "outcome": "hold",
///      "parts": [{"part": "2.1", "role": "attachment", "kind": "Handelingsplan", "label": "client-bound"}],
///      "steps": [{"question": "Q1", "about": "2.1", "answer": "ja", "because": …}],
///      "changes": ["Zonder de bijlage was deze mail gewoon doorgestuurd."], "chart": facts::as_json(Flowchart),
///      "advice": the policy's own words, "contacts": [{"topic": "groeipakket", "whom": …}]}
[[nodiscard]] std::string explanation_json(const Work& work, std::size_t index);

}  // namespace sluis::pipeline
