#pragma once

#include <string_view>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// Searches every field of an entity's header, as far as its values may be shown: display names, descriptions, subjects
/// of parts, keywords. Only firm evidence counts, with "kop" for its place: contact data of the correspondents is none,
/// and of fields that programs write for programs (Received, DKIM-Signature, Message-ID, X-…) only certain numbers are.
/// @param header  raw, as mime::Entity::header has it
void read_header_values(std::string_view header, Sink& sink);

}  // namespace sluis::scan
