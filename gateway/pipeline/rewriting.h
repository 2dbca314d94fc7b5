#pragma once

#include <string>
#include <vector>

#include "gateway/mime/rewriter.h"
#include "gateway/pipeline/consideration.h"

namespace sluis::pipeline {

/// Fields of the sender's header that a rewritten mail keeps, unless the configuration says otherwise. No
/// DKIM-Signature: it would be broken. No Received or X-… field: it may tell of the inside. No Thread-Topic: it repeats
/// the subject.
[[nodiscard]] const std::vector<std::string>& default_kept_fields();

/// How a message is to be rewritten for one recipient of a share. What the findings do not know is not kept: only what
/// was decided upon leaves. Where the body is shared, the subject goes too.
/// @param neutral_subject  stands in the place of a subject that goes
[[nodiscard]] mime::RewritePlan rewrite_plan(const Consideration& considered, const policy::Decision& decision,
                                             const std::vector<std::string>& kept_fields,
                                             const std::string& neutral_subject);

/// The rewritten message: header, kept leaves, the notice. @throws std::runtime_error when it cannot be made
[[nodiscard]] mime::Segments rewritten(const Consideration& considered, const policy::Decision& decision,
                                       mime::RewritePlan plan, std::uint64_t message_size);

/// A message of which a part must go that cannot be taken out (inside a signature), or that has nothing to put into the
/// vault by itself, is shared whole: for every recipient of a share, with the strictest label.
void share_whole_where_needed(Consideration& considered);

}  // namespace sluis::pipeline
