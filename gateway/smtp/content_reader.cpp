#include "gateway/smtp/content_reader.h"

#include <algorithm>

namespace sluis::smtp {
namespace {

constexpr std::uint64_t swallow_beyond = 1 << 20;

bool is_plain(char c) {
    return c != '\r' && c != '\n' && c != '\0';
}

}  // namespace

ContentReader::State ContentReader::read(std::string_view& input, std::string& content) {
    while (!input.empty() && state_ == State::receiving) {
        if (line_ == Loose::more && !after_cr_) {
            const auto* const end = std::find_if_not(input.begin(), input.end(), is_plain);
            const auto run = static_cast<std::size_t>(end - input.begin());
            emit(input.substr(0, run), content);
            input.remove_prefix(run);
            if (input.empty()) break;
        }
        const char c = input.front();
        input.remove_prefix(1);
        take(c, content);
    }
    if (bytes_ > 2 * max_bytes_ + swallow_beyond) state_ = State::broken;
    return state_;
}

void ContentReader::take(char c, std::string& content) {
    if (after_cr_) {
        after_cr_ = false;
        if (c == '\n') return end_line(true, content);
        blame(Fault::bare_cr);
        end_line(false, content);
        if (state_ != State::receiving) return;
    }
    if (c == '\r') {
        after_cr_ = true;
    } else if (c == '\n') {
        if (bare_lf_ == BareLf::refuse) blame(Fault::bare_lf);
        end_line(false, content);
    } else if (c == '\0') {
        blame(Fault::nul);
        has_nul_ = true;
    } else if (line_ == Loose::empty && c == '.') {
        line_ = Loose::dot;
    } else {
        line_ = Loose::more;
        emit({&c, 1}, content);
    }
}

void ContentReader::end_line(bool by_crlf, std::string& content) {
    if (line_ == Loose::dot) {
        state_ = by_crlf && began_clean_ && !has_nul_ ? State::complete : State::broken;
        return;
    }
    emit("\r\n", content);
    line_ = Loose::empty;
    began_clean_ = by_crlf;
    has_nul_ = false;
}

void ContentReader::emit(std::string_view octets, std::string& content) {
    bytes_ += octets.size();
    if (bytes_ > max_bytes_) blame(Fault::too_big);
    if (fault_ == Fault::none) content += octets;
}

void ContentReader::blame(Fault fault) {
    if (fault_ == Fault::none) fault_ = fault;
}

}  // namespace sluis::smtp
