#include "gateway/mime/ascii.h"
#include "gateway/mime/transfer.h"

namespace sluis::mime {

// Returns true when `c` belonged to the '=' that is pending; false when it is still to be read.
bool QuotedPrintableDecoder::take_pending(char c, std::string& out) {
    if (pending_.size() == 1) {
        if (hex_value(c) >= 0 || is_blank(c) || c == '\r') {
            pending_ += c;
            return true;
        }
        if (c != '\n') {
            anomaly_ = true;
            out += '=';
        }
        pending_.clear();
        return c == '\n';
    }

    const char second = pending_[1];
    if (hex_value(second) >= 0) {
        const bool is_octet = hex_value(c) >= 0;
        if (is_octet) {
            out += static_cast<char>(hex_value(second) * 16 + hex_value(c));
        } else {
            anomaly_ = true;
            out += pending_;
        }
        pending_.clear();
        return is_octet;
    }

    // A soft line break, perhaps with blanks that some transport put after the '='.
    if (is_blank(c) || c == '\r') {
        pending_[1] = c;
        return true;
    }
    if (c != '\n' && second != '\r') {
        anomaly_ = true;
        out += pending_;
    }
    pending_.clear();
    return c == '\n';
}

void QuotedPrintableDecoder::feed(std::string_view encoded, std::string& out) {
    for (const char c : encoded) {
        if (!pending_.empty() && take_pending(c, out)) continue;
        if (is_blank(c)) {
            blanks_ += c;
            continue;
        }
        if (c != '\r' && c != '\n') out += blanks_;
        blanks_.clear();
        if (c == '=') {
            pending_ = "=";
        } else {
            out += c;
        }
    }
}

void QuotedPrintableDecoder::finish(std::string& out) {
    if (pending_.size() == 2 && hex_value(pending_[1]) >= 0) {
        anomaly_ = true;
        out += pending_;
    }
    pending_.clear();
    blanks_.clear();
}

}  // namespace sluis::mime
