#pragma once

#include <string>
#include <string_view>

#include "gateway/scan/extract/kind.h"
#include "gateway/scan/extract/sink.h"

/// One reader per format: octets in, text with places out. None throws on bad input: what cannot be read is marked
/// in the sink, and what could be read before stands.
namespace sluis::scan {

/// Reads octets of any kind, by kind_of(). Nested ones come here again, within Budget::max_nesting.
void extract(std::string_view octets, const Declared& declared, Sink& sink);

void read_text(std::string_view octets, std::string_view charset, Sink& sink);
void read_html(std::string_view octets, std::string_view charset, Sink& sink);
void read_csv(std::string_view octets, std::string_view charset, Sink& sink);
void read_calendar(std::string_view octets, std::string_view charset, Sink& sink);
void read_contacts(std::string_view octets, std::string_view charset, Sink& sink);
void read_rtf(std::string_view octets, Sink& sink);
void read_tnef(std::string_view octets, Sink& sink);
void read_pdf(std::string_view octets, Sink& sink);
/// A ZIP file of any kind; Office and OpenDocument files are told by their entries.
void read_zip(std::string_view octets, Sink& sink);
void read_ole(std::string_view octets, Sink& sink);
/// A whole message within a message.
void read_nested_message(std::string_view octets, Sink& sink);

/// A file within another, with its name: nested, within Budget::max_nesting. @param container  "bijlage 2"
void read_contained(std::string_view octets, std::string_view name, const std::string& container, Sink& sink);
/// Octets of which no more is known: what looks like text in them, one octet or two for a character. Of it only numbers
/// count, and only firm ones; nothing is marked.
void read_text_runs(const std::string& where, std::string_view octets, Sink& sink);

/// A file name and the like, with its place.
void read_value(const std::string& place, std::string_view value, Sink& sink);

}  // namespace sluis::scan
