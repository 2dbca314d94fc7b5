#include "gateway/templates/template_file.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

#include "gateway/templates/renderer.h"

namespace sluis::templates {
namespace {

constexpr std::size_t max_files = 1'000;
constexpr std::size_t max_file_bytes = 512 * 1024;
constexpr int max_include_depth = 8;
constexpr std::string_view html_pragma{"{{%AUTOESCAPE context=\"HTML\"}}"};
constexpr std::string_view text_pragma{"{{%AUTOESCAPE context=\"TEXT\"}}"};

using Sources = std::map<std::string, std::string>;  // name → text after the first line

bool is_html(std::string_view name) {
    return name.ends_with(".html");
}

std::string read(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw TemplateError{"cannot read template " + file.string()};
    if (text.str().size() > max_file_bytes) throw TemplateError{"template too large: " + file.string()};
    return text.str();
}

std::string without_pragma(const std::string& name, const std::string& text) {
    const auto pragma = is_html(name) ? html_pragma : text_pragma;
    const auto end = text.find('\n');
    if (end == std::string::npos || std::string_view{text}.substr(0, end) != pragma) {
        throw TemplateError{"template " + name + ".tpl: the first line must be " + std::string{pragma}};
    }
    return text.substr(end + 1);
}

// True for a line of nothing but `{{#…}}`, `{{/…}}` and `{{! … }}`: it makes no line of its own in the
// product.
bool only_marks(std::string_view line) {
    bool marks = false;
    while (true) {
        const auto first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos) return marks;
        line.remove_prefix(first);
        const bool mark = line.starts_with("{{#") || line.starts_with("{{/") || line.starts_with("{{!");
        const auto end = line.find("}}");
        if (!mark || end == std::string_view::npos) return false;
        marks = true;
        line.remove_prefix(end + 2);
    }
}

std::string tidied(const std::string& text) {
    std::string tidy;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (!only_marks(line)) {
            tidy += line + '\n';
            continue;
        }
        for (char c : line) {
            if (c != ' ' && c != '\t') tidy += c;
        }
    }
    return tidy;
}

std::string with_includes(const Sources& sources, const std::string& name, int depth) {
    if (depth > max_include_depth) throw TemplateError{"template " + name + ".tpl: includes go too deep"};
    std::string_view rest = sources.at(name);
    std::string whole;
    while (true) {
        const auto start = rest.find("{{>");
        whole += rest.substr(0, start);
        if (start == std::string_view::npos) return whole;
        const auto end = rest.find("}}", start);
        auto included = std::string{rest.substr(start + 3, end == std::string_view::npos ? 0 : end - start - 3)};
        if (included.ends_with(".tpl")) included.resize(included.size() - 4);
        if (!sources.contains(included) || is_html(included) != is_html(name)) {
            throw TemplateError{"template " + name + ".tpl: no such include: " + included + ".tpl"};
        }
        rest.remove_prefix(end + 2);
        auto text = with_includes(sources, included, depth + 1);
        const auto line = whole.substr(whole.find_last_of('\n') + 1);
        const bool alone = line.find_first_not_of(" \t") == std::string::npos && rest.starts_with('\n');
        if (alone) rest.remove_prefix(1);
        if (!alone && text.ends_with('\n')) text.pop_back();
        whole += text;
        if (whole.size() > max_file_bytes)
            throw TemplateError{"template too large with its includes: " + name + ".tpl"};
    }
}

}  // namespace

std::vector<TemplateFile> load_templates(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) throw TemplateError{"no folder of templates: " + folder.string()};
    Sources sources;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        auto name = std::filesystem::relative(entry.path(), folder).generic_string();
        if (!entry.is_regular_file() || !(name.ends_with(".html.tpl") || name.ends_with(".txt.tpl"))) continue;
        if (sources.size() >= max_files) throw TemplateError{"too many templates in " + folder.string()};
        name.resize(name.size() - 4);
        sources.emplace(name, tidied(without_pragma(name, read(entry.path()))));
    }
    std::vector<TemplateFile> files;
    for (const auto& [name, text] : sources) {
        if (name.find("/_") != std::string::npos || name.starts_with('_')) continue;
        auto whole = with_includes(sources, name, 0);
        files.push_back({name, is_html(name) ? std::string{html_pragma} + whole : std::move(whole)});
    }
    return files;
}

}  // namespace sluis::templates
