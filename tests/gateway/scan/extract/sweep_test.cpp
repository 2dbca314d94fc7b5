// Everything in the corpus of real documents, each in a child of its own: no crash, no hang, bounded memory, sane
// answer.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>

#include "gateway/scan/detect/numbers.h"
#include "policy/weighing.h"
#include "tests/gateway/scan/extract/mail_builder.h"

using namespace sluis;
using namespace sluis::scan;

namespace {

struct Outcome {
    bool crashed = false;
    std::string unscannable = "-";
    policy::Strength strength = policy::Strength::negative;
    int weak = 0;
    std::string firm;   // The detectors of certain and strong pieces.
    long peak_kib = 0;  // Of the child's memory, what it shares with its parent included.
};

constexpr rlim_t child_bound = 512UL << 20;  // The default of scan.max_memory.

void limit(int resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// The child writes one line: reason, strength, count of weak pieces, detectors.
void answer(int descriptor, const std::string& message) {
#ifndef __SANITIZE_ADDRESS__
    limit(RLIMIT_AS, child_bound);
#endif
    limit(RLIMIT_CPU, 30);
    limit(RLIMIT_CORE, 0);
    const auto report = analyse(message, {});
    const auto again = decode(encode(report), message.size(), {});
    if (!again) ::_exit(3);
    // A multipart without a part has no document, and says why.
    const auto document = again->findings.documents.empty() ? policy::Document{} : again->findings.documents.back();
    if (again->findings.documents.empty() && !again->findings.unscannable) ::_exit(5);
    const auto reason = document.unscannable ? document.unscannable : again->findings.unscannable;
    const int weak = policy::weigh(document.evidence).weak;
    std::string firm;
    for (const auto& piece : document.evidence) {
        if (piece.strength >= policy::Strength::strong) firm += piece.detector + "," + piece.place + ";";
    }
    const auto line = (reason ? std::string{to_string(*reason)} : "-") + " " +
                      std::to_string(static_cast<int>(strongest(document.evidence))) + " " + std::to_string(weak) +
                      " " + firm;
    const auto written = ::write(descriptor, line.data(), line.size());
    ::_exit(written == static_cast<ssize_t>(line.size()) ? 0 : 4);
}

Outcome scanned_apart(const std::string& message) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) answer(ends[1], message);
    ::close(ends[1]);
    std::string line;
    std::array<char, 4096> some{};
    for (ssize_t got = 0; (got = ::read(ends[0], some.data(), some.size())) > 0;)
        line.append(some.data(), static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = 0;
    rusage used{};
    REQUIRE(::wait4(child, &status, 0, &used) == child);
    Outcome outcome;
    outcome.peak_kib = used.ru_maxrss;
    outcome.crashed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    std::istringstream in{line};
    int strength = 0;
    in >> outcome.unscannable >> strength >> outcome.weak;
    std::getline(in, outcome.firm);
    outcome.strength = static_cast<policy::Strength>(strength);
    return outcome;
}

std::vector<std::vector<std::string>> manifest(const std::string& folder) {
    std::istringstream file{file_content(folder + "/MANIFEST.tsv")};
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> fields;
        std::istringstream in{line};
        for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
        if (fields.size() >= 2 && fields[1] != "sidecar" && fields[0] != "file") rows.push_back(fields);
    }
    return rows;
}

// The largest peak of a sweep, and whose it was.
struct Peak {
    long kib = 0;
    std::string file;
    void note(const Outcome& outcome, const std::string& name) {
        if (outcome.peak_kib > kib) kib = outcome.peak_kib, file = name;
    }
    void tell_and_check(const char* what) const {
        std::cout << what << ": at most " << kib / 1024 << " MiB of the " << (child_bound >> 20)
                  << " MiB that a child may take (" << file << ")\n";
        CHECK(kib > 0);
#ifndef __SANITIZE_ADDRESS__
        CHECK(static_cast<rlim_t>(kib) * 1024 <= child_bound);
#endif
    }
};

}  // namespace

