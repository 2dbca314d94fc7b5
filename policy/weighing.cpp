#include "policy/weighing.h"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/mail/mailbox.h"

namespace sluis::policy {
namespace {

constexpr int max_negative = 2;

bool is_staff_marker(std::string_view detector) {
    return detector.starts_with("word.staff") || detector.starts_with("staff") || detector == "list.staff";
}

bool is_dossier_number(std::string_view detector) {
    return detector.find("dossier") != std::string_view::npos;
}

// What a weak piece is of: "name", "phone", "word". All words of a list are one kind, since many ordinary words
// together still say nothing of anybody.
std::string_view kind_of(std::string_view detector) {
    return is_dossier_number(detector) ? "dossier" : detector.substr(0, detector.find('.'));
}

}  // namespace

Weight weigh(const std::vector<Evidence>& evidence) {
    std::set<std::string_view> weak, without_dossier;
    std::set<std::pair<std::string_view, std::string_view>> negative;
    Weight weight;
    for (const auto& piece : evidence) {
        weight.staff = weight.staff || (piece.strength != Strength::negative && is_staff_marker(piece.detector));
        switch (piece.strength) {
            case Strength::certain:
                weight.certain = true;
                [[fallthrough]];
            case Strength::strong:
                weight.firm = true;
                if (piece.person) weight.persons.insert(*piece.person);
                break;
            case Strength::weak:
                weak.insert(kind_of(piece.detector));
                if (!is_dossier_number(piece.detector)) without_dossier.insert(kind_of(piece.detector));
                break;
            case Strength::negative:
                negative.emplace(piece.detector, piece.masked);
                break;
        }
    }
    const int less = std::min(static_cast<int>(negative.size()), max_negative);
    weight.weak = std::max(0, static_cast<int>(weak.size()) - less);
    weight.weak_without_dossier = std::max(0, static_cast<int>(without_dossier.size()) - less);
    return weight;
}

bool is_encrypted_payload(const Findings& findings, const Document& document) {
    const bool smime = findings.protection == Protection::smime_encrypted;
    const bool pgp = findings.protection == Protection::pgp_encrypted;
    if (!smime && !pgp) return false;
    if (findings.texts_read) return document.encrypted_payload;
    if (document.unscannable != Unscannable::encrypted && document.unscannable != Unscannable::unknown_type)
        return false;
    const auto name = mail::ascii_lower(document.file_name);
    if (smime) {
        return document.media_type == "application/pkcs7-mime" || document.media_type == "application/x-pkcs7-mime" ||
               name.ends_with(".p7m");
    }
    constexpr std::array<std::string_view, 3> extensions{".asc", ".gpg", ".pgp"};
    return document.role == Role::body || document.media_type == "application/pgp-encrypted" ||
           (document.media_type == "application/octet-stream" && name.empty()) ||
           std::any_of(extensions.begin(), extensions.end(), [&](auto end) { return name.ends_with(end); });
}

}  // namespace sluis::policy
