#include "gateway/templates/renderer.h"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "gateway/templates/template_file.h"

namespace sluis::templates {
namespace {

std::string cleaned(std::string_view text) {
    std::string clean{text};
    for (char& c : clean) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        if (control && c != '\n' && c != '\t') c = ' ';
    }
    return clean;
}

}  // namespace

struct Renderer::Loaded {
    ctemplate::TemplateCache cache;

    // Values name a section before the dictionary of the enclosing one is gone: ctemplate copies both.
    static void fill(const Values& values, ctemplate::TemplateDictionary& dictionary, bool clean) {
        for (const auto& [name, text] : values.texts_) dictionary.SetValue(name, clean ? cleaned(text) : text);
        for (const auto& [name, repetitions] : values.sections_) {
            for (const auto& one : repetitions) fill(*one, *dictionary.AddSectionDictionary(name), clean);
        }
    }
};

Values::Values() : spent_{std::make_shared<Spent>()} {}
Values::~Values() = default;
Values::Values(Values&&) noexcept = default;
Values& Values::operator=(Values&&) noexcept = default;

Values& Values::set(std::string_view name, std::string_view text) {
    spent_->bytes += text.size();
    if (spent_->bytes > max_bytes) throw TemplateError{"a page would hold too much text"};
    texts_.insert_or_assign(std::string{name}, std::string{text});
    return *this;
}

Values& Values::add_section(std::string_view name) {
    if (++spent_->sections > max_sections) throw TemplateError{"a page would hold too many sections"};
    auto section = std::make_unique<Values>();
    section->spent_ = spent_;
    auto& repetitions = sections_[std::string{name}];
    repetitions.push_back(std::move(section));
    return *repetitions.back();
}

Values& Values::show(std::string_view name, bool condition) {
    if (condition) add_section(name);
    return *this;
}

Renderer::Renderer(const std::filesystem::path& folder, std::string language)
    : language_{std::move(language)}, loaded_{std::make_unique<Loaded>()} {
    for (const auto& file : load_templates(folder / language_)) {
        if (!loaded_->cache.StringToTemplateCache(file.name, file.text, ctemplate::DO_NOT_STRIP)) {
            throw TemplateError{"template " + language_ + '/' + file.name +
                                ".tpl: syntax error; the lines above say where"};
        }
        names_.push_back(file.name);
    }
    loaded_->cache.Freeze();
    std::sort(names_.begin(), names_.end());
    check();
}

Renderer::~Renderer() = default;

void Renderer::check() const {
    const Values nothing;
    for (const auto& name : names_) static_cast<void>(expand(name, nothing, false));
}

void Renderer::check(const std::vector<std::string>& names) const {
    std::string missing;
    for (const auto& name : names) {
        if (!std::binary_search(names_.begin(), names_.end(), name)) missing += ' ' + language_ + '/' + name + ".tpl";
    }
    if (!missing.empty()) throw TemplateError{"templates are missing:" + missing};
}

std::string Renderer::expand(const std::string& name, const Values& values, bool clean) const {
    ctemplate::TemplateDictionary dictionary{name};
    Loaded::fill(values, dictionary, clean);
    std::string product;
    if (!loaded_->cache.ExpandNoLoad(name, ctemplate::DO_NOT_STRIP, &dictionary, nullptr, &product)) {
        throw TemplateError{"no template " + language_ + '/' + name + ".tpl"};
    }
    return product;
}

std::string Renderer::page(std::string_view name, const Values& values) const {
    return expand(std::string{name} + ".html", values, false);
}

std::string Renderer::text(std::string_view name, const Values& values) const {
    return expand(std::string{name} + ".txt", values, true);
}

}  // namespace sluis::templates
