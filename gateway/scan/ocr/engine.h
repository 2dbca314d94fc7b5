#pragma once

#include <chrono>
#include <ctime>
#include <string>
#include <vector>

#include "gateway/scan/ocr/picture.h"
#include "gateway/scan/ocr/writing.h"

namespace sluis::scan {

/// How long reading may go on: until a moment, and no more work than this. Work is what counts on a busy machine.
struct OcrDeadline {
    std::chrono::steady_clock::time_point moment;
    std::clock_t work = 0;  ///< Of the process, by std::clock().
    [[nodiscard]] bool passed() const { return std::clock() >= work || std::chrono::steady_clock::now() >= moment; }
};
/// From now on. @param most  of work
[[nodiscard]] OcrDeadline ocr_deadline(std::chrono::steady_clock::time_point moment, std::chrono::milliseconds most);

/// One word as the engine read it.
struct OcrWord {
    std::string text;  ///< UTF-8.
    Mark box;
    float confidence = 0;  ///< 0 to 100.
    bool ends_line = false;
    bool ends_block = false;
};

struct OcrReading {
    std::vector<OcrWord> words;
    bool whole = true;  ///< False when the time was over first.
};

/// How the picture is laid out.
enum class OcrLayout {
    page,       ///< Columns, blocks, lines.
    scattered,  ///< Words wherever they stand.
};

/// Loads tesseract's languages (nld, fra, eng) from files and reads a small picture with them, so that nothing is
/// loaded later. To be called once, before the process is confined; the forked children share what was loaded.
/// Starts no thread. @throws std::runtime_error when a language is missing or the picture is misread.
void warm_up_ocr();

/// Reads a grey picture, its letters upright. Needs warm_up_ocr(). Not thread-safe.
[[nodiscard]] OcrReading ocr(const Picture& grey, OcrLayout layout, const OcrDeadline& until);

}  // namespace sluis::scan
