#include "gateway/templates/own_texts.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

namespace {

using namespace sluis;
using namespace sluis::templates;
namespace fs = std::filesystem;

const std::string page_link{"https://delen.voorbeeld.example/d/Qm5sdWlzLXZvb3JiZWVsZC1saW5r"};

Time at(int year, unsigned month, unsigned day, int hour, int minute) {
    using namespace std::chrono;
    return sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} + hours{hour} +
           minutes{minute};
}

const Renderer& renderer() {
    static const Renderer all{fs::path{SLUIS_SOURCE_DIR} / "templates"};
    return all;
}

Texts texts() {
    return {renderer(),
            {"https://delen.voorbeeld.example/", "helpdesk@regenboog.example of 02 555 01 23",
             "https://regenboog.example/privacy", "dpo@regenboog.example"}};
}

RecipientFacts a_recipient() {
    RecipientFacts facts;
    facts.recipient = "Karim El <b>Amrani</b>, OCJ Leuven";
    facts.kinds = {"Evolutieverslag"};
    facts.until = at(2026, 12, 22, 13, 5);
    facts.why = "De ontvanger is consulent, en het document bevat persoonsgegevens.";
    return facts;
}

NoticeFacts a_notice() {
    return {"An Claes",  "Voorziening De Regenboog", 1,        false, Readers::addressee,
            Proof::code, at(2026, 12, 22, 13, 5),    page_link};
}

std::vector<std::pair<std::string, MailText>> every_mail() {
    const auto words = texts();
    auto second = a_recipient();
    second.recipient = "voorzieningenbeleid@opgroeien.example";
    second.documents = 3;
    second.kinds = {"Anciënniteitslijst", "Ernstige gebeurtenis"};
    second.label = policy::Label::confidential;
    second.generic_notified = true;
    auto held = a_recipient();
    held.recipient = "mama.van.lotte@post.example";
    held.advice = "direct";
    held.why = "De ontvanger is een cliënt of iemand uit de context.";
    auto returned = a_recipient();
    returned.recipient = "helpdesk@binc.example";
    returned.advice = "anonymous";
    returned.why = "In het onderwerp staat een rijksregisternummer.";
    returned.found = {{"het onderwerp", "rijksregisternummer 87.••.••-•••.23"}};
    auto member = a_notice();
    member.proof = Proof::login;
    member.readers = Readers::organisation;
    member.documents = 3;
    auto body = a_notice();
    body.body_shared = true;
    body.readers = Readers::circle;
    const auto later = at(2026, 11, 25, 9, 0);
    return {
        {"notice-code", words.notice(a_notice())},
        {"notice-login", words.notice(member)},
        {"notice-body", words.notice(body)},
        {"notice-generic", words.generic_notice({"An Claes", "Voorziening De Regenboog", 2, later, page_link})},
        {"confirmation",
         words.confirmation(
             {{a_recipient(), second}, 2, {"no-dossier"}, {"[vertrouwlijk] lijkt op [vertrouwelijk]"}, page_link})},
        {"caution", words.caution({{"banned-link"}, {"Bedoelde je [dagen:N]? Zo is het gelezen."}})},
        {"hold", words.hold({{held}, true, later, page_link})},
        {"hold-expired", words.hold_expired({{held}, later})},
        {"return", words.returned({{returned}, true, "2024-00123", page_link})},
        {"code", words.code({"482 915", later})},
        {"failure",
         words.failure({{{"jan@elders.example", FailureFacts::Cause::unknown_address}}, later, false, later})},
        {"failure-delayed",
         words.failure({{{"jan@elders.example", FailureFacts::Cause::unreachable}}, later, true, later})},
        {"notice-undelivered", words.undelivered_notice({"jan@elders.example", later, later, true, page_link})},
        {"locked-link", words.locked_link({"jan@elders.example", later, page_link})},
    };
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every own mail has a neutral subject, a text and a Dutch page", "[templates]") {
    for (const auto& [name, mail] : every_mail()) {
        INFO(name);
        CHECK(mail.subject.size() > 5);
        CHECK(mail.subject.size() < 70);
        CHECK_FALSE(has(mail.subject, "{"));
        CHECK_FALSE(has(mail.subject, "@"));
        CHECK(mail.text.size() > 150);
        CHECK_FALSE(has(mail.text, "Onderwerp:"));
        CHECK_FALSE(has(mail.text, "\n\n\n"));
        CHECK_FALSE(has(mail.text + mail.html, "{{"));
        CHECK(has(mail.html, "<html lang=\"nl\">"));
        CHECK(has(mail.html, "<title>" + mail.subject + "</title>"));
        CHECK(has(mail.html, "dpo@regenboog.example"));
        CHECK(has(mail.text, "dpo@regenboog.example"));
        // To be looked at: set SLUIS_MAIL_PAGES to a folder.
        if (const char* folder = std::getenv("SLUIS_MAIL_PAGES")) {
            std::ofstream{fs::path{folder} / (name + ".html")} << mail.html;
            std::ofstream{fs::path{folder} / (name + ".txt")} << mail.subject << "\n\n" << mail.text;
        }
    }
}

