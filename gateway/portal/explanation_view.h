#pragma once

#include <map>
#include <string>

#include "gateway/templates/renderer.h"

namespace sluis::portal {

/// Fills the sections of pages/_explanation.html.tpl from a stored explanation: the path through the three questions in
/// words. Shows EXPLAINED when there was one that could be read; else nothing of it.
/// @param body  JSON, as storage/shares/explanation.h keeps it
/// @param names  what the reader may see a part of the mail called, by its number; others are "bijlage 2"
void add_explanation(const std::string& body, const std::map<std::string, std::string>& names,
                     templates::Values& values);

}  // namespace sluis::portal
