#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "policy/policy.h"

namespace sluis::policy {

/// A label that the sender asks for (S0.32, S0.42), as far as the flowchart tells it apart.
enum class Asked { nothing, confidential, personal };
[[nodiscard]] std::string_view to_string(Asked asked);

/// One combination of the flowchart: who gets it, the answer to Q1, what kind of document, what the sender asked.
struct Combination {
    PartyClass klass;         ///< Q2.
    Answer answer{};          ///< Q1: a document with this one ground alone. `weak` is the sender's word as well.
    std::string type;         ///< Q3: identifier of a document type; "" for a document of none.
    Asked asked{};            ///< A label asked in words makes a no into a weak yes.
    bool dossier = true;      ///< A dossier number was given.
    std::string recipient{};  ///< The recipient's organisation, for rules that name one; "" for any other.
    friend bool operator<(const Combination& a, const Combination& b) {
        return std::tie(a.klass, a.answer, a.type, a.asked, a.dossier, a.recipient) <
               std::tie(b.klass, b.answer, b.type, b.asked, b.dossier, b.recipient);
    }
};

/// What the flowchart says of one combination.
struct Cell {
    Outcome outcome = Outcome::pass;
    std::optional<Label> label{};  ///< Of a share, or of what a hold would become.
    bool code = false;
    bool notify_generic = false;
    std::string advice{};  ///< Of a hold or return: as Decision::advice.
    std::string rule{};    ///< "class", "rule NAME", or what else asked for it: "dossier", "personal-reader".
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// One document of this combination, about one person, judged by the function that judges every mail (judging.h). The
/// recipient has an account and is nobody's designated reader; no route is internal; rules that are only observed do
/// not speak.
[[nodiscard]] Cell cell_of(const Policy& policy, const Combination& combination);

/// Every class × answer × type × label asked × with and without a dossier number of this policy, at most
/// max_combinations. Recipients' organisations are those that its rules name, and "".
[[nodiscard]] std::vector<Combination> combinations_of(const Policy& policy);
inline constexpr std::size_t max_combinations = 2'000'000;
/// How many there would be without that bound.
[[nodiscard]] std::size_t count_combinations(const Policy& policy);

/// "share confidential with code", "hold client-bound (direct)", "return (anonymous)", "pass".
[[nodiscard]] std::string in_short(const Cell& cell);

}  // namespace sluis::policy
