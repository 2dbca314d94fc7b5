#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluis::pipeline {

/// Watches a message go by, line for line, for the header fields that say whose mail it is, and takes out those that
/// are secret: what is secret is never stored and so never leaves. It reads nothing else of the message, and holds
/// at most one line.
///
/// Fields count up to the first empty line, wherever a client would end the header, so that none can be hidden. Lines
/// end in CRLF: the session refuses what does not.
class TrustFields {
public:
    struct Wanted {
        std::string name;  ///< In any case.
        bool secret = false;
    };
    explicit TrustFields(std::vector<Wanted> wanted);

    /// Takes octets; appends to `kept` what stays of the message so far.
    void read(std::string_view octets, std::string& kept);
    /// The message has ended.
    void finish(std::string& kept);

    [[nodiscard]] bool header_ended() const noexcept { return ended_; }
    /// The values of a field, unfolded, outer blanks removed: one for each time it stands there, at most two. A value
    /// longer than max_value is cut, and so is nobody's.
    [[nodiscard]] std::vector<std::string> values(std::string_view name) const;

    static constexpr std::size_t max_value = 1000;

private:
    struct Seen {
        std::string name;
        bool secret = false;
        std::vector<std::string> values;
    };
    enum class Rest { unknown, kept, gone };  ///< What becomes of the rest of a line too long to hold.

    void take_line(std::string& kept);
    [[nodiscard]] Seen* field_of(std::string_view line);
    void note(std::string_view text, bool begins);

    std::vector<Seen> seen_;
    Seen* current_ = nullptr;
    std::string line_;
    Rest rest_ = Rest::unknown;
    bool ended_ = false;
};

}  // namespace sluis::pipeline
