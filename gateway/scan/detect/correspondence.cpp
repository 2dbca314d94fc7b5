#include "gateway/scan/detect/correspondence.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "gateway/match/octet_masks.h"
#include "gateway/scan/detect/starts.h"

namespace sluis::scan {
namespace {

constexpr std::size_t longest_line = 400;  // Looked at on either side.

constexpr std::array<std::string_view, 22> header_names{
    "van:",       "aan:",  "cc:",     "bcc:",   "from:",      "to:",       "de:",       "a:",
    "de :",       "a :",   "sent by", "door:",  "sender",     "reply-to:", "organizer", "attendee",
    "verzonden:", "sent:", "envoye:", "datum:", "onderwerp:", "subject:"};

constexpr std::array<std::string_view, 8> quote_starts{"-----", "_____",           "op ",         "on ", "ps",
                                                       "p.s",   "begin forwarded", "doorgestuurd"};

bool starts_quote(std::string_view line) {
    return begins_with_one_of<quote_starts>(line) || (line.starts_with("le ") && line.find(" a ecrit") != line.npos);
}

bool is_quote_mark(char c) {
    return c == '>' || c == ' ' || c == '\t' || c == '|' || c == '*';
}

auto first_at(const std::vector<WordHit>& words, std::uint32_t at) {
    return std::lower_bound(words.begin(), words.end(), at,
                            [](const WordHit& hit, std::uint32_t place) { return hit.begin < place; });
}

}  // namespace

Correspondence::Correspondence(const Folded& text, const Marks& marks) : text_{&text}, marks_{&marks} {
    find_signatures();
}

std::size_t Correspondence::line_begin(std::uint32_t at) const {
    const auto least = at > longest_line ? at - longest_line : 0;
    const void* feed = ::memrchr(text_->text.data() + least, '\n', at - least);
    return feed == nullptr ? least : static_cast<std::size_t>(static_cast<const char*>(feed) - text_->text.data()) + 1;
}

std::size_t Correspondence::first_word(std::uint32_t at) const {
    auto begin = line_begin(at);
    while (begin < at && is_quote_mark(text_->text[begin])) ++begin;
    return begin;
}

std::uint32_t Correspondence::signature_end(std::uint32_t begin) const {
    const std::string_view text = text_->text;
    std::size_t at = begin;
    for (int lines = 0; lines < 16 && at < text.size(); ++lines) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        while (!line.empty() && is_quote_mark(line.front())) line.remove_prefix(1);
        const bool long_line = line.size() > 110;
        const auto first = first_at(marks_->words, static_cast<std::uint32_t>(end - line.size()));
        const bool greets =
            first != marks_->words.end() && (first->words & word::greeting) != 0 && first->begin == end - line.size();
        if (lines > 1 && greets) break;
        if (lines > 0 && (long_line || begins_with_one_of<header_names>(line) || starts_quote(line))) break;
        at = end + 1;
    }
    return static_cast<std::uint32_t>(std::min(at, text.size()));
}

void Correspondence::find_signatures() {
    const std::string_view text = text_->text;
    const auto add = [&](std::size_t begin) {
        if (!signatures_.empty() && begin < signatures_.back().end) return;
        signatures_.push_back({static_cast<std::uint32_t>(begin), signature_end(static_cast<std::uint32_t>(begin))});
    };
    for (const auto& hit : marks_->words) {
        if ((hit.words & word::closing) == 0) continue;
        const auto line_end = std::min(text.find('\n', hit.end), text.size());
        if (first_word(hit.begin) == hit.begin && line_end - hit.begin <= 60) add(hit.begin);
    }
    if (signatures_.empty()) {
        if (const auto mark = match::find_octets(text, "\n-- \n"); mark != text.npos) add(mark + 1);
    }
}

bool Correspondence::in_signature(std::uint32_t at) const {
    const auto behind = std::upper_bound(signatures_.begin(), signatures_.end(), at,
                                         [](std::uint32_t place, const Range& range) { return place < range.begin; });
    return behind != signatures_.begin() && at < (behind - 1)->end;
}

