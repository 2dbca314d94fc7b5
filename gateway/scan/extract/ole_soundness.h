#pragma once

#include <string_view>

namespace sluis::scan {

/// Whether an old workbook's stream is a chain of records whose substreams end (MS-XLS §2.1.4): what follows a break in
/// it some readers show and others do not.
[[nodiscard]] bool is_sound_workbook(std::string_view workbook);

/// Whether an old Word document's pieces of text lie in its stream, each where its table says (MS-DOC §2.4.1). Of Word
/// 95 and before, which have no such table, only that they are Word's.
/// @param table  the stream "0Table" or "1Table", as names_second_table() says; empty where there is none
[[nodiscard]] bool is_sound_word(std::string_view document, std::string_view table);

/// Whether the pieces stand in "1Table" (MS-DOC §2.5.2, fWhichTblStm).
[[nodiscard]] bool names_second_table(std::string_view document);

}  // namespace sluis::scan
