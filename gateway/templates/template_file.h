#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace sluis::templates {

/// One template as ctemplate shall see it.
struct TemplateFile {
    std::string name;  ///< Relative to the language's folder, without `.tpl`: `mail/notice.txt`.
    std::string text;
};

/// Reads every `.html.tpl` and `.txt.tpl` below a folder, and makes of each what ctemplate shall see: the
/// first line checked, includes replaced by their text, lines that hold nothing but section marks and
/// comments taken out whole. Files whose name starts with `_` can be included, and are no template by
/// themselves.
/// @throws TemplateError naming the file
[[nodiscard]] std::vector<TemplateFile> load_templates(const std::filesystem::path& folder);

}  // namespace sluis::templates
