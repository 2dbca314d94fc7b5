#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluis::policy {

/// How a text looks in a picture.
struct SvgFont {
    double size = 14;  ///< In user units: pixels where the picture has its own size.
    bool bold = false;
    std::string_view colour = "#1d2624";
};

/// Writes the few elements of SVG 1.1 that the flowchart needs, with presentation attributes alone: no style, script,
/// font file or reference, so that it shows under the strictest Content-Security-Policy. Texts are escaped; what
/// XML 1.0 cannot bear (§2.2: control characters, octets that are no UTF-8) becomes U+FFFD.
class SvgWriter {
public:
    /// A picture of this size, on a white ground, whatever it is shown on. Title and description are for who cannot see
    /// it.
    SvgWriter(double width, double height, std::string_view title, std::string_view description);

    /// Opens a group; `id` and `mark` say what it is (data-node, data-mark).
    void open(std::string_view id, std::string_view mark);
    void close();
    void rectangle(double x, double y, double width, double height, std::string_view fill, std::string_view stroke,
                   double stroke_width, double radius);
    void text(double x, double baseline, std::string_view words, const SvgFont& font);
    /// Lines through these points; `dashed` for what was not gone.
    void line(const std::vector<std::pair<double, double>>& points, std::string_view stroke, double width, bool dashed);
    /// A triangle.
    void arrow(double x, double y, bool down, std::string_view fill, double size);

    [[nodiscard]] std::string finished();

private:
    std::string text_;
};

/// Escaped for text and for attributes in double quotes.
[[nodiscard]] std::string xml_escaped(std::string_view text);

/// Breaks at blanks into lines that are about this wide at most, in the fonts that browsers take for sans-serif; at
/// most `max_lines`, the last one cut short with "…".
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, double width, const SvgFont& font,
                                               std::size_t max_lines);

}  // namespace sluis::policy
