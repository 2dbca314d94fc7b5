#include "policy/svg_writer.h"

#include <algorithm>
#include <cmath>

namespace sluis::policy {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view fonts = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Octets of the character that begins here; 0 where none does.
std::size_t character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t size = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : (first & 0xF0) == 0xE0        ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
    if (size == 0 || size > text.size()) return 0;
    char32_t value = size == 1 ? first : first & (0x7Fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80) return 0;
        value = (value << 6) | (next & 0x3Fu);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    const bool forbidden = value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0xD800 && value < 0xE000) ||
                           (value & 0xFFFE) == 0xFFFE || value > 0x10FFFF;
    return overlong || forbidden ? 0 : size;
}

/// A number with one decimal at most, whatever the locale.
std::string number(double value) {
    const auto tenths = std::lround(value * 10);
    auto text = std::to_string(tenths / 10);
    if (tenths % 10 != 0) text += '.' + std::to_string(std::abs(tenths % 10));
    return text;
}

std::string attribute(std::string_view name, std::string_view value) {
    return ' ' + std::string{name} + "=\"" + xml_escaped(value) + '"';
}
std::string attribute(std::string_view name, double value) {
    return attribute(name, number(value));
}

/// How wide a character is, as a part of the font's size; rather too much than too little.
double width_of(std::string_view one) {
    if (one.size() > 1) return one.size() == 2 ? 0.62 : 1.0;
    if (std::string_view{"ijl.,:;'|!()[] -ft"}.find(one[0]) != std::string_view::npos) return 0.36;
    if (one[0] == 'm' || one[0] == 'w' || one[0] == 'M' || one[0] == 'W') return 0.92;
    return one[0] >= 'A' && one[0] <= 'Z' ? 0.72 : 0.6;
}

double width_of(std::string_view text, const SvgFont& font) {
    double width = 0;
    while (!text.empty()) {
        const auto size = std::max<std::size_t>(1, character(text));
        width += width_of(text.substr(0, size));
        text.remove_prefix(size);
    }
    return width * font.size * (font.bold ? 1.14 : 1.0);
}

/// Characters of the text that fit, with "…" after them where it goes on.
std::string cut(std::string_view text, double width, const SvgFont& font) {
    // The estimate is on the wide side: what is a little over it fits, and a whole word beats a cut one.
    constexpr double slack = 1.14;
    if (width_of(text, font) <= width * slack) return std::string{text};
    std::string fits;
    while (!text.empty() && width_of(fits + std::string{text.substr(0, 1)} + "…", font) <= width) {
        const auto size = std::max<std::size_t>(1, character(text));
        fits += text.substr(0, size);
        text.remove_prefix(size);
    }
    return fits + "…";
}

}  // namespace

std::string xml_escaped(std::string_view text) {
    std::string escaped;
    while (!text.empty()) {
        const auto size = character(text);
        if (size == 0) {
            escaped += replacement;
        } else if (text[0] == '&') {
            escaped += "&amp;";
        } else if (text[0] == '<') {
            escaped += "&lt;";
        } else if (text[0] == '>') {
            escaped += "&gt;";
        } else if (text[0] == '"') {
            escaped += "&quot;";
        } else {
            escaped += text.substr(0, size);
        }
        text.remove_prefix(std::max<std::size_t>(1, size));
    }
    return escaped;
}

std::vector<std::string> wrapped(std::string_view text, double width, const SvgFont& font, std::size_t max_lines) {
    std::vector<std::string> lines;
    std::string line;
    double used = 0;
    const double blank = width_of(" ", font);
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        const double needed = width_of(word, font);
        const bool fits = line.empty() || used + blank + needed <= width;
        if (!fits && lines.size() + 1 == max_lines) {
            line += ' ';
            line += text;
            break;
        }
        if (!fits) {
            lines.push_back(cut(line, width, font));
            line.clear();
            used = 0;
        }
        if (!line.empty()) line += ' ';
        line += word;
        used += blank + needed;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!line.empty()) lines.push_back(cut(line, width, font));
    return lines;
}

SvgWriter::SvgWriter(double width, double height, std::string_view title, std::string_view description) {
    const auto w = number(width), h = number(height);
    text_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + w + "\" height=\"" + h + "\" viewBox=\"0 0 " + w +
            ' ' + h + "\" role=\"img\" lang=\"nl\" aria-labelledby=\"t d\"" + attribute("font-family", fonts) + ">\n";
    text_ +=
        "<title id=\"t\">" + xml_escaped(title) + "</title>\n<desc id=\"d\">" + xml_escaped(description) + "</desc>\n";
    rectangle(0, 0, width, height, "#ffffff", "none", 0, 0);
}

void SvgWriter::open(std::string_view id, std::string_view mark) {
    text_ += "<g" + attribute("data-node", id) + attribute("data-mark", mark) + ">\n";
}

void SvgWriter::close() {
    text_ += "</g>\n";
}

void SvgWriter::rectangle(double x, double y, double width, double height, std::string_view fill,
                          std::string_view stroke, double stroke_width, double radius) {
    text_ += "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) + attribute("height", height) +
             attribute("fill", fill);
    if (stroke != "none") text_ += attribute("stroke", stroke) + attribute("stroke-width", stroke_width);
    if (radius > 0) text_ += attribute("rx", radius);
    text_ += "/>\n";
}

void SvgWriter::text(double x, double baseline, std::string_view words, const SvgFont& font) {
    text_ += "<text" + attribute("x", x) + attribute("y", baseline) + attribute("font-size", font.size) +
             attribute("fill", font.colour);
    if (font.bold) text_ += attribute("font-weight", "bold");
    text_ += '>' + xml_escaped(words) + "</text>\n";
}

void SvgWriter::line(const std::vector<std::pair<double, double>>& points, std::string_view stroke, double width,
                     bool dashed) {
    std::string path;
    for (const auto& [x, y] : points) path += (path.empty() ? "M" : " L") + number(x) + ' ' + number(y);
    text_ += "<path" + attribute("d", path) + attribute("fill", "none") + attribute("stroke", stroke) +
             attribute("stroke-width", width) + attribute("stroke-linejoin", "round");
    if (dashed) text_ += attribute("stroke-dasharray", "7 5");
    text_ += "/>\n";
}

void SvgWriter::arrow(double x, double y, bool down, std::string_view fill, double size) {
    const auto point = [](double at_x, double at_y) { return number(at_x) + ' ' + number(at_y); };
    const auto path = down ? "M" + point(x, y) + " L" + point(x - size, y - size * 1.6) + " L" +
                                 point(x + size, y - size * 1.6) + " Z"
                           : "M" + point(x, y) + " L" + point(x - size * 1.6, y - size) + " L" +
                                 point(x - size * 1.6, y + size) + " Z";
    text_ += "<path" + attribute("d", path) + attribute("fill", fill) + "/>\n";
}

std::string SvgWriter::finished() {
    return std::move(text_) + "</svg>\n";
}

}  // namespace sluis::policy
