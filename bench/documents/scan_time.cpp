// How long a confined child takes for a message, from the question to the checked answer: a template of its own, one
// child for each message, as in the relay. Prints one line of JSON for each message.
//
//   scan_time TEMPLATE MESSAGE…      TEMPLATE: sluis-scan, or what stands in for it

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gateway/scan/scanner.h"
#include "gateway/scan/template_process.h"

namespace {

using namespace sluis;
using Clock = std::chrono::steady_clock;

constexpr std::size_t least_rounds = 5, most_rounds = 400;
constexpr double least_seconds = 1.5;

double milliseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

void measure(const scan::Scanner& scanner, const std::string& file) {
    std::ifstream stream{file, std::ios::binary};
    const std::string message{std::istreambuf_iterator<char>{stream}, {}};
    std::vector<double> times;
    scan::Report report = scanner.scan(message);  // Warms up.
    const auto begin = Clock::now();
    while (times.size() < least_rounds ||
           (times.size() < most_rounds && milliseconds(Clock::now() - begin) < least_seconds * 1e3)) {
        const auto start = Clock::now();
        report = scanner.scan(message);
        times.push_back(milliseconds(Clock::now() - start));
    }
    std::sort(times.begin(), times.end());
    std::size_t evidence = 0;
    std::string unscannable = report.findings.unscannable ? "whole" : "";
    for (const auto& document : report.findings.documents) {
        evidence += document.evidence.size();
        if (document.unscannable) unscannable = policy::to_string(*document.unscannable);
    }
    std::printf(
        "{\"message\": \"%s\", \"octets\": %zu, \"rounds\": %zu, \"median_ms\": %.2f, \"least_ms\": %.2f, "
        "\"evidence\": %zu, \"unscannable\": \"%s\"}\n",
        file.substr(file.rfind('/') + 1).c_str(), message.size(), times.size(), times[times.size() / 2], times.front(),
        evidence, unscannable.c_str());
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) return 64;
    const scan::TemplateProcess process{{arguments[1], {}}};
    const scan::Scanner scanner{{process.socket(), std::chrono::seconds{60}, 1 << 24, {}}};
    for (int i = 2; i < count; ++i) measure(scanner, arguments[i]);
    return 0;
}
