#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sluis::templates {

/// A text is missing, wrong or asked for more than it may hold. At start: the installation is broken.
class TemplateError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What fills a template: variables, and sections that repeat once for each time they were added.
/// Plain text in UTF-8, never markup: the renderer escapes for the place where a variable stands.
/// A variable that was not set is empty; a section that was not added is left out. Inner sections see the
/// variables of the outer ones.
class Values {
public:
    /// @throws TemplateError beyond max_bytes or max_sections, over the whole tree.
    Values& set(std::string_view name, std::string_view text);
    /// One more repetition of a section; the reference lives as long as this object.
    Values& add_section(std::string_view name);
    /// A section without values of its own, shown when `condition` holds: templates have no "else", so name
    /// both sides.
    Values& show(std::string_view name, bool condition = true);

    Values();
    ~Values();
    Values(Values&&) noexcept;
    Values& operator=(Values&&) noexcept;
    Values(const Values&) = delete;
    Values& operator=(const Values&) = delete;

    static constexpr std::size_t max_bytes = 8u << 20;
    static constexpr std::size_t max_sections = 20'000;

private:
    friend class Renderer;
    struct Spent {
        std::size_t bytes = 0;
        std::size_t sections = 0;
    };
    std::map<std::string, std::string, std::less<>> texts_;
    std::map<std::string, std::vector<std::unique_ptr<Values>>, std::less<>> sections_;
    std::shared_ptr<Spent> spent_;  ///< Shared by all sections of one tree: the bound is on the whole.
};

/// The texts of one language, loaded whole at start and never read again. Immutable and thread-safe after
/// that.
///
/// A template is `FOLDER/LANGUAGE/NAME.html.tpl` or `FOLDER/LANGUAGE/NAME.txt.tpl`, in ctemplate's syntax:
/// `{{NAME}}`,
/// `{{#SECTION}}…{{/SECTION}}`, `{{! comment }}`. It starts with `{{%AUTOESCAPE context="HTML"}}`, or with
/// `{{%AUTOESCAPE context="TEXT"}}` where nothing is escaped. `{{>portal/head.html.tpl}}` is replaced, when
/// loaded, by that file's text: the included text sees the same variables and is escaped in the place where
/// it stands.
class Renderer {
public:
    /// Loads every template of the language. @throws TemplateError naming the file: missing folder, missing
    /// or wrong first line, syntax error, unknown include, too large
    explicit Renderer(const std::filesystem::path& folder, std::string language = "nl");
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// That these exist, before the first visitor asks. Names as for page() (`…html`) and text() (`….txt`):
    /// `check({"portal/landing.html", "mail/notice.txt"})`. @throws TemplateError naming all that are missing
    void check(const std::vector<std::string>& names) const;
    /// That every loaded template can be filled. @throws TemplateError
    void check() const;

    /// `portal/landing` → the HTML of portal/landing.html.tpl, filled and escaped. @throws TemplateError
    [[nodiscard]] std::string page(std::string_view name, const Values& values) const;
    /// `mail/notice` → the text of mail/notice.txt.tpl, lines ending in LF. Control characters in values
    /// become blanks.
    [[nodiscard]] std::string text(std::string_view name, const Values& values) const;

    [[nodiscard]] const std::string& language() const noexcept { return language_; }
    /// Of every loaded template, sorted: `mail/notice.html`, `mail/notice.txt`.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

private:
    struct Loaded;
    [[nodiscard]] std::string expand(const std::string& name, const Values& values, bool clean) const;
    std::string language_;
    std::vector<std::string> names_;
    std::unique_ptr<Loaded> loaded_;
};

}  // namespace sluis::templates