bool Correspondence::in_header_line(std::uint32_t at) const {
    const std::string_view text = text_->text;
    const auto begin = first_word(at);
    const auto end = std::min(text.find('\n', at), std::min(text.size(), at + longest_line));
    if (begin == known_.begin && end == known_.end) return known_.is_header;
    const auto line = text.substr(begin, end - begin);
    known_ = {begin, end, is_header(line)};
    return known_.is_header;
}

bool Correspondence::is_header(std::string_view line) {
    const auto has = [&](std::string_view some) { return match::find_octets(line, some) != line.npos; };
    if (begins_with_one_of<header_names>(line)) return has("@") || has(";") || line.size() < 80;
    return has(" schreef") || has(" wrote") || has(" a ecrit");
}

bool Correspondence::names_correspondent(const Mention& mention) const {
    const std::string_view text = text_->text;
    auto behind = text.substr(mention.end, 100);
    behind = behind.substr(0, behind.find('\n'));
    const auto skipped = behind.substr(std::min(behind.find_first_not_of(" ,'\""), behind.size()));
    if (skipped.starts_with('<') || skipped.starts_with('[')) {
        const auto end = skipped.find_first_of(">]");
        if (skipped.substr(0, end).find('@') != skipped.npos) return true;
    }
    if (in_signature(mention.begin) || in_header_line(mention.begin)) return true;
    // A greeting at the beginning of the line, which is short.
    const auto begin = first_word(mention.begin);
    if (mention.begin - begin > 50) return false;
    const auto hit = first_at(marks_->words, static_cast<std::uint32_t>(begin));
    return hit != marks_->words.end() && hit->begin == begin && (hit->words & word::greeting) != 0;
}

bool Correspondence::names_professional(const Mention& mention) const {
    const auto& words = marks_->words;
    const std::string_view text = text_->text;
    for (auto hit = first_at(words, mention.end); hit != words.end() && hit->begin - mention.end <= 25; ++hit) {
        const auto between = text.substr(mention.end, hit->begin - mention.end);
        if (between.find_first_of(".;\t") != between.npos || between.find("\n\n") != between.npos) break;
        if ((hit->words & word::names) != 0) break;
        const bool apposed = between.find_first_of(",(-\n|:") != between.npos;
        if ((hit->words & word::role) != 0 && apposed) return true;
    }
    const auto line = line_begin(mention.begin);
    auto hit = first_at(words, mention.begin);
    for (int looked = 0; hit != words.begin() && looked < 24; ++looked) {
        --hit;
        if (hit->begin < line || mention.begin - hit->begin > 200) break;
        if ((hit->words & (word::person | word::relative)) != 0) return false;
        const bool beside = mention.begin - std::min(mention.begin, hit->end) <= 3;
        if ((hit->words & word::role) != 0 && (beside || hit->begin == first_word(mention.begin))) return true;
        if ((hit->words & word::contact) == 0) continue;
        const auto between = text.substr(hit->end, mention.begin - hit->end);
        const bool phrase = text.substr(hit->begin, hit->end - hit->begin).find(' ') != text.npos;
        if (between.substr(0, 6).find(':') != between.npos || (beside && phrase)) return true;
    }
    return false;
}

Words Correspondence::words_near(std::uint32_t begin, std::uint32_t end, std::uint32_t distance) const {
    Words all = 0;
    const std::string_view text = text_->text;
    const auto from = begin > distance ? begin - distance : 0;
    // Not beyond a blank line.
    const auto before = text.substr(from, begin - from).rfind("\n\n");
    const auto behind = text.substr(std::min<std::size_t>(end, text.size()), distance).find("\n\n");
    const auto first = before == text.npos ? from : from + before;
    const auto last = behind == text.npos ? end + distance : end + behind;
    for (auto hit = first_at(marks_->words, static_cast<std::uint32_t>(first));
         hit != marks_->words.end() && hit->begin <= last; ++hit)
        all |= hit->words;
    return all;
}

bool Correspondence::near_organisation(std::uint32_t begin, std::uint32_t end) const {
    return (words_near(begin, end, 120) & word::organisation) != 0;
}

}  // namespace sluis::scan
