#pragma once

#include <set>
#include <string>
#include <string_view>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// Whether the names in a ZIP file are those of an Office document (ECMA-376) or an OpenDocument file.
[[nodiscard]] bool is_ooxml(const std::set<std::string>& names);
[[nodiscard]] bool is_opendocument(const std::set<std::string>& names);

/// Word, Excel and PowerPoint since 2007: all their parts, embedded files included.
void read_ooxml(std::string_view octets, Sink& sink);
/// Writer, Calc and Impress.
void read_opendocument(std::string_view octets, Sink& sink);

/// One sheet of a workbook. @param where  "blad 2"
void read_sheet(std::string_view xml, const std::string& where, const std::vector<std::string>& shared, Sink& sink);
/// The texts that cells refer to by number.
[[nodiscard]] std::vector<std::string> read_shared_strings(std::string_view xml, Sink& sink);

}  // namespace sluis::scan
