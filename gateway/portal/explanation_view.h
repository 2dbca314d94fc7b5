#pragma once

#include <map>
#include <optional>
#include <string>

#include "gateway/templates/renderer.h"

namespace sluis::portal {

/// Fills the sections of pages/_explanation.html.tpl from a stored explanation: the path through the three questions in
/// words, what would have changed it, and where its picture is. Shows EXPLAINED when there was one that could be read;
/// else nothing of it.
/// @param body  JSON, as storage/shares/explanation.h keeps it
/// @param names  what the reader may see a part of the mail called, by its number; others are "bijlage 2"
/// @param picture  the path where explanation_picture() of this body is served
void add_explanation(const std::string& body, const std::map<std::string, std::string>& names,
                     const std::string& picture, templates::Values& values);

/// The flowchart of a stored explanation as SVG. Nothing where none was kept. Who may see the explanation may see it.
[[nodiscard]] std::optional<std::string> explanation_picture(const std::string& body);

}  // namespace sluis::portal
