#include "gateway/portal/explanation_view.h"

#include <array>
#include <nlohmann/json.hpp>

#include "gateway/facts/flowchart_json.h"
#include "policy/flowchart_svg.h"
#include "policy/wording.h"

namespace sluis::portal {

namespace {

using Json = nlohmann::json;

/// Step::question, in the order of the page.
constexpr std::array<std::string_view, 5> questions{"directive", "Q1", "Q2", "Q3", "outcome"};

std::string called(const Json& part, std::size_t attachment) {
    const auto role = part.value("role", ""), kind = part.value("kind", "");
    std::string name = role == "attachment" ? "bijlage " + std::to_string(attachment)
                       : role == "calendar" ? "de afspraak"
                       : role == "body"     ? "de tekst van de mail"
                                            : "de handtekening";
    return kind.empty() ? name : name + " (" + kind + ')';
}

/// Part numbers to what people call them.
std::map<std::string, std::string> part_names(const Json& json, const std::map<std::string, std::string>& names) {
    std::map<std::string, std::string> all{
        {"bericht", "de tekst van de mail"}, {"onderwerp", "het onderwerp"}, {"hele bericht", "de hele mail"}};
    std::size_t attachment = 0;
    for (const auto& part : json.value("parts", Json::array())) {
        if (part.value("role", "") == "attachment") ++attachment;
        const auto id = part.value("part", "");
        const auto known = names.find(id);
        all[id] = known == names.end() ? called(part, attachment) : known->second;
    }
    return all;
}

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

/// The stable words of an answer; what else stands there is an identifier, which `because` says better.
std::string answer_words(const std::string& question, const std::string& answer) {
    if (question != "Q1") return {};
    if (answer == "unscannable") return "niet te lezen";
    return answer;
}

void add_step(const Json& step, const std::string& klass, const std::map<std::string, std::string>& names,
              templates::Values& line) {
    const auto question = step.value("question", ""), about = step.value("about", "");
    auto because = step.value("because", "");
    auto answer = answer_words(question, step.value("answer", ""));
    if (question == "Q2") answer = klass;
    // A whole mail has no number of its own.
    const auto known = names.find(about);
    const auto subject = about.empty() || question == "outcome" ? std::string{}
                         : known == names.end()                 ? "deel " + about
                                                                : known->second;
    line.set("ABOUT", capital(subject)).show("HAS_ABOUT", !subject.empty());
    if (subject.empty()) answer = capital(answer);
    line.set("ANSWER", answer).show("HAS_ANSWER", !answer.empty()).show("NO_ANSWER", answer.empty());
    if (subject.empty() && answer.empty()) because = capital(because);
    line.set("BECAUSE", because).show("HAS_BECAUSE", !because.empty());
}

}  // namespace

void add_explanation(const std::string& body, const std::map<std::string, std::string>& names,
                     const std::string& picture, templates::Values& values) {
    if (body.empty()) return;
    const auto json = Json::parse(body, nullptr, false);
    if (!json.is_object()) return;
    try {
        const auto parts = part_names(json, names);
        const auto klass = json.value("class", "");
        const auto steps = json.value("steps", Json::array());
        auto& explained = values.add_section("EXPLAINED");
        explained.set("POLICY", json.value("policy", ""));
        if (json.contains("advice")) explained.add_section("OWN_ADVICE").set("ADVICE_TEXT", json.value("advice", ""));
        for (const auto& contact : json.value("contacts", Json::array()))
            explained.add_section("CONTACT")
                .set("TOPIC", contact.value("topic", ""))
                .set("WHOM", contact.value("whom", ""));
        for (const auto& change : json.value("changes", Json::array()))
            explained.add_section("CHANGE").set("SENTENCE", change.get<std::string>());
        explained.show("HAS_CHANGES", json.contains("changes") && !json["changes"].empty());
        if (const auto chart = facts::flowchart_from(json.value("chart", Json::object())))
            explained.add_section("PICTURE").set("PICTURE_PATH", picture).set("WAY", chart->way);
        for (const auto& question : questions) {
            templates::Values* section = nullptr;
            for (const auto& step : steps) {
                if (step.value("question", "") != question) continue;
                if (!section)
                    section =
                        &explained.add_section("QUESTION").set("QUESTION_TITLE", policy::question_in_words(question));
                add_step(step, klass, parts, section->add_section("STEP"));
            }
        }
    } catch (const Json::exception&) {
        return;  // Written by another version: the page goes without.
    }
}

std::optional<std::string> explanation_picture(const std::string& body) {
    const auto json = Json::parse(body, nullptr, false);
    if (!json.is_object() || !json.contains("chart")) return std::nullopt;
    const auto chart = facts::flowchart_from(json["chart"]);
    return chart ? std::optional{policy::as_svg(*chart)} : std::nullopt;
}

}  // namespace sluis::portal
