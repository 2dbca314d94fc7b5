#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "gateway/scan/extract/analyse.h"

namespace sluis::scan {

inline std::string file_content(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

inline std::string base64(const std::string& octets) {
    static const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        unsigned bits = 0;
        for (std::size_t j = 0; j < 3; ++j)
            bits = bits << 8 | (i + j < octets.size() ? static_cast<unsigned char>(octets[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j) out += i + j > octets.size() ? '=' : alphabet[bits >> (18 - 6 * j) & 63];
        if (i % 57 == 54) out += "\r\n";
    }
    return out + "\r\n";
}

inline const std::string from_to =
    "From: Ann Zender <ann@zorg.example>\r\nTo: b@ander.example\r\nMIME-Version: 1.0\r\n";

/// A mail of one part.
inline std::string mail_of(const std::string& type, const std::string& body,
                           const std::string& subject = "Vergadering") {
    return from_to + "Subject: " + subject + "\r\nContent-Type: " + type + "\r\n\r\n" + body + "\r\n";
}

/// A mail with a text and one attachment in base64.
inline std::string mail_with(const std::string& octets, const std::string& name, const std::string& type,
                             const std::string& disposition = "attachment", const std::string& more = "") {
    return from_to +
           "Subject: Stukken\r\nContent-Type: multipart/mixed; boundary=\"grens\"\r\n\r\n--grens\r\n"
           "Content-Type: text/plain; charset=utf-8\r\n\r\nHierbij de stukken.\r\n--grens\r\nContent-Type: " +
           type + "; name=\"" + name + "\"\r\nContent-Disposition: " + disposition + "; filename=\"" + name +
           "\"\r\nContent-Transfer-Encoding: base64\r\n" + more + "\r\n" + base64(octets) + "--grens--\r\n";
}

inline policy::Strength strongest(const std::vector<policy::Evidence>& evidence) {
    auto best = policy::Strength::negative;
    for (const auto& piece : evidence) best = std::max(best, piece.strength);
    return best;
}

inline const policy::Evidence* find(const std::vector<policy::Evidence>& evidence, const std::string& detector) {
    for (const auto& piece : evidence) {
        if (piece.detector == detector) return &piece;
    }
    return nullptr;
}

}  // namespace sluis::scan
