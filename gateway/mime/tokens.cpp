#include "gateway/mime/tokens.h"

#include <algorithm>

#include "gateway/mime/ascii.h"

namespace sluis::mime {

void Tokens::skip_blanks_and_comments() {
    while (!at_end()) {
        if (is_white(peek())) {
            ++at_;
        } else if (peek() == '(') {
            comment();
        } else {
            return;
        }
    }
}

std::string_view Tokens::comment() {
    const std::size_t begin = at_ + 1;
    std::size_t depth = 0;
    for (; !at_end(); ++at_) {
        const char c = text_[at_];
        if (c == '\\') {
            ++at_;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth == 0) {
            const std::size_t end = at_++;
            return text_.substr(begin, end - begin);
        }
    }
    at_ = text_.size();
    return text_.substr(std::min(begin, text_.size()));
}

std::string_view Tokens::quoted_string() {
    const std::size_t begin = ++at_;
    for (; !at_end(); ++at_) {
        if (text_[at_] == '\\') {
            ++at_;
        } else if (text_[at_] == '"') {
            const std::size_t end = at_++;
            return text_.substr(begin, end - begin);
        }
    }
    at_ = text_.size();
    return text_.substr(std::min(begin, text_.size()));
}

std::string_view Tokens::until(std::string_view stops) {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(stops, at_), text_.size());
    return text_.substr(begin, at_ - begin);
}

std::string unquote_pairs(std::string_view quoted, bool keep_lone) {
    std::string text;
    text.reserve(quoted.size());
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        const bool is_pair = quoted[i] == '\\' && i + 1 < quoted.size();
        if (is_pair && (!keep_lone || quoted[i + 1] == '"' || quoted[i + 1] == '\\')) ++i;
        text += quoted[i];
    }
    return text;
}

}  // namespace sluis::mime
