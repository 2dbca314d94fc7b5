#pragma once

#include <string>

#include "gateway/scan/extract/compound_file.h"
#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// A stream's content, charged to the message's bound on what is unpacked; over it nothing, and marked.
[[nodiscard]] std::string stream_content(const CompoundFile& file, const CompoundFile::Entry& entry, Sink& sink);

/// A .msg file (MS-OXMSG): its texts, recipients and attachments, messages within it included.
void read_outlook_message(const CompoundFile& file, Sink& sink);

/// What a storage of another program holds: embedded files, properties, and what looks like text.
void read_ole_object(const CompoundFile& file, std::uint32_t storage, Sink& sink);

/// The texts of a property set (MS-OLEPS): title, author, keywords, an organisation's own.
[[nodiscard]] std::string property_set_texts(std::string_view octets);

/// Texts of an old presentation's stream (MS-PPT): of slides, notes, masters and comments.
[[nodiscard]] std::string presentation_texts(std::string_view presentation);

/// Numbers in the cells of an old workbook's stream (MS-XLS), whatever their format shows, as rows to the sink.
void read_workbook_numbers(std::string_view workbook, Sink& sink);

}  // namespace sluis::scan
