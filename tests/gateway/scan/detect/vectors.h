#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "policy/findings.h"

/// The tables of tests/data/detect: texts with what they must come to, and what not. Each says at its head how it is
/// written.
namespace sluis::scan {

struct DetectVector {
    std::vector<std::string> wanted;
    std::string text;
};

inline std::string unescaped(std::string text) {
    for (const auto& [mark, sign] : {std::pair{"\\n", '\n'}, std::pair{"\\t", '\t'}}) {
        for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) text.replace(at, 2, 1, sign);
    }
    return text;
}

inline std::vector<DetectVector> detect_vectors(const std::string& name) {
    std::ifstream file{std::string{SLUIS_SOURCE_DIR} + "/tests/data/detect/" + name + ".tsv"};
    std::vector<DetectVector> all;
    for (std::string line; std::getline(file, line);) {
        const auto tab = line.find('\t');
        if (line.empty() || line[0] == '#') continue;
        REQUIRE(tab != line.npos);
        std::istringstream wanted{line.substr(0, tab)};
        auto& one = all.emplace_back();
        for (std::string piece; std::getline(wanted, piece, ',');) one.wanted.push_back(piece);
        one.text = unescaped(line.substr(tab + 1));
    }
    return all;
}

/// What is wrong with what was found; empty when nothing is.
inline std::string fault_of(const DetectVector& vector, const std::vector<policy::Evidence>& evidence) {
    using policy::Strength;
    std::map<std::string, Strength> found;
    std::set<std::uint32_t> persons;
    for (const auto& piece : evidence) {
        auto& best = found.emplace(piece.detector, piece.strength).first->second;
        best = std::max(best, piece.strength);
        if (piece.person && piece.strength >= Strength::strong) persons.insert(*piece.person);
    }
    const auto firm = [&](const std::string& name) { return found.contains(name) && found[name] >= Strength::strong; };
    std::set<std::string> expected;
    std::string fault;
    for (const auto& piece : vector.wanted) {
        const std::string bare =
            piece.substr(piece[0] == '!' ? 1 : 0, piece.ends_with('?') ? piece.size() - 1 : piece.npos);
        if (piece == "-") continue;
        if (piece.starts_with("persons=")) {
            if (persons.size() != std::stoul(piece.substr(8))) fault += std::to_string(persons.size()) + " persons; ";
        } else if (piece[0] == '!') {
            if (found.contains(bare)) fault += bare + " is there; ";
        } else if (piece.ends_with('?')) {
            if (!found.contains(bare) || firm(bare)) fault += bare + " is not weak; ";
        } else {
            expected.insert(bare);
            if (!firm(bare)) fault += bare + " is missed; ";
        }
    }
    for (const auto& [name, strength] : found) {
        if (strength >= Strength::strong && !expected.contains(name)) fault += name + " is too much; ";
    }
    return fault;
}

}  // namespace sluis::scan
