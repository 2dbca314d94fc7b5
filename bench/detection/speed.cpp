// How fast text is searched: detectors alone over texts in pieces of 64 KiB; the whole analysis of a mail that is this
// text, plain and as HTML; and RE2::Set over the same octets for a peer. Prints one line of JSON for each text.
//
//   detection_speed FILE…

#include <re2/set.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include "gateway/scan/detect/detect.h"
#include "gateway/scan/extract/analyse.h"

namespace {

using namespace sluis::scan;

// Of this process alone: what else the machine does is not measured.
double processor_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

constexpr std::size_t piece = 64 * 1024;
constexpr std::size_t least_octets = 64 << 20;

template <class Search>
double megabytes_per_second(const std::string& text, const Search& search) {
    double best = 0;
    for (int round = 0; round < 3; ++round) {
        std::size_t done = 0;
        const auto start = processor_seconds();
        while (done < least_octets / 3) {
            for (std::size_t at = 0; at < text.size(); at += piece) search(std::string_view{text}.substr(at, piece));
            done += text.size();
        }
        best = std::max(best, static_cast<double>(done) / 1e6 / (processor_seconds() - start));
    }
    return best;
}

double whole_analysis(const std::string& text, const std::string& type, const std::string& body) {
    const auto message = "From: an@zorg.example\r\nTo: b@ander.example\r\nSubject: Stuk\r\nContent-Type: " + type +
                         "; charset=utf-8\r\n\r\n" + body;
    AnalyseLimits limits;
    limits.soft_deadline = std::chrono::minutes{5};
    double best = 0;
    for (int round = 0; round < 5; ++round) {
        const auto start = processor_seconds();
        static_cast<void>(analyse(message, limits));
        best = std::max(best, static_cast<double>(text.size()) / 1e6 / (processor_seconds() - start));
    }
    return best;
}

std::string as_html(const std::string& text) {
    std::string html = "<html><body><p>";
    for (const char c : text) {
        if (c == '\n')
            html += "</p>\n<p>";
        else if (c == '<' || c == '&')
            html += c == '<' ? "&lt;" : "&amp;";
        else
            html += c;
    }
    return html + "</p></body></html>";
}

// What a scanner built from patterns alone would look for.
RE2::Set patterns() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_max_mem(256 << 20);
    RE2::Set set{options, RE2::UNANCHORED};
    for (const auto* pattern : {R"(\d{2}[ .\-/]?\d{2}[ .\-/]?\d{2}[ .\-/]{0,3}\d{3}[ .\-/]{0,3}\d{2})",
                                R"(\b[A-Z]{2}\d{2}[ ]?(\d{4}[ ]?){3})", R"(\b04\d{2}[ ./]?\d{2}[ .]?\d{2}[ .]?\d{2}\b)",
                                R"([a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,})", R"(\bgeboren op\b)", R"(\bdiagnose\b)",
                                R"(\bjeugdrechter\b)", R"(\bmishandeling\b)", R"(\b\d{4} [A-Z][a-z]+\b)"})
        set.Add(pattern, nullptr);
    set.Compile();
    return set;
}

}  // namespace

int main(int count, char** names) {
    warm_up_without_pictures();
    const auto set = patterns();
    for (int i = 1; i < count; ++i) {
        std::ifstream file{names[i], std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        if (text.empty()) return 1;
        People people;
        Collector collector{people};
        const auto own = megabytes_per_second(text, [&](std::string_view some) {
            detect(some, {"", 1, false}, collector);
        });
        std::vector<int> matched;
        std::size_t lines = 0;
        const auto re2 = megabytes_per_second(text, [&](std::string_view some) { lines += set.Match(some, &matched); });
        const auto plain = whole_analysis(text, "text/plain", text);
        const auto html = whole_analysis(text, "text/html", as_html(text));
        std::printf(
            "{\"text\": \"%s\", \"octets\": %zu, \"detectors_mb_s\": %.0f, \"plain_mb_s\": %.0f, "
            "\"html_mb_s\": %.0f, \"re2_set_mb_s\": %.0f}\n",
            std::string{names[i]}.substr(std::string{names[i]}.rfind('/') + 1).c_str(), text.size(), own, plain, html,
            re2);
    }
    return 0;
}
