#include "gateway/scan/extract/pdf_soundness.h"

#include <poppler-global.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace sluis::scan {
namespace {

constexpr std::size_t most_sections = 1000;
constexpr std::size_t most_entries = 2'000'000;
constexpr std::size_t tail = 2048;             // Where the last startxref stands.
constexpr std::size_t longest_trailer = 8192;  // Where /Prev is looked for.

bool is_blank(char c) {
    return std::strchr(" \t\r\n\f", c) != nullptr;  // NUL too, as PDF has it.
}

// Reads on from a place; whatever does not fit makes it stop for good.
class Scanner {
public:
    Scanner(std::string_view octets, std::size_t at) : octets_{octets}, at_{std::min(at, octets.size())} {}
    void skip_blanks() {
        while (at_ < octets_.size() && is_blank(octets_[at_])) ++at_;
    }
    bool word(std::string_view expected) {
        skip_blanks();
        if (octets_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }
    std::optional<std::uint64_t> number() {
        skip_blanks();
        std::uint64_t value = 0;
        const auto begin = at_;
        for (; at_ < octets_.size() && octets_[at_] >= '0' && octets_[at_] <= '9' && at_ - begin < 15; ++at_)
            value = value * 10 + static_cast<std::uint64_t>(octets_[at_] - '0');
        if (at_ == begin) return std::nullopt;
        return value;
    }
    [[nodiscard]] std::size_t at() const { return at_; }

private:
    std::string_view octets_;
    std::size_t at_;
};

std::optional<std::uint64_t> number_of(std::string_view dictionary, std::string_view key) {
    const auto at = dictionary.find(key);
    if (at == dictionary.npos) return std::nullopt;
    return Scanner{dictionary, at + key.size()}.number();
}

class CrossReference {
public:
    // Offsets count from the header where something stands before it.
    explicit CrossReference(std::string_view octets)
        : octets_{octets.substr(std::min(octets.substr(0, 1024).find("%PDF-"), octets.size()))} {}

    bool holds() {
        const auto from = octets_.size() - std::min(octets_.size(), tail);
        const auto mark = octets_.substr(from).rfind("startxref");
        if (mark == octets_.npos) return false;
        const auto start = Scanner{octets_, from + mark + 9}.number();
        if (!start) return false;
        todo_.push_back(*start);
        while (!todo_.empty()) {
            const auto at = todo_.back();
            todo_.pop_back();
            if (std::find(seen_.begin(), seen_.end(), at) != seen_.end()) continue;
            if (seen_.size() >= most_sections || at >= octets_.size()) return false;
            seen_.push_back(at);
            Scanner scanner{octets_, static_cast<std::size_t>(at)};
            if (!(scanner.word("xref") ? table(scanner) : stream(static_cast<std::size_t>(at)))) return false;
        }
        return true;
    }

private:
    bool is_object(std::uint64_t at, std::uint64_t number, std::uint64_t generation) const {
        Scanner object{octets_, static_cast<std::size_t>(std::min<std::uint64_t>(at, octets_.size()))};
        return object.number() == number && object.number() == generation && object.word("obj");
    }

    bool table(Scanner scanner) {
        while (!scanner.word("trailer")) {
            const auto first = scanner.number();
            const auto count = scanner.number();
            if (!first || !count || *count > most_entries) return false;
            for (std::uint64_t i = 0; i < *count; ++i) {
                const auto offset = scanner.number();
                const auto generation = scanner.number();
                if (!offset || !generation || ++entries_ > most_entries) return false;
                if (scanner.word("f")) continue;
                if (!scanner.word("n") || !is_object(*offset, *first + i, *generation)) return false;
            }
        }
        follow(scanner.at());
        return true;
    }

    bool stream(std::size_t at) {
        Scanner object{octets_, at};
        if (!object.number() || !object.number() || !object.word("obj")) return false;
        const auto dictionary = octets_.substr(object.at(), longest_trailer);
        if (dictionary.substr(0, dictionary.find("stream")).find("/XRef") == dictionary.npos) return false;
        follow(object.at());
        return true;
    }

    void follow(std::size_t at) {
        const auto rest = octets_.substr(at, longest_trailer);
        const auto dictionary = rest.substr(0, std::min(rest.find("startxref"), rest.find("stream")));
        for (const auto* key : {"/Prev", "/XRefStm"}) {
            if (const auto offset = number_of(dictionary, key)) todo_.push_back(*offset);
        }
    }

    std::string_view octets_;
    std::vector<std::uint64_t> todo_, seen_;
    std::size_t entries_ = 0;
};

// What poppler says of looks: a font to draw with, a colour, a hint for speed. Whatever is not here is damage.
constexpr std::array<std::string_view, 9> about_looks{
    "Unknown font tag",
    "Missing language pack",
    "Mismatch between font type",
    "HorizontalTextLayouter",
    "Unknown character collection",
    "Bad bounding box for annotation",
    "Type mismatch in PostScript function",
    "DID NOT find oc",
    "hints table",
};

PdfDamage* listening = nullptr;

}  // namespace

bool has_sound_cross_reference(std::string_view octets) {
    return CrossReference{octets}.holds();
}

PdfDamage::PdfDamage() : before_{listening} {
    listening = this;
    ::poppler::set_debug_error_function(
        [](const std::string& said, void*) {
            if (listening != nullptr) listening->hear(said);
        },
        nullptr);
}

PdfDamage::~PdfDamage() {
    listening = before_;
}

void PdfDamage::hear(std::string_view said) {
    const bool looks = std::any_of(about_looks.begin(), about_looks.end(),
                                   [&](std::string_view known) { return said.find(known) != said.npos; });
    // Marked content of a layer that is not there: its words are read all the same.
    const bool layer = said.find("Marked Content") != said.npos;
    if (!looks && !layer) seen_ = true;
}

}  // namespace sluis::scan