TEST_CASE("the link that people see is the link that opens", "[templates][S0.14]") {
    for (const auto& [name, mail] : every_mail()) {
        INFO(name);
        std::size_t links = 0;
        for (std::size_t from = 0; (from = mail.html.find("href=\"", from)) != std::string::npos; ++links) {
            from += 6;
            const auto href = mail.html.substr(from, mail.html.find('"', from) - from);
            const auto shown = mail.html.find('>', from) + 1;
            CHECK(mail.html.substr(shown, mail.html.find('<', shown) - shown) == href);
        }
        CHECK(links >= 1);
    }
}

TEST_CASE("a notice says what, who, until when, what to do and how to know it is genuine", "[templates][S0.17]") {
    const auto mail = texts().notice(a_notice());
    for (const auto& body : {mail.text, mail.html}) {
        for (const auto* part :
             {"Er staat een document voor u klaar", "An Claes", "Voorziening De Regenboog",
              "dinsdag 22 december 2026 om 14.05 uur", "een code in een tweede mail", "geen documentbeheersysteem",
              "eigen server", "https://delen.voorbeeld.example/", "Twijfelt u?"}) {
            INFO(part);
            std::string upper{part};
            for (auto& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
            auto flat = body;
            for (auto& c : flat) c = c == '\n' ? ' ' : c;
            CHECK((has(flat, part) || has(flat, upper)));
        }
        CHECK_FALSE(has(body, "gewone login"));
    }
}

TEST_CASE("every own mail but the code leads to the manual and says who helps", "[templates]") {
    for (const auto& [name, mail] : every_mail()) {
        INFO(name);
        const bool is_code = name == "code";
        CHECK(has(mail.text, "https://delen.voorbeeld.example/hulp") != is_code);
        CHECK(has(mail.html, "href=\"https://delen.voorbeeld.example/hulp\"") != is_code);
        CHECK(has(mail.text, "Vragen?"));
        CHECK(has(mail.html, "Vragen?"));
    }
}

TEST_CASE("a return says what was found where, and a hold what to choose", "[templates]") {
    for (const auto& [name, mail] : every_mail()) {
        if (name == "return") {
            CHECK(has(mail.text, "in het onderwerp: rijksregisternummer 87.••.••-•••.23"));
            CHECK(has(mail.html, "in het onderwerp: rijksregisternummer 87.••.••-•••.23"));
            CHECK(has(mail.text, page_link));
        }
        if (name == "hold") {
            CHECK(has(mail.text, "toch veilig delen, of intrekken"));
            CHECK(has(mail.html, page_link));
        }
    }
}

TEST_CASE("what would have changed it is one line in a confirmation, a hold and a return, where there is something",
          "[templates]") {
    const std::string sentence = "Zonder het nummer 87.••.••-•••.23 <b> was deze mail gewoon doorgestuurd.";
    auto one = a_recipient();
    const auto mails = [&] {
        const auto words = texts();
        return std::vector{words.confirmation({{one}, 0, {}, {}, page_link}),
                           words.hold({{one}, false, at(2026, 12, 22, 13, 5), page_link}),
                           words.returned({{one}, false, "", page_link})};
    };
    for (const auto& mail : mails()) CHECK(mail.text.find("doorgestuurd") == std::string::npos);
    const auto before = mails();
    one.would_change = sentence;
    const auto after = mails();
    for (std::size_t i = 0; i < after.size(); ++i) {
        CHECK(after[i].text.find("\n  " + sentence + '\n') != std::string::npos);
        CHECK(std::count(after[i].text.begin(), after[i].text.end(), '\n') ==
              std::count(before[i].text.begin(), before[i].text.end(), '\n') + 1);
        CHECK(after[i].html.find("87.••.••-•••.23 &lt;b&gt; was") != std::string::npos);
    }
}

TEST_CASE("a code comes without a link to type it into", "[templates]") {
    const auto mail = texts().code({"482 915", at(2026, 11, 25, 9, 0)});
    CHECK(has(mail.text, "482 915"));
    CHECK_FALSE(has(mail.text, "delen.voorbeeld.example"));
    CHECK_FALSE(has(mail.html, "delen.voorbeeld.example"));
}

TEST_CASE("where the sender reads a decision, personal data is explained", "[templates][S0.65][S0.66]") {
    for (const auto& [name, mail] : every_mail()) {
        const bool decision = name == "confirmation" || name == "caution" || name == "hold" || name == "return";
        INFO(name);
        CHECK(has(mail.html, "Wat zijn persoonsgegevens?") == decision);
        CHECK(has(mail.text, "WAT ZIJN PERSOONSGEGEVENS?") == decision);
    }
}

TEST_CASE("names from outside are escaped in the page", "[templates][security]") {
    const auto mail = texts().confirmation({{a_recipient()}, 0, {}, {}, page_link});
    CHECK(has(mail.html, "El &lt;b&gt;Amrani"));
    CHECK_FALSE(has(mail.html, "<b>Amrani"));
}

TEST_CASE("each advice, warning and cause has its own words, an unknown one the general ones",
          "[templates][S0.54][S0.64]") {
    const auto advice = [](const std::string& id) {
        auto recipient = a_recipient();
        recipient.advice = id;
        return texts().hold({{recipient}, false, {}, page_link}).text;
    };
    CHECK(has(advice("direct"), "Deel bij voorkeur rechtstreeks"));
    CHECK(has(advice("anonymous"), "Vermeld alleen het dossiernummer."));
    CHECK(has(advice("calendar"), "uitnodiging"));
    for (const auto* id : {"direct", "anonymous", "calendar", "dossier", "personal-reader", "encrypted"}) {
        INFO(id);
        CHECK(advice(id) != advice("general"));
    }
    CHECK(advice("nobody-wrote-this") == advice("general"));
    CHECK(advice("../cause/refused") == advice("general"));
    auto recipient = a_recipient();
    recipient.advice = "anonymous";
    CHECK(has(texts().returned({{recipient}, false, "2024-00123", ""}).text, "bijvoorbeeld 2024-00123."));
    const auto warning = [](const std::string& id) { return texts().confirmation({{}, 0, {id}, {}, page_link}).text; };
    for (const auto* id : {"no-dossier", "dossier-format", "days-limited", "directive-mistake", "no-generic-mailbox",
                           "personal-not-allowed", "override-not-allowed", "override-without-reason", "override-reply",
                           "override-confidential", "override-certain"}) {
        INFO(id);
        CHECK(warning(id) != warning("other"));
    }
    using Cause = FailureFacts::Cause;
    std::vector<std::string> seen;
    for (auto cause :
         {Cause::unknown_address, Cause::mailbox_full, Cause::refused, Cause::too_large, Cause::unreachable,
          Cause::no_secure_connection, Cause::needs_8bit, Cause::needs_utf8, Cause::other}) {
        const auto text = texts().failure({{{"x@y.example", cause}}, {}, false, {}}).text;
        CHECK(std::find(seen.begin(), seen.end(), text) == seen.end());
        seen.push_back(text);
    }
}

TEST_CASE("times are shown as Belgian time, summer time included", "[templates]") {
    CHECK(time_text(at(2026, 1, 1, 23, 30)) == "vrijdag 2 januari 2026 om 0.30 uur");
    CHECK(time_text(at(2026, 7, 1, 12, 0)) == "woensdag 1 juli 2026 om 14.00 uur");
    CHECK(time_text(at(2026, 3, 29, 0, 59)) == "zondag 29 maart 2026 om 1.59 uur");
    CHECK(time_text(at(2026, 3, 29, 1, 0)) == "zondag 29 maart 2026 om 3.00 uur");
    CHECK(time_text(at(2026, 10, 25, 0, 59)) == "zondag 25 oktober 2026 om 2.59 uur");
    CHECK(time_text(at(2026, 10, 25, 1, 0)) == "zondag 25 oktober 2026 om 2.00 uur");
    CHECK(day_text(at(2026, 12, 31, 23, 0)) == "vrijdag 1 januari 2027");
}

TEST_CASE("an empty contact leaves no line behind", "[templates]") {
    const Texts bare{renderer(), {"https://delen.voorbeeld.example", "", "", ""}};
    const auto mail = bare.notice(a_notice());
    CHECK_FALSE(has(mail.text, "Vragen"));
    CHECK_FALSE(has(mail.text, "Privacy"));
    CHECK_FALSE(has(mail.html, "Privacy"));
}

TEST_CASE("contacts by topic, own words of a rule and warnings stand in the mail to the sender", "[templates][S0.57]") {
    const auto words = texts();
    auto recipient = a_recipient();
    recipient.advice = "direct";
    recipient.advice_text = "Vraag het aan uw directie.";
    recipient.contacts = {{"groeipakket", "Team <Groeipakket>, groeipakket@agentschap.example"}};
    const std::string contact = "Voor vragen over groeipakket: Team <Groeipakket>, groeipakket@agentschap.example";
    const std::string escaped =
        "Voor vragen over groeipakket: Team &lt;Groeipakket&gt;, groeipakket@agentschap.example";
    const auto later = at(2026, 11, 25, 9, 0);
    const auto held = words.hold({{recipient}, false, later, page_link});
    const auto returned = words.returned({{recipient}, false, "", "", false});
    for (const auto& mail : {held, returned, words.confirmation({{recipient}, 0, {}, {}, page_link})}) {
        CHECK(has(mail.text, contact));
        CHECK(has(mail.html, escaped));
    }
    for (const auto& mail : {held, returned}) {
        CHECK(has(mail.text, "Vraag het aan uw directie."));
        CHECK(has(mail.html, "Vraag het aan uw directie."));
    }
    CHECK_FALSE(has(returned.text, "Uw mail bevat persoonsgegevens."));
    CHECK(has(words.returned({{recipient}, false, ""}).text, "Uw mail bevat persoonsgegevens."));
    const auto caution = words.caution({{"banned-link"}, {"Bedoelde je [dagen:N]? Zo is het gelezen."}});
    CHECK(has(caution.text, "Bedoelde je [dagen:N]?"));
    CHECK(has(caution.html, "WeTransfer"));
    CHECK_FALSE(has(caution.text + caution.html, "intrekken"));
}
