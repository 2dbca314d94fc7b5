#include "gateway/templates/renderer.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace {

using namespace sluis::templates;
namespace fs = std::filesystem;

const std::string html{"{{%AUTOESCAPE context=\"HTML\"}}\n"};
const std::string plain{"{{%AUTOESCAPE context=\"TEXT\"}}\n"};

// A folder of templates that is gone after the test.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "sluis-templates-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
        path_ = pattern;
        fs::create_directory(path_ / "nl");
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / "nl" / name).parent_path());
        std::ofstream{path_ / "nl" / name} << text;
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

}  // namespace

TEST_CASE("a value is escaped for the place where it stands in HTML", "[templates]") {
    const Folder folder;
    folder.write("a.html.tpl", html + "<a href=\"{{URL}}\" title=\"{{NAME}}\">{{NAME}}</a>");
    const Renderer renderer{folder.path()};
    Values values;
    values.set("NAME", "<b>\"é\" & '").set("URL", "javascript:alert(1)");

    const auto page = renderer.page("a", values);

    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find("&lt;b&gt;&quot;é&quot; &amp; &#39;") != std::string::npos);
    CHECK(page.find("javascript") == std::string::npos);
}

TEST_CASE("an included text is escaped too, and sees the same variables", "[templates]") {
    const Folder folder;
    folder.write("_part.html.tpl", html + "<p>{{NAME}}</p>\n");
    folder.write("a.html.tpl", html + "<main>\n{{#S}}\n{{>_part.html.tpl}}\n{{/S}}\n</main>\n");
    const Renderer renderer{folder.path()};
    Values values;
    values.set("NAME", "<i>").add_section("S");

    CHECK(renderer.page("a", values) == "<main>\n<p>&lt;i&gt;</p>\n</main>\n");
    CHECK(renderer.names() == std::vector<std::string>{"a.html"});
}

TEST_CASE("an include within a line adds no line", "[templates]") {
    const Folder folder;
    folder.write("_part.txt.tpl", plain + "{{N}} dagen\n");
    folder.write("a.txt.tpl", plain + "Nog {{>_part.txt.tpl}}, dan niet meer.\n");
    Values values;
    values.set("N", "3");
    CHECK(Renderer{folder.path()}.text("a", values) == "Nog 3 dagen, dan niet meer.\n");
}

TEST_CASE("sections repeat, and lines of nothing but marks leave no line behind", "[templates]") {
    const Folder folder;
    folder.write(
        "a.txt.tpl",
        plain +
            "Lijst:\n{{! een opmerking }}\n{{#ROW}}\n- {{X}} ({{ALL}})\n{{/ROW}}\n{{#NONE}}\nleeg\n{{/NONE}}\neinde\n");
    const Renderer renderer{folder.path()};
    Values values;
    values.set("ALL", "z").add_section("ROW").set("X", "1");
    values.add_section("ROW").set("X", "<2>");
    values.show("NONE", false);

    CHECK(renderer.text("a", values) == "Lijst:\n- 1 (z)\n- <2> (z)\neinde\n");
}

TEST_CASE("control characters in a value become blanks in a text", "[templates]") {
    const Folder folder;
    folder.write("a.txt.tpl", plain + "[{{X}}]");
    Values values;
    values.set("X", std::string{"a\r\x1b\0b\nc", 7});
    CHECK(Renderer{folder.path()}.text("a", values) == "[a   b\nc]\n");
}

TEST_CASE("wrong templates stop the start, and the error names the file", "[templates]") {
    const Folder folder;
    SECTION("no pragma") {
        folder.write("wrong.html.tpl", "<p>{{X}}</p>");
    }
    SECTION("the pragma of a text in a page") {
        folder.write("wrong.html.tpl", plain + "<p>{{X}}</p>");
    }
    SECTION("pragma not on the first line") {
        folder.write("wrong.html.tpl", "\n" + html + "<p>{{X}}</p>");
    }
    SECTION("section not closed") {
        folder.write("wrong.html.tpl", html + "{{#S}}x");
    }
    SECTION("variable in an attribute without quotes") {
        folder.write("wrong.html.tpl", html + "<a href={{X}}>x</a>");
    }
    SECTION("unknown include") {
        folder.write("wrong.html.tpl", html + "{{>_nothing.html.tpl}}");
    }
    SECTION("a text included in a page") {
        folder.write("_t.txt.tpl", plain + "x");
        folder.write("wrong.html.tpl", html + "{{>_t.txt.tpl}}");
    }
    SECTION("an include of itself") {
        folder.write("wrong.html.tpl", html + "{{>wrong.html.tpl}}");
    }
    SECTION("an include without an end") {
        folder.write("wrong.html.tpl", html + "{{>_x");
    }
    CHECK_THROWS_WITH(Renderer{folder.path()}, Catch::Contains("wrong.html.tpl"));
}

TEST_CASE("a missing language or template is an error that names it", "[templates]") {
    const Folder folder;
    folder.write("a.html.tpl", html + "x");
    CHECK_THROWS_WITH((Renderer{folder.path(), "de"}), Catch::Contains("/de"));
    const Renderer renderer{folder.path()};
    CHECK_THROWS_AS(renderer.page("b", Values{}), TemplateError);
    CHECK_THROWS_AS(renderer.text("a", Values{}), TemplateError);
    CHECK_THROWS_WITH(renderer.check({"a.html", "b.html", "c.txt"}), Catch::Contains("nl/b.html.tpl nl/c.txt.tpl"));
}

TEST_CASE("what fills a template is bounded over the whole tree", "[templates]") {
    Values values;
    auto& section = values.add_section("S");
    const std::string half(Values::max_bytes / 2 + 1, 'x');
    values.set("A", half);
    CHECK_THROWS_AS(section.set("B", half), TemplateError);
    for (std::size_t i = 1; i < Values::max_sections; ++i) section.add_section("T");
    CHECK_THROWS_AS(values.add_section("S"), TemplateError);
}

TEST_CASE("every template of Sluis loads, and starts with its pragma", "[templates]") {
    const fs::path folder = fs::path{SLUIS_SOURCE_DIR} / "templates";
    std::size_t languages = 0;
    for (const auto& language : fs::directory_iterator{folder}) {
        if (!language.is_directory()) continue;
        ++languages;
        for (const auto& file : fs::recursive_directory_iterator{language.path()}) {
            if (file.path().extension() != ".tpl") continue;
            INFO(file.path());
            std::ifstream stream{file.path()};
            std::string first;
            std::getline(stream, first);
            const bool page = file.path().string().ends_with(".html.tpl");
            CHECK(first + '\n' == (page ? html : plain));
        }
        CHECK_NOTHROW(Renderer{folder, language.path().filename().string()});
    }
    CHECK(languages >= 1);
}
