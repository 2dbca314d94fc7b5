#include <catch2/catch.hpp>

#include "policy/decision.h"
#include "policy/findings.h"
#include "policy/party.h"
#include "policy/text.h"
#include "policy/wording.h"

using namespace sluis::policy;

TEST_CASE("every value has a word of its own, and the word is that value again") {
    for (const auto value : {Strength::negative, Strength::weak, Strength::strong, Strength::certain})
        CHECK(strength_from(to_string(value)) == value);
    for (int i = 0; i < 8; ++i)
        CHECK(unscannable_from(to_string(static_cast<Unscannable>(i))) == static_cast<Unscannable>(i));
    for (int i = 0; i < 5; ++i) CHECK(role_from(to_string(static_cast<Role>(i))) == static_cast<Role>(i));
    for (int i = 0; i < 5; ++i)
        CHECK(protection_from(to_string(static_cast<Protection>(i))) == static_cast<Protection>(i));
    for (int i = 0; i < 4; ++i) CHECK(outcome_from(to_string(static_cast<Outcome>(i))) == static_cast<Outcome>(i));
    for (int i = 0; i < 3; ++i) CHECK(label_from(to_string(static_cast<Label>(i))) == static_cast<Label>(i));
    for (int i = 0; i < 3; ++i)
        CHECK(person_role_from(to_string(static_cast<PersonRole>(i))) == static_cast<PersonRole>(i));
}

TEST_CASE("any other text is no word") {
    for (const auto* text : {"", "Pass", "pass ", "share\n", "niets"}) {
        CHECK_FALSE(outcome_from(text));
        CHECK_FALSE(label_from(text));
        CHECK_FALSE(strength_from(text));
        CHECK_FALSE(unscannable_from(text));
        CHECK_FALSE(role_from(text));
        CHECK_FALSE(protection_from(text));
        CHECK_FALSE(person_role_from(text));
    }
}

TEST_CASE("words are compared without case, diacritics or what stands between them") {
    CHECK(folded("Anciënniteitslijst") == "ancienniteitslijst");
    CHECK(folded("ANCIE\xcc\x88NNITEIT") == "ancienniteit");
    CHECK(folded("handelingsplan_v2.PDF") == "handelingsplan v2 pdf");
    CHECK(folded("  Listing -- Personeel ") == "listing personeel");
    CHECK(folded("OverzichtZakgeld") == "overzicht zakgeld");
    CHECK(folded("zak\xc2\xadgeld") == "zakgeld");
    CHECK(folded("\xff\xfe?!").find("?") == std::string::npos);
    CHECK(folded("").empty());
}

TEST_CASE("words are found at the start of a word only") {
    CHECK(find_words("overzicht zakgeld mei", "zakgeld") == 10);
    CHECK(find_words("zakgeldlijst", "zakgeld") == 0);
    CHECK(find_words("nietzakgeld zakgeld", "zakgeld") == 12);
    CHECK(find_words("nietzakgeld", "zakgeld") == std::string_view::npos);
    CHECK(find_words("zakgeld", "") == std::string_view::npos);
}

TEST_CASE("the edit distance counts letters changed, added, left out and swapped") {
    CHECK(edit_distance("dossier", "dossier") == 0);
    CHECK(edit_distance("dosier", "dossier") == 1);
    CHECK(edit_distance("dossire", "dossier") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance(std::string(65, 'a'), "b") == 65);
}

TEST_CASE("evidence is told by its three strongest pieces, masked and cut") {
    Evidence weak{"word.health", Strength::weak, "", "", {}};
    Evidence strong{"rrn.bare", Strength::strong, "pagina 2", "87••••••23", {}};
    Evidence certain{"rrn", Strength::certain, "blad 1, cel B4", "87.••.••-•••.23", 1};
    Evidence negative{"word.negative", Strength::negative, "", "sjabloon", {}};
    Evidence other{"niet.bekend", Strength::weak, "", "", {}};
    CHECK(in_words(std::vector{weak, negative, strong, other, certain, certain}) ==
          "rijksregisternummer 87.••.••-•••.23 (blad 1, cel B4); rijksregisternummer zonder leestekens 87••••••23 "
          "(pagina 2); "
          "woord over gezondheid");
    CHECK(in_words(std::vector{other}) == "ander kenmerk");
    CHECK(in_words(std::vector{negative}).empty());
    certain.masked.assign(100, 'x');
    certain.masked.replace(39, 1, "é");
    CHECK(in_words(std::vector{certain}).find(std::string(39, 'x') + " (") != std::string::npos);
}
