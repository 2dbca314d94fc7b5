#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "gateway/mime/transfer.h"
#include "gateway/scan/extract/code_point.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"

namespace sluis::scan {
namespace {

using policy::Unscannable;

constexpr std::size_t max_depth = 5000;

bool is_one_of(std::string_view word, const auto& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Groups whose text is no part of the paragraph that they stand in: notes, headers, properties, fields' instructions.
constexpr std::array<std::string_view, 44> beside{
    "info",       "title",      "subject", "author",    "manager",    "company",    "operator",   "category",
    "keywords",   "comment",    "doccomm", "hlinkbase", "header",     "headerl",    "headerr",    "headerf",
    "footer",     "footerl",    "footerr", "footerf",   "footnote",   "annotation", "atnauthor",  "atnid",
    "fldinst",    "shptxt",     "shpinst", "fonttbl",   "stylesheet", "colortbl",   "object",     "ffdeftext",
    "ffhelptext", "ffstattext", "ffname",  "bkmkstart", "bkmkend",    "userprops",  "nonshppict", "do",
    "propname",   "staticval",  "sn",      "sv"};

// Groups of hexadecimal digits.
constexpr std::array<std::string_view, 6> binary{"pict",      "objdata", "themedata", "colorschememapping",
                                                 "datastore", "blipuid"};

// Octets of the file, two digits for each of the picture: above a signature's.
constexpr std::size_t large_picture = 64 * 1024;

struct Group {
    bool own_paragraph = false, concealed = false, inserted = false, hex = false;
    bool object = false;      // Its digits are a file.
    std::size_t picture = 0;  // Where its picture begins; 0 when it is none.
    bool starred = false;     // \* came first: a destination that a reader may not know.
    int skip_after_unicode = 1;
};

class Reader {
public:
    Reader(std::string_view octets, Sink& sink)
        : octets_{octets}, sink_{&sink}, flow_{sink}, groups_(1), before_{sink.letters_seen()} {}

    void read() {
        while (at_ < octets_.size() && !sink_->stopped()) one();
        end_octets();
        while (groups_.size() > 1) close();
        flow_.finish();
        const bool little_text = sink_->letters_seen() - before_ < 200;
        if (large_picture_ || (pictures_ > 0 && little_text)) sink_->unscannable(Unscannable::unreadable_picture);
    }

private:
    void one() {
        const char c = octets_[at_++];
        if (c == '{') return open();
        if (c == '}') return close();
        if (c == '\\') return control();
        if (c == '\r' || c == '\n') return;
        text({&c, 1});
    }

    void open() {
        end_octets();
        if (groups_.size() >= max_depth) {
            sink_->unscannable(Unscannable::too_deep);
            at_ = octets_.size();
            return;
        }
        Group group;
        group.hex = groups_.back().hex;
        group.object = groups_.back().object;
        group.skip_after_unicode = groups_.back().skip_after_unicode;
        groups_.push_back(group);
    }

    void close() {
        end_octets();
        if (groups_.size() == 1) return;
        const auto group = groups_.back();
        groups_.pop_back();
        large_picture_ = large_picture_ || (group.picture > 0 && at_ - group.picture > large_picture);
        if (group.concealed) flow_.end_concealed();
        if (group.inserted) flow_.end_inserted();
        if (group.object && !groups_.back().object) end_object();
        if (!group.own_paragraph) return;
        flow_.end_paragraph();
        --nested_;
    }

    void control() {
        if (at_ >= octets_.size()) return;
        const char c = octets_[at_];
        if (c == '\'') return hexadecimal();
        if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
            ++at_;
            return symbol(c);
        }
        const auto begin = at_;
        while (at_ < octets_.size() && at_ - begin < 32 && is_ascii_letter(octets_[at_])) ++at_;
        const auto word = octets_.substr(begin, at_ - begin);
        int number = 1;
        bool has_number = false;
        if (at_ < octets_.size() && (octets_[at_] == '-' || is_digit(octets_[at_]))) {
            const auto [end, error] = std::from_chars(octets_.data() + at_, octets_.data() + octets_.size(), number);
            has_number = error == std::errc{};
            at_ = static_cast<std::size_t>(end - octets_.data());
        }
        if (at_ < octets_.size() && octets_[at_] == ' ') ++at_;
        known_word(word, number, has_number);
    }

    static bool is_ascii_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

    void symbol(char c) {
        switch (c) {
            case '\\':
            case '{':
            case '}':
                return text({&c, 1});
            case '~':
                return characters(" ");
            case '_':
                return characters("-");
            case '*':
                groups_.back().starred = true;
                return;
            case '\r':
            case '\n':
                return end_line();
            default:
                return;
        }
    }

    void hexadecimal() {
        int value = 0;
        if (at_ + 3 <= octets_.size()) std::from_chars(octets_.data() + at_ + 1, octets_.data() + at_ + 3, value, 16);
        at_ = std::min(at_ + 3, octets_.size());
        const char octet = static_cast<char>(value);
        text({&octet, 1});
    }

    void known_word(std::string_view word, int number, bool has_number) {
        auto& group = groups_.back();
        if (word == "u" && has_number) return unicode(number);
        if (word == "uc") group.skip_after_unicode = std::clamp(number, 0, 100);
        if (word == "ansicpg") code_page_ = "windows-" + std::to_string(number);
        if (word == "bin" && has_number) return raw(number);
        if (word == "par" || word == "line" || word == "page" || word == "sect") return end_line();
        if (word == "row" || word == "nestrow") return end_line();
        if (word == "tab" || word == "cell" || word == "nestcell") return characters("\t");
        if (word == "endash" || word == "emdash") return characters("-");
        if (word == "enspace" || word == "emspace" || word == "qmspace") return characters(" ");
        end_octets();
        if (is_one_of(word, binary)) group.hex = true;
        if (word == "pict") {
            ++pictures_;
            group.picture = at_;
        }
        if (word == "objdata") group.object = true;
        if ((word == "v" || word == "deleted") && number != 0 && !group.concealed) {
            group.concealed = true;
            flow_.begin_concealed();
        }
        if (word == "revised" && number != 0 && !group.inserted) {
            group.inserted = true;
            flow_.begin_inserted();
        }
        const bool apart_from_text = is_one_of(word, beside) || (group.starred && !group.own_paragraph);
        // Outlook's own form of HTML in rich text: its groups hold tags, which stand in the running text.
        if (!apart_from_text || group.own_paragraph || word == "htmltag") return;
        group.own_paragraph = true;
        ++nested_;
        flow_.begin_paragraph();
    }

    void unicode(int number) {
        const auto unit = static_cast<std::uint32_t>(number < 0 ? number + 65536 : number);
        std::string one;
        append_utf8(one, unit);
        characters(one);
        skip_ = groups_.back().skip_after_unicode;
    }

    void raw(int size) {
        end_octets();
        const auto count = std::min(static_cast<std::size_t>(std::max(size, 0)), octets_.size() - at_);
        if (groups_.back().object)
            object_ += octets_.substr(at_, count);
        else
            read_text_runs("ingesloten gegevens", octets_.substr(at_, count), *sink_);
        at_ += count;
    }

    void text(std::string_view some) {
        if (skip_ > 0) {
            --skip_;
            return;
        }
        if (groups_.back().hex) return digit(some.front());
        pending_ += some;
    }

    void digit(char c) {
        const int value = is_digit(c) ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (value < 0 || !groups_.back().object) return;
        if (half_ < 0) {
            half_ = value;
            return;
        }
        object_.push_back(static_cast<char>(half_ * 16 + value));
        half_ = -1;
    }

    void characters(std::string_view utf8) {
        end_octets();
        if (!groups_.back().hex) flow_.add(utf8);
    }

    void end_octets() {
        skip_ = 0;
        if (pending_.empty()) return;
        flow_.add(mime::to_utf8(pending_, mime::is_known_charset(code_page_) ? code_page_ : "windows-1252"));
        pending_.clear();
    }

    void end_line() {
        characters("\n");
        if (nested_ == 0) flow_.end_line();
    }

    // An embedded file: an OLE 1.0 wrapper around what is a compound file, or a file as the packager wrote it.
    void end_object() {
        half_ = -1;
        auto octets = std::move(object_);
        object_.clear();
        const auto inner = octets.find("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        const auto container = "ingesloten bestand " + std::to_string(++embedded_);
        if (inner != octets.npos) return read_contained(octets.substr(inner), "", container, *sink_);
        read_text_runs(container, octets, *sink_);
        for (const std::string_view start : {"PK\x03\x04", "%PDF-"}) {
            const auto at = octets.find(start);
            if (at != octets.npos) return read_contained(octets.substr(at), "", container, *sink_);
        }
    }

    std::string_view octets_;
    Sink* sink_;
    FlowText flow_;
    std::vector<Group> groups_;
    std::size_t before_;
    std::size_t at_ = 0, embedded_ = 0, nested_ = 0, pictures_ = 0;
    std::string pending_, object_, code_page_ = "windows-1252";
    int skip_ = 0, half_ = -1;
    bool large_picture_ = false;
};

}  // namespace

void read_rtf(std::string_view octets, Sink& sink) {
    if (octets.find("{\\rt") == octets.npos) sink.unscannable(Unscannable::broken);
    Reader{octets, sink}.read();
}

}  // namespace sluis::scan
