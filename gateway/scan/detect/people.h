#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::scan {

class Proposals;

/// Who is named in a message: an ordinal for each national number and each name, and who its correspondents are, whose
/// contact data is no evidence. Numbers and names stay in here.
///
/// A number and a name that stand together are one person; so are a given name alone and the one full name that has it.
class People {
public:
    static constexpr std::uint32_t max_people = 5000;

    /// The ordinal of a number's digits.
    [[nodiscard]] std::uint32_t by_number(std::string_view digits);
    /// The ordinal of a name, folded; "peeters lotte" and "lotte peeters" are one. Of a single word, it is the given
    /// name's.
    [[nodiscard]] std::uint32_t by_name(std::string_view folded);
    /// The ordinals of a number and of a name that have one; none is made.
    [[nodiscard]] std::optional<std::uint32_t> known_number(std::string_view digits) const;
    [[nodiscard]] std::optional<std::uint32_t> known_name(std::string_view folded) const;
    /// From here on the two are one.
    void join(std::uint32_t one, std::uint32_t other);
    /// The ordinals in use at the end, dense from 0: `result[ordinal]`.
    [[nodiscard]] std::vector<std::uint32_t> settled();

    /// Whether what is read now is the text of the message itself. Whom it greets and who signs it are correspondents
    /// of the whole message; whom a document greets, or who signs it, may be whom another is about.
    void now_reads(bool message_text) { reads_message_text_ = message_text; }
    [[nodiscard]] bool reads_message_text() const { return reads_message_text_; }
    /// A display name of From, To, Cc, Reply-To or Sender, or of a quoted mail; UTF-8. One word alone is nobody.
    void add_correspondent(std::string_view name);
    /// The address likewise: "an.peeters@…" names An Peeters.
    void add_correspondent_address(std::string_view address);
    /// True when all words of a folded name are one correspondent's; particles and single letters aside.
    [[nodiscard]] bool is_correspondent(std::string_view folded) const;

    /// Where candidates for lists of persons go; null when none are wanted.
    [[nodiscard]] Proposals* proposals() const { return proposals_; }
    void propose_to(Proposals& proposals) { proposals_ = &proposals; }

private:
    std::uint32_t ordinal(std::string key);
    std::uint32_t root(std::uint32_t ordinal) const;

    std::map<std::string, std::uint32_t, std::less<>> ordinals_;
    std::vector<std::uint32_t> parents_;
    std::map<std::string, std::uint32_t, std::less<>> full_by_given_;
    std::vector<std::vector<std::string>> correspondents_;                  ///< The words of each, sorted.
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_word_;  ///< Which of them have a word.
    Proposals* proposals_ = nullptr;
    bool reads_message_text_ = false;
};

}  // namespace sluis::scan
