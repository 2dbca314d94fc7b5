// What the scan finds in mails, and whether the factory policy's Q1 takes them for personal. One line of JSON for each
// file.
//
//   detection_judge FILE…

#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "gateway/scan/extract/analyse.h"
#include "policy/policy.h"
#include "policy/weighing.h"

namespace {

using namespace sluis;
using nlohmann::json;

json told(const std::vector<policy::Evidence>& evidence) {
    auto all = json::array();
    for (const auto& piece : evidence) {
        all.push_back({{"detector", piece.detector},
                       {"strength", policy::to_string(piece.strength)},
                       {"place", piece.place},
                       {"masked", piece.masked}});
        if (piece.person) all.back()["person"] = *piece.person;
    }
    return all;
}

bool is_personal(const std::vector<policy::Evidence>& evidence) {
    const auto weight = policy::weigh(evidence);
    return weight.firm || weight.weak >= policy::Policy{}.weak_needed;
}

json judged(const std::string& message) {
    scan::AnalyseLimits limits;
    limits.soft_deadline = std::chrono::minutes{2};
    const auto report = scan::analyse(message, limits);
    const auto& findings = report.findings;
    auto texts = findings.subject_evidence;
    auto all = texts;
    bool personal = false;
    std::string unscannable = findings.unscannable ? std::string{policy::to_string(*findings.unscannable)} : "";
    for (const auto& document : findings.documents) {
        all.insert(all.end(), document.evidence.begin(), document.evidence.end());
        const bool text = document.role == policy::Role::body;
        if (text) texts.insert(texts.end(), document.evidence.begin(), document.evidence.end());
        personal = personal || (!text && is_personal(document.evidence));
        if (document.unscannable) unscannable = policy::to_string(*document.unscannable);
    }
    return {{"evidence", told(all)},
            {"firm", personal || is_personal(texts)},  // By what is said, whatever could not be read.
            {"personal", personal || is_personal(texts) || !unscannable.empty()},
            {"unscannable", unscannable}};
}

}  // namespace

int main(int count, char** names) {
    scan::warm_up();
    for (int i = 1; i < count; ++i) {
        std::ifstream file{names[i], std::ios::binary};
        auto line = judged(std::string{std::istreambuf_iterator<char>{file}, {}});
        line["file"] = names[i];
        std::cout << line.dump() << "\n";
    }
    return 0;
}
