#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/scan/detect/text_table.h"
#include "gateway/scan/report.h"

namespace sluis::scan {

class People;

/// The candidates of one message while it is read, document after document. Each kind and value once for a document,
/// and of each kind no more than bounds::candidates over the message; it says so when some that say much are left out.
class Proposals {
public:
    /// What is added from now on stands in the next document. Before the first it stands in the subject, or outside the
    /// parts.
    void begin_document(bool is_body);
    [[nodiscard]] bool is_body() const { return is_body_; }

    /// @param value  in its kind's one written form; what is too long for one is left out
    /// @param written  a name as it stands in the folded text
    void add(match::Kind kind, std::string_view value, const std::string& place, bool in_signature = false,
             std::string_view written = {});

    /// True when this stretch of folded text has not been met in the document before, so that what it proposes has not
    /// been either. A stretch within a signature and the same outside are two.
    [[nodiscard]] bool is_new(std::string_view stretch, bool in_signature = false);

    /// While one lives, nothing is added: what is read is contact data of the correspondents, or of no person.
    class Pause {
    public:
        explicit Pause(Proposals* proposals) : proposals_{proposals} {
            if (proposals_ != nullptr) ++proposals_->pauses_;
        }
        ~Pause() {
            if (proposals_ != nullptr) --proposals_->pauses_;
        }
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        Proposals* proposals_;
    };
    [[nodiscard]] bool is_paused() const { return pauses_ > 0; }

    /// Hands over what was proposed, with the ordinals that the findings have for these numbers and names.
    void finish(Report& report, const People& people);

private:
    /// A candidate as it is kept until all have been seen: most texts name more than can be handed over.
    struct Kept {
        match::Kind kind;
        bool in_signature;
        std::optional<std::uint32_t> document;
        std::uint32_t place;           ///< Its index in places_.
        std::uint32_t value, written;  ///< Where they begin in texts_: one behind the other.
        std::uint32_t end;
    };
    [[nodiscard]] std::uint32_t number_of(const std::string& place);
    [[nodiscard]] Candidate candidate(const Kept& kept, const People& people) const;

    std::vector<Kept> all_;
    std::string texts_;
    std::vector<std::string> places_;
    TextTable of_document_;         ///< Kind and value; with first_ added, its number is the index in all_.
    std::size_t first_ = 0;         ///< Where the document's own begin in all_.
    std::array<TextTable, 2> met_;  ///< Outside signatures, and within.
    std::array<std::size_t, match::kinds> counts_{};
    std::optional<std::uint32_t> document_;
    bool is_body_ = false;
    bool cut_ = false;
    int pauses_ = 0;
};

}  // namespace sluis::scan
