#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <unicode/unistr.h>

#include <map>
#include <memory>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/formats.h"
#include "gateway/scan/extract/pdf_objects.h"
#include "gateway/scan/extract/pdf_pages.h"
#include "gateway/scan/extract/pdf_pictures.h"
#include "gateway/scan/extract/pdf_soundness.h"
#include "gateway/scan/extract/pdf_warm_up.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr std::size_t max_annotations = 10'000;

// poppler's own to_utf8() needs iconv, which opens files.
std::string utf8(const poppler::ustring& text) {
    std::string out;
    icu::UnicodeString{reinterpret_cast<const char16_t*>(text.data()), static_cast<std::int32_t>(text.size())}
        .toUTF8String(out);
    return out;
}

// A stream packed as a fax picture that is none: what it unpacks to is without measure, and no reader shows it.
bool has_disguised_picture(std::string_view octets) {
    for (auto at = octets.find("/JBIG2Decode"); at != octets.npos; at = octets.find("/JBIG2Decode", at + 1)) {
        const auto from = at - std::min<std::size_t>(at, 500);
        const auto object = octets.substr(from, at - from).rfind("obj");
        const auto begin = object == octets.npos ? from : from + object;
        const auto end = std::min(octets.find("stream", at), at + 500);
        if (octets.substr(begin, end - begin).find("/Image") == octets.npos) return true;
    }
    return false;
}

// The literal string of PDF (ISO 32000 §7.3.4.2) that begins at `at`.
std::string literal(std::string_view octets, std::size_t at) {
    std::string out;
    int depth = 0;
    for (; at < octets.size() && out.size() < 64 * 1024; ++at) {
        const char c = octets[at];
        if (c == '\\' && at + 1 < octets.size()) {
            const char next = octets[++at];
            if (next >= '0' && next <= '7') {
                int value = 0;
                for (int i = 0; i < 3 && at < octets.size() && octets[at] >= '0' && octets[at] <= '7'; ++i, ++at)
                    value = value * 8 + (octets[at] - '0');
                --at;
                out.push_back(static_cast<char>(value & 0xFF));
            } else {
                out.push_back(next == 'n' || next == 'r' ? '\n' : next == 't' ? '\t' : next);
            }
            continue;
        }
        if (c == '(' && depth++ == 0) continue;
        if (c == ')' && --depth == 0) break;
        out.push_back(c);
    }
    return mime::to_utf8(out, "");
}

// Notes and form values of a file whose objects cannot be read, as far as they stand open in it.
void read_annotations(std::string_view octets, Sink& sink) {
    std::size_t seen = 0;
    sink.place("opmerkingen en velden");
    for (const auto* key : {"/Contents", "/V", "/TU"}) {
        const std::string_view name{key};
        for (auto at = octets.find(name); at != octets.npos && ++seen < max_annotations;
             at = octets.find(name, at + 1)) {
            const auto value = octets.find_first_not_of(" \r\n", at + name.size());
            if (value == octets.npos || octets[value] != '(') continue;
            sink.text(literal(octets, value));
            sink.text("\n\n\n\n\n\n");
            if (sink.stopped()) return;
        }
    }
    sink.place("");
}

void read_properties(const poppler::document& document, Sink& sink) {
    sink.place("eigenschappen");
    for (const auto& key : document.info_keys()) {
        if (key == "CreationDate" || key == "ModDate") continue;
        const auto value = utf8(document.info_key(key));
        if (key == "Title") sink.title(value);
        sink.text(value);
        sink.text("\n\n\n\n\n\n");
    }
    sink.place("");
}

std::unique_ptr<poppler::document> load(std::string_view octets) {
    return std::unique_ptr<poppler::document>{
        poppler::document::load_from_raw_data(octets.data(), static_cast<int>(octets.size()))};
}

// The pages, each gone through once: their text, and what of them must be looked at. Gives how many there were.
int read_pages(std::string_view octets, int pages, const std::string& which,
               std::map<int, std::vector<PageRegion>>& to_look_at, Sink& sink) {
    PdfPages reader{octets};
    int seen = 0;
    for (int number = 0; number < pages && !sink.stopped(); ++number) {
        const auto page = reader.read(number, sink.budget());
        if (!page) continue;
        ++seen;
        const auto before = sink.letters_seen();
        sink.place("pagina " + std::to_string(number + 1) + which);
        sink.text(page->text);
        auto regions = regions_of(*page, sink.letters_seen() - before);
        if (!regions.empty()) to_look_at.emplace(number, std::move(regions));
    }
    sink.place("");
    return seen;
}

