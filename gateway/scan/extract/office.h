#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/extract/sink.h"

namespace sluis::scan {

/// Whether the names in a ZIP file are those of an Office document (ECMA-376) or an OpenDocument file.
[[nodiscard]] bool is_ooxml(const std::set<std::string>& names);
[[nodiscard]] bool is_opendocument(const std::set<std::string>& names);

/// Word, Excel and PowerPoint since 2007: all their parts, embedded files included.
void read_ooxml(std::string_view octets, Sink& sink);
/// Writer, Calc and Impress.
void read_opendocument(std::string_view octets, Sink& sink);

/// A part of an Office document that is no sheet: running text, and what stands beside it. `named`: elements' and
/// attributes' names are labels for their values, as in properties and custom XML.
void read_office_part(std::string_view xml, bool named, Sink& sink);
/// content.xml and styles.xml of an OpenDocument file, the rows of a spreadsheet included.
void read_opendocument_part(std::string_view xml, Sink& sink);
/// A part whose name says that nobody writes in it, a font or the like. A file of its own is read as such, and text
/// both as a file and as a part; of anything else only what looks like text. @param container  "ingesloten bestand 2"
void read_furniture(std::string_view octets, std::string_view name, const std::string& container, Sink& sink);
/// Links to elsewhere stand in the relations of a part, not in its text.
void read_relations(std::string_view xml, Sink& sink);

/// The texts that cells refer to by number, and which of them a cell did refer to.
struct SharedStrings {
    std::vector<std::string> texts;
    std::vector<bool> used;
};
[[nodiscard]] SharedStrings read_shared_strings(std::string_view xml, Sink& sink);
/// One sheet of a workbook. @param where  "blad 2"
void read_sheet(std::string_view xml, const std::string& where, SharedStrings& shared, Sink& sink);

}  // namespace sluis::scan
