#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gateway/mime/reader.h"

/// What the tests of this folder share.
namespace sluis::mime::test {

[[nodiscard]] inline std::string file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

[[nodiscard]] inline std::filesystem::path data(const std::string& name) {
    return std::filesystem::path{SLUIS_SOURCE_DIR} / "tests/data" / name;
}

/// Every line end as CRLF.
[[nodiscard]] inline std::string with_crlf(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\n' ? "\r\n" : std::string(1, text[i]);
    }
    return out;
}

/// The columns of each line of a table, '#' lines left out. "\r", "\n", "\t" and "\xNN" are undone.
[[nodiscard]] inline std::vector<std::vector<std::string>> table(const std::string& name) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream in{data(name)};
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::vector<std::string> row(1);
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '\t') {
                row.emplace_back();
            } else if (line[i] == '\\' && i + 1 < line.size() &&
                       std::string{"rntx\\"}.find(line[i + 1]) != std::string::npos) {
                const char c = line[++i];
                if (c == 'x') {
                    row.back() += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
                    i += 2;
                } else {
                    row.back() += c == 'r' ? '\r' : c == 'n' ? '\n' : c == 't' ? '\t' : '\\';
                }
            } else {
                row.back() += line[i];
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The leaves' media types in their order, with their paths: "1 text/plain".
[[nodiscard]] inline std::vector<std::string> leaves(const Structure& structure) {
    std::vector<std::string> all;
    for (const auto& entity : structure.entities) {
        if (entity.is_leaf) all.push_back(entity.path + " " + entity.media_type);
    }
    return all;
}

inline const std::string header =
    "From: Ann <ann@regenboog.example>\r\nTo: bob@agentschap.test\r\nSubject: verslag\r\n"
    "MIME-Version: 1.0\r\n";
inline const std::string text_part = "Content-Type: text/plain; charset=utf-8\r\n\r\nDag Bob\r\n";
inline const std::string pdf_part =
    "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Disposition: attachment; filename=\"verslag.pdf\"\r\n\r\n"
    "JVBERi0xLjQgaGVsbG8gd29ybGQsIHRoaXMgaXMgdGhlIGF0dGFjaG1lbnQ=\r\n";

/// A multipart of these parts, its header included.
[[nodiscard]] inline std::string multipart(const std::vector<std::string>& parts, const std::string& boundary = "BND",
                                           const std::string& type = "mixed") {
    std::string text = "Content-Type: multipart/" + type + "; boundary=\"" + boundary + "\"\r\n\r\n";
    for (const auto& part : parts)
        text += "--" + boundary + "\r\n" + part + (part.empty() || part.back() != '\n' ? "\r\n" : "");
    return text + "--" + boundary + "--\r\n";
}

[[nodiscard]] inline Structure read(const std::string& message) {
    return read_structure(message, Limits{}).value();
}

}  // namespace sluis::mime::test
