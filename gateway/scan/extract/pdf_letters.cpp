#include "gateway/scan/extract/pdf_letters.h"

#include <GfxFont.h>
#include <GlobalParams.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace sluis::scan {
namespace {

bool is_hexadecimal(std::string_view text) {
    return text.size() >= 4 && text.size() <= 6 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
           });
}

// Adobe Glyph List Specification §2: what stands before a stop, or each part between low lines.
bool is_known_name(std::string_view name) {
    if (name == ".notdef") return true;  // Shows nothing.
    name = name.substr(0, name.find('.'));
    if (const auto line = name.find('_'); line != name.npos) name = name.substr(0, line);
    if (name.empty()) return false;
    if (name.starts_with("uni") && is_hexadecimal(name.substr(3, 4))) return true;
    if (name.starts_with("u") && is_hexadecimal(name.substr(1))) return true;
    const std::string ended{name};
    return ::globalParams->mapNameToUnicodeText(ended.c_str()) != 0 ||
           ::globalParams->mapNameToUnicodeAll(ended.c_str()) != 0;
}

// Codes that lead straight to shapes, as old printer drivers number them.
bool is_bare_subset(const Gfx8BitFont& font) {
    Ref embedded{};
    return (font.getType() == fontTrueType || font.getType() == fontTrueTypeOT) && font.isSymbolic() &&
           !font.getHasEncoding() && font.getEmbeddedFontID(&embedded);
}

// ZapfDingbats' names, "a12", are what programs call glyphs of which they know no name.
bool is_pictorial_name(const char* name, const Gfx8BitFont& font) {
    const auto& called = font.getName();
    const bool dingbats = called && called->find("Dingbats") != std::string::npos;
    return !dingbats && ::globalParams->mapNameToUnicodeText(name) == 0 && name[0] == 'a' && name[1] >= '0' &&
           name[1] <= '9';
}

}  // namespace

bool PdfLetters::have_meaning(const std::shared_ptr<GfxFont>& font, CharCode code) {
    if (font != font_) {
        font_ = font;
        all_ = !font || font->hasToUnicodeCMap() || font->isCIDFont();
        none_ = !all_ && is_bare_subset(static_cast<const Gfx8BitFont&>(*font));
        letters_.fill(Known::unasked);
    }
    if (all_ || none_ || code >= letters_.size()) return !none_;
    auto& known = letters_[code];
    if (known == Known::unasked) {
        const auto& eight = static_cast<const Gfx8BitFont&>(*font);
        const char* name = eight.getCharName(static_cast<int>(code));
        known = name == nullptr || (is_known_name(name) && !is_pictorial_name(name, eight)) ? Known::yes : Known::no;
    }
    return known == Known::yes;
}

}  // namespace sluis::scan
