#include "gateway/scan/ocr/engine.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include <cctype>
#include <stdexcept>

// libgomp's, which tesseract uses; its header comes with GCC alone.
extern "C" void omp_set_max_active_levels(int levels);

namespace sluis::scan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* languages = "nld+fra+eng";
constexpr int dots_per_inch = 300;

std::unique_ptr<tesseract::TessBaseAPI> engine;  // Never destroyed: its end would write and free for nothing.

void load() {
    // The child may start no thread, and the template must have one alone. Tesseract asks for four by itself, whatever
    // the environment's OMP_NUM_THREADS; with no level of parallelism allowed it gets none.
    ::omp_set_max_active_levels(0);
    auto loaded = std::make_unique<tesseract::TessBaseAPI>();
    if (loaded->Init(nullptr, languages, tesseract::OEM_LSTM_ONLY) != 0)
        throw std::runtime_error("tesseract: the languages nld, fra and eng are not all there");
    ::setMsgSeverity(L_SEVERITY_NONE);  // After tesseract has set it.
    loaded->SetVariable("debug_file", "/dev/null");
    // Numbers and names matter here, which no dictionary knows.
    loaded->SetVariable("tessedit_enable_doc_dict", "0");
    engine = std::move(loaded);
}

Picture sample() {
    constexpr int width = 480, height = 100, points = 10;
    L_BMF* font = ::bmfCreate(nullptr, points);
    Picture page{::pixCreate(width, height, 8)};
    if (font == nullptr || !page) throw std::runtime_error("leptonica: no sample to warm up with");
    ::pixSetAll(page.get());
    l_int32 overflow = 0;
    ::pixSetTextline(page.get(), font, "Verslag 1987 2026", 0, 30, 60, nullptr, &overflow);
    ::bmfDestroy(&font);
    return page;
}

bool is_over(void* until, int) {
    return static_cast<const OcrDeadline*>(until)->passed();
}

std::vector<OcrWord> words_of(tesseract::ResultIterator& at) {
    std::vector<OcrWord> words;
    do {
        const std::unique_ptr<char[]> text{at.GetUTF8Text(tesseract::RIL_WORD)};
        if (!text) continue;
        OcrWord word;
        word.text = text.get();
        word.confidence = at.Confidence(tesseract::RIL_WORD);
        at.BoundingBox(tesseract::RIL_WORD, &word.box.left, &word.box.top, &word.box.right, &word.box.bottom);
        word.ends_line = at.IsAtFinalElement(tesseract::RIL_TEXTLINE, tesseract::RIL_WORD);
        word.ends_block = at.IsAtFinalElement(tesseract::RIL_BLOCK, tesseract::RIL_WORD);
        words.push_back(std::move(word));
    } while (at.Next(tesseract::RIL_WORD));
    return words;
}

}  // namespace

void warm_up_ocr() {
    if (engine) return;
    load();
    std::string read;
    const auto until = ocr_deadline(Clock::now() + std::chrono::minutes{2}, std::chrono::minutes{1});
    for (const auto layout : {OcrLayout::scattered, OcrLayout::page}) {
        for (const auto& word : ocr(sample(), layout, until).words) read += word.text;
    }
    if (read.find("1987") == read.npos) throw std::runtime_error("tesseract: cannot read its sample");
}

OcrDeadline ocr_deadline(Clock::time_point moment, std::chrono::milliseconds most) {
    return {moment, std::clock() + static_cast<std::clock_t>(most.count() * (CLOCKS_PER_SEC / 1000))};
}

OcrReading ocr(const Picture& grey, OcrLayout layout, const OcrDeadline& until) {
    if (!engine) throw std::runtime_error("tesseract: not warmed up");
    OcrReading reading;
    auto deadline = until;
    tesseract::ETEXT_DESC monitor;
    monitor.cancel = is_over;
    monitor.cancel_this = &deadline;
    engine->SetPageSegMode(layout == OcrLayout::page ? tesseract::PSM_AUTO : tesseract::PSM_SPARSE_TEXT);
    engine->SetImage(grey.get());
    engine->SetSourceResolution(dots_per_inch);
    reading.whole = engine->Recognize(&monitor) == 0 && !until.passed();
    const std::unique_ptr<tesseract::ResultIterator> at{engine->GetIterator()};
    if (at) reading.words = words_of(*at);
    engine->Clear();
    return reading;
}

}  // namespace sluis::scan