TEST_CASE("no document of the corpus crashes or hangs the scan, and what cannot be read says so") {
    const auto* corpus = std::getenv("SLUIS_CORPUS");
    if (corpus == nullptr) {
        WARN("SLUIS_CORPUS is not set: nothing was swept");
        return;
    }
    warm_up();
    const std::string folder = std::string{corpus} + "/docs";
    std::map<std::string, std::map<std::string, int>> figures;
    int crashed = 0;
    Peak peak;
    for (const auto& row : manifest(folder)) {
        const auto name = row[0].substr(row[0].rfind('/') + 1);
        const auto outcome =
            scanned_apart(mail_with(file_content(folder + "/" + row[0]), name, "application/octet-stream"));
        peak.note(outcome, row[0]);
        ++figures[row[1]][outcome.crashed ? "CRASH" : outcome.unscannable];
        crashed += outcome.crashed ? 1 : 0;
        if (outcome.crashed) UNSCOPED_INFO("crash: " << row[0]);
        const bool readable = !outcome.crashed && outcome.unscannable == "-";
        const bool bad = row[1].ends_with("/broken") || row[1].ends_with("/encrypted") || row[1].ends_with("/bomb");
        if ((bad && readable) || (row[1].ends_with("/normal") && outcome.unscannable != "-")) {
            if (std::getenv("SLUIS_SWEEP_LIST") != nullptr)
                std::cout << row[1] << " " << outcome.unscannable << " " << row[0] << "\n";
        }
        // "Encrypted" there is also what anybody can open: a decrypted twin, locked cells, an owner's password alone.
        const bool mild = row[0].find("rotection") != row[0].npos || row[0].find("_plain") != row[0].npos ||
                          row[0].find("protected_sample") != row[0].npos || row[1] == "pdf/encrypted";
        // Small enough to be unpacked whole.
        const bool small = row[1] == "zip/bomb" && std::stoul(row[2]) < 1000;
        if ((row[1].ends_with("/encrypted") && !mild) || (row[1].ends_with("/bomb") && !small)) {
            INFO(row[0]);
            CHECK_FALSE(readable);
        }
    }
    for (const auto& [kind, counts] : figures) {
        std::string line = kind + ":";
        for (const auto& [reason, count] : counts) line += " " + reason + " " + std::to_string(count);
        std::cout << line << "\n";
    }
    peak.tell_and_check("documents of the corpus");
    CHECK(crashed == 0);
}

TEST_CASE("no mail of the corpus crashes or hangs the scan, or takes more memory than a child may have") {
    const auto* corpus = std::getenv("SLUIS_CORPUS");
    if (corpus == nullptr) {
        WARN("SLUIS_CORPUS is not set: nothing was swept");
        return;
    }
    warm_up();
    const std::string folder = std::string{corpus} + "/mime";
    Peak peak;
    for (const auto& row : manifest(folder)) {
        INFO(row[0]);
        const auto outcome = scanned_apart(file_content(folder + "/" + row[0]));
        CHECK_FALSE(outcome.crashed);
        peak.note(outcome, row[0]);
    }
    peak.tell_and_check("mails of the corpus");
}

TEST_CASE("texts about nobody are not personal") {
    const auto* corpus = std::getenv("SLUIS_CORPUS");
    if (corpus == nullptr) {
        WARN("SLUIS_CORPUS is not set: nothing was swept");
        return;
    }
    warm_up();
    const std::string folder = std::string{corpus} + "/pii";
    int seen = 0, personal = 0;
    for (const auto& row : manifest(folder)) {
        if (!row[0].starts_with("negatives")) continue;
        const auto name = row[0].substr(row[0].rfind('/') + 1);
        const auto outcome =
            scanned_apart(mail_with(file_content(folder + "/" + row[0]), name, "application/octet-stream"));
        CHECK_FALSE(outcome.crashed);
        ++seen;
        if (outcome.strength < policy::Strength::strong && outcome.weak < 3) continue;
        ++personal;
        if (std::getenv("SLUIS_SWEEP_LIST") != nullptr)
            std::cout << row[0] << " weak " << outcome.weak << outcome.firm << "\n";
    }
    std::cout << "texts about nobody: " << seen << ", taken for personal " << personal << "\n";
    CHECK(personal * 50 <= seen);
}

TEST_CASE("numbers of other kinds are not taken for national numbers") {
    const auto* corpus = std::getenv("SLUIS_CORPUS");
    if (corpus == nullptr) {
        WARN("SLUIS_CORPUS is not set: nothing was swept");
        return;
    }
    std::istringstream file{file_content(std::string{corpus} + "/pii/lookalike_numbers.tsv")};
    for (std::string line; std::getline(file, line);) {
        const auto value = line.substr(0, line.find('\t'));
        if (line.find("mod97 ok") != line.npos || value == "value") continue;
        INFO(line);
        const auto report = analyse(mail_of("text/plain", "Nummer: " + value), {});
        CHECK(strongest(report.findings.documents.at(0).evidence) <= policy::Strength::weak);
    }
}

TEST_CASE("plain text is searched fast enough for attachments of megabytes") {
    if (std::getenv("SLUIS_CORPUS") == nullptr) return;
    warm_up();
    std::string text;
    while (text.size() < (16 << 20))
        text +=
            "De begeleider bespreekt op 12/10/2026 het verslag van de leefgroep met de consulent, dossier 2026-00123, "
            "en belt 09 123 45 67.\r\n";
    const auto start = std::chrono::steady_clock::now();
    const auto report = analyse(mail_of("text/plain", text), {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    CHECK_FALSE(report.findings.documents.at(0).unscannable);
    std::cout << "plain text: " << static_cast<double>(text.size()) / 1e6 / took.count() << " MB/s\n";
}
