#include "gateway/mime/delimiters.h"

#include <algorithm>

#include "gateway/mime/ascii.h"
#include "gateway/mime/header.h"

namespace sluis::mime {

DelimiterMatch match_delimiter(std::string_view line, const std::vector<OpenMultipart>& open) {
    DelimiterMatch match;
    if (line.substr(0, 2) != "--") return match;
    line.remove_prefix(2);
    for (std::size_t i = open.size(); i-- > 0;) {
        for (const auto& boundary : open[i].boundaries) {
            if (line.substr(0, boundary.size()) != boundary) continue;
            std::string_view rest = line.substr(boundary.size());
            const bool closing = rest.substr(0, 2) == "--";
            if (closing) rest.remove_prefix(2);
            if (trim(rest).empty()) {
                match.delimiter = Delimiter{i, closing};
                match.begins_like_one = false;
                return match;
            }
            match.begins_like_one = true;
        }
    }
    return match;
}

std::string guess_boundary(std::string_view body, const std::vector<OpenMultipart>& open) {
    constexpr std::size_t most = 64 * 1024;
    constexpr std::size_t longest = 200;
    std::string_view head = body.substr(0, most);
    while (!head.empty()) {
        const Line line = first_line(head);
        head.remove_prefix(line.length);
        if (line.text.substr(0, 2) != "--") continue;
        if (match_delimiter(line.text, open).delimiter) break;
        const std::string_view candidate = trim(line.text);
        if (candidate.size() < 3 || candidate.size() > longest) continue;
        const std::string_view next = first_line(head).text;
        const auto field = HeaderFields{head}.next();
        const bool begins_part = !head.empty() && (next.empty() || (field && !field->name.empty()));
        const bool is_text = std::all_of(candidate.begin(), candidate.end(), [](char c) { return c >= 32 && c < 127; });
        if (begins_part && is_text) return std::string{candidate.substr(2)};
    }
    return {};
}

}  // namespace sluis::mime
