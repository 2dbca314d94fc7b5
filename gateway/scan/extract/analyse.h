#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "gateway/mime/limits.h"
#include "gateway/scan/conversion.h"
#include "gateway/scan/report.h"

namespace sluis::scan {

/// What one analysis may cost. Where a bound is reached, the document at hand becomes unscannable: too_deep,
/// too_large or too_slow; its evidence so far stands.
struct AnalyseLimits {
    mime::Limits mime;
    std::uint64_t max_text_bytes = 64 << 20;       ///< Text that is searched, over the whole message.
    std::uint64_t max_unpacked_bytes = 256 << 20;  ///< Octets that come out of archives, over the whole message.
    std::size_t max_archive_entries = 10000;       ///< Over the whole message, nested archives included.
    std::size_t max_nesting = 16;                  ///< Archives and messages within one another.
    std::chrono::milliseconds ocr_time{15000};  ///< Work of the processor on reading pictures, over the whole message.
    std::chrono::milliseconds soft_deadline{20000};  ///< From the start of analyse(); looked at between pieces of work.
    bool propose = false;                            ///< Candidates are wanted, for lists of persons.
    Convert convert;  ///< Reads what no library here does. Without one such documents are unscannable.
};

/// Loads everything that analyse() needs from files: converters, tables, automata. To be called once in the process,
/// before it is confined: afterwards no file can be opened, and what was not loaded silently reads as nothing.
void warm_up();
/// The same but for OCR: pictures cannot be read then. For measuring what OCR's memory costs each child.
void warm_up_without_pictures();

/// Reads a message and reports its structure and what speaks for personal data in each of its leaves.
///
/// For the confined child alone: it hands hostile bytes to libraries that may crash, loop or be taken over. It opens
/// no file and writes nothing. It does not decide: policy weighs the findings. Never throws on bad input; what cannot
/// be read is unscannable.
[[nodiscard]] Report analyse(std::string_view message, const AnalyseLimits& limits);

}  // namespace sluis::scan
