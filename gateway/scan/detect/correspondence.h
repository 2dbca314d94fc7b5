#pragma once

#include <cstdint>
#include <vector>

#include "gateway/scan/detect/mentions.h"
#include "gateway/scan/detect/people.h"
#include "gateway/scan/detect/words.h"

namespace sluis::scan {

/// Tells what in a text belongs to the correspondence itself: greetings, signature blocks, the headers of quoted
/// mails, lists of who was present, names of professionals with what they do. Contact data there is no evidence.
class Correspondence {
public:
    /// Looks for signature blocks. The text and its marks must outlive this.
    Correspondence(const Folded& text, const Marks& marks);

    /// True within a signature block.
    [[nodiscard]] bool in_signature(std::uint32_t at) const;
    /// True when the line of `at` is a quoted mail's header ("Van: …", "Op … schreef …").
    [[nodiscard]] bool in_header_line(std::uint32_t at) const;
    /// Whether the text says of a mention that it is a correspondent: greeted, signing, in a header line, or with an
    /// address in angle brackets.
    [[nodiscard]] bool names_correspondent(const Mention& mention) const;
    /// Whether the mention stands for somebody's profession: "dr. Maes", "Els Maes, directeur", "Aanwezig: …".
    [[nodiscard]] bool names_professional(const Mention& mention) const;
    /// True when what stands around `at` is an organisation's: its name, its VAT number.
    [[nodiscard]] bool near_organisation(std::uint32_t begin, std::uint32_t end) const;
    /// The words that are said within a distance of a range; all of their bits.
    [[nodiscard]] Words words_near(std::uint32_t begin, std::uint32_t end, std::uint32_t distance) const;

private:
    struct Range {
        std::uint32_t begin, end;
    };
    void find_signatures();
    [[nodiscard]] static bool is_header(std::string_view line);
    [[nodiscard]] std::uint32_t signature_end(std::uint32_t begin) const;
    [[nodiscard]] std::size_t line_begin(std::uint32_t at) const;
    [[nodiscard]] std::size_t first_word(std::uint32_t at) const;

    const Folded* text_;
    const Marks* marks_;
    std::vector<Range> signatures_;
    /// The line that was asked for last: most have more than one name.
    struct Line {
        std::size_t begin = 0, end = 0;
        bool is_header = false;
    };
    mutable Line known_;
};

}  // namespace sluis::scan
