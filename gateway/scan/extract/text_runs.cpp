#include <algorithm>
#include <cstdint>

#include "gateway/scan/extract/code_point.h"
#include "gateway/scan/extract/flow_text.h"
#include "gateway/scan/extract/formats.h"

namespace sluis::scan {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t overlap = 512;

// What old Office programs write for a dash, the end of a cell, the anchor of a note (MS-DOC §2.4.1).
std::string_view special(unsigned octet) {
    switch (octet) {
        case 0x07:
        case 0x09:
            return "\t";
        case 0x0A:
        case 0x0B:
        case 0x0C:
        case 0x0D:
            return "\n";
        case 0x1E:
            return "-";
        default:
            return "";
    }
}

bool is_anchor(unsigned octet) {
    return octet == 0x01 || octet == 0x02 || octet == 0x05 || octet == 0x08 || octet == 0x1F ||
           (octet >= 0x13 && octet <= 0x15);
}

// Collects the runs, and hands them over in pieces that overlap by more than a number.
class Runs {
public:
    Runs(const std::string& where, Sink& sink) : where_{&where}, sink_{&sink} {}

    void add(std::string_view character) { run_ += character; }
    void add(std::uint32_t code_point) { append_utf8(run_, code_point); }

    void end_run() {
        if (may_hold_number(run_)) {
            text_ += run_;
            text_ += apart;
        }
        run_.clear();
        if (text_.size() >= piece) hand_over();
    }

    void bound_run() {
        if (run_.size() < piece) return;
        const auto rest = run_.substr(run_.size() - overlap);
        end_run();
        const auto first = rest.find_first_of(" \n\t");
        run_ = first == rest.npos ? "" : rest.substr(first);
    }

    void hand_over() {
        if (!text_.empty()) sink_->firm_value(*where_, text_, policy::Strength::strong, false);
        text_.clear();
    }

private:
    const std::string* where_;
    Sink* sink_;
    std::string run_, text_;
};

void narrow_runs(std::string_view octets, Runs& runs) {
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (is_anchor(octet)) continue;
        if (const auto known = special(octet); !known.empty())
            runs.add(known);
        else if (octet >= 0x20 && octet < 0x7F)
            runs.add({&c, 1});
        else if (octet == 0x96 || octet == 0x97)
            runs.add("-");
        else if (octet >= 0x80)
            runs.add(octet == 0xAD ? "" : " ");
        else
            runs.end_run();
        runs.bound_run();
    }
    runs.end_run();
    runs.hand_over();
}

void wide_runs(std::string_view octets, std::size_t from, Runs& runs) {
    for (auto at = from; at + 1 < octets.size(); at += 2) {
        const auto unit = static_cast<unsigned>(static_cast<unsigned char>(octets[at])) |
                          static_cast<unsigned>(static_cast<unsigned char>(octets[at + 1])) << 8;
        if (is_anchor(unit)) continue;
        if (const auto known = special(unit); !known.empty())
            runs.add(known);
        else if (unit >= 0x20 && unit < 0x3000 && !(unit >= 0x7F && unit < 0xA0))
            runs.add(unit);
        else if (unit < 0xFF5F && unit > 0xFF00)
            runs.add(unit - 0xFEE0);  // Full-width forms.
        else
            runs.end_run();
        runs.bound_run();
    }
    runs.end_run();
    runs.hand_over();
}

}  // namespace

void read_text_runs(const std::string& where, std::string_view octets, Sink& sink) {
    Runs runs{where, sink};
    narrow_runs(octets, runs);
    if (sink.stopped()) return;
    wide_runs(octets, 0, runs);
    if (sink.stopped()) return;
    wide_runs(octets, 1, runs);
}

}  // namespace sluis::scan
