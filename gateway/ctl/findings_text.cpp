#include "gateway/ctl/findings_text.h"

#include <algorithm>

#include "gateway/ctl/terminal.h"
#include "gateway/scan/text.h"

namespace sluis::ctl {
namespace {

constexpr std::size_t max_octets = 1000;
constexpr std::size_t verdict_width = 9;
constexpr std::size_t check_width = 15;

Colour colour_of(Verdict verdict) {
    if (verdict == Verdict::ok) return Colour::good;
    return verdict == Verdict::warning ? Colour::warning : Colour::bad;
}

std::string padded(std::string_view text, std::size_t width) {
    return std::string{text} + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string in_words(const Finding& finding, const Output& output) {
    std::string what = finding.about.empty() ? finding.what : finding.about + ": " + finding.what;
    what = scan::plain_text(what, max_octets);
    std::string text =
        coloured(padded(to_string(finding.verdict), verdict_width), colour_of(finding.verdict), output.colours) +
        padded(finding.check, check_width);
    const auto indented = [&output](const std::string& sentence) {
        Table table;
        table.indent = verdict_width + check_width;
        table.width = output.width;
        table.add({sentence});
        return table.text();
    };
    text += indented(what).substr(verdict_width + check_width);
    if (!finding.advice.empty()) text += indented("→ " + finding.advice);
    return text;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
    if (verdict == Verdict::ok) return "ok";
    return verdict == Verdict::warning ? "warning" : "failure";
}

Json as_json(const Finding& finding) {
    return Json{{"check", finding.check},
                {"about", finding.about},
                {"verdict", to_string(finding.verdict)},
                {"what", finding.what},
                {"advice", finding.advice}};
}

void show(const Findings& findings, const Output& output) {
    const auto count = [&findings](Verdict verdict) {
        return std::count_if(findings.begin(), findings.end(),
                             [verdict](const Finding& finding) { return finding.verdict == verdict; });
    };
    if (output.json) {
        Json checks = Json::array();
        for (const auto& finding : findings) checks.push_back(as_json(finding));
        const auto worst = count(Verdict::failure) > 0   ? Verdict::failure
                           : count(Verdict::warning) > 0 ? Verdict::warning
                                                         : Verdict::ok;
        print(output, Json{{"verdict", to_string(worst)}, {"checks", checks}});
        return;
    }
    for (const auto& finding : findings) output.out << in_words(finding, output);
    output.out << '\n'
               << counted(count(Verdict::failure), "failure", "failures") << ", "
               << counted(count(Verdict::warning), "warning", "warnings") << ", " << count(Verdict::ok) << " ok\n";
}

}  // namespace sluis::ctl