// What the pages show in pictures.
void read_pictures(const poppler::document& document, const std::map<int, std::vector<PageRegion>>& to_look_at,
                   const std::string& which, PdfPictures& pictures, Sink& sink) {
    for (const auto& [number, regions] : to_look_at) {
        if (sink.stopped()) return;
        const std::unique_ptr<poppler::page> page{document.create_page(number)};
        sink.place("pagina " + std::to_string(number + 1) + which);
        if (page) pictures.read(*page, regions, sink);
    }
    sink.place("");
}

// Layers that are off, what lies outside the crop, what an annotation shows on paper alone: a reader shows them at a
// click.
void read_hidden(PdfObjects& objects, PdfPictures& pictures, Sink& sink) {
    static const std::string which = ", met wat verborgen is";
    const auto all = objects.with_all_shown(sink.budget().unpacked_bytes);
    if (all.why) return sink.unscannable(*all.why);
    if (all.octets.empty()) return;
    const auto document = load(all.octets);
    if (!document || document->pages() <= 0) return sink.unscannable(Unscannable::broken);
    std::map<int, std::vector<PageRegion>> to_look_at;
    if (read_pages(all.octets, document->pages(), which, to_look_at, sink) != document->pages() && !sink.stopped())
        sink.unscannable(Unscannable::broken);
    read_pictures(*document, to_look_at, which, pictures, sink);
}

}  // namespace

void warm_up_pdf() {
    ::poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    static constexpr std::string_view sample =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 "
        "R>>>>>>endobj\n"
        "4 0 obj<</Length 44>>stream\nBT/F 9 Tf 9 9 Td(warm \\351)Tj/G 9 Tf(ab)Tj ET  \nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n"
        "6 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Arial>>endobj\n"
        "trailer<</Root 1 0 R/Info<</Title(warm)>>>>\n";
    const auto document = load(sample);
    if (!document) return;
    static_cast<void>(document->get_title());
    const std::unique_ptr<poppler::page> page{document->create_page(0)};
    if (page) static_cast<void>(page->text()), warm_up_pdf_drawing(*page);
    static_cast<void>(poppler::ustring::from_utf8("\xC3\xA9").to_utf8());
    AnalyseLimits limits;
    Budget budget{limits};
    People people;
    Sink sink{budget, people};
    static_cast<void>(PdfObjects{sample}.read(sink));
    std::map<int, std::vector<PageRegion>> regions;
    static_cast<void>(read_pages(sample, 1, {}, regions, sink));
}

void read_pdf(std::string_view octets, Sink& sink) {
    if (octets.size() > 0x7FFFFFFF) return sink.unscannable(Unscannable::too_large);
    if (has_disguised_picture(octets)) return sink.unscannable(Unscannable::broken);
    // What had to be rebuilt or skipped is read as far as it goes, and counts as broken all the same: another reader
    // may show more of it.
    if (!has_sound_cross_reference(octets)) sink.unscannable(Unscannable::broken);
    const PdfDamage damage;
    const auto document = load(octets);
    if (!document) return sink.unscannable(Unscannable::broken);
    if (document->is_locked()) return sink.unscannable(Unscannable::encrypted);
    if (document->pages() <= 0) return sink.unscannable(Unscannable::broken);
    read_properties(*document, sink);
    std::map<int, std::vector<PageRegion>> to_look_at;
    if (read_pages(octets, document->pages(), {}, to_look_at, sink) != document->pages() || damage.seen())
        sink.unscannable(Unscannable::broken);
    PdfObjects objects{octets};
    if (!objects.read(sink)) {
        sink.unscannable(Unscannable::broken);
        read_annotations(octets, sink);
    }
    // Last, since it takes longest: what was found before stands when the time is over.
    PdfPictures pictures;
    read_pictures(*document, to_look_at, {}, pictures, sink);
    read_hidden(objects, pictures, sink);
}

}  // namespace sluis::scan
