#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/templates/own_texts.h"
#include "policy/decision.h"

namespace sluis::portal {

/// The few Dutch words that depend on a value, for the pages.

/// `1,2 MB`, `340 kB`, `12 bytes`; thousands, as file managers count.
[[nodiscard]] std::string size_text(std::uint64_t octets);
/// `PDF`, `Word`, `Afbeelding`, …; `Bestand` for what has no name.
[[nodiscard]] std::string media_text(std::string_view media_type);
/// `cliëntgebonden`, `vertrouwelijk`, `persoonlijk`
[[nodiscard]] std::string label_text(policy::Label label);
/// A document type's identifier for people: `melding-ernstige-gebeurtenissen` → `Melding ernstige gebeurtenissen`.
[[nodiscard]] std::string type_text(std::string_view type);
/// `22 december 2026 om 14.05 uur`: without the day of the week, for tables.
[[nodiscard]] std::string moment_text(templates::Time when);
/// `2 documenten`, `1 document`
[[nodiscard]] std::string documents_text(std::size_t count);
/// `nog 12 dagen`, `nog 1 dag`, `minder dan een dag`
[[nodiscard]] std::string days_left_text(int days);
/// `2 minuten`, `30 seconden`: rounded up.
[[nodiscard]] std::string wait_text(std::chrono::seconds wait);

/// True for what a browser may show itself, confined by content_policy(): PDF, plain text, pictures, and mail in HTML.
[[nodiscard]] bool opens_in_browser(std::string_view media_type);
/// The Content-Type to send and the Content-Security-Policy around it.
struct ContentWrapping {
    std::string type;
    std::string_view policy;
};
[[nodiscard]] ContentWrapping content_wrapping(std::string_view media_type, bool in_browser);

}  // namespace sluis::portal
