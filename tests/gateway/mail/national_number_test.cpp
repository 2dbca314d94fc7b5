#include "gateway/mail/national_number.h"

#include <catch2/catch.hpp>

using namespace sluis::national_number;

TEST_CASE("a number is read as people type it, and nothing else is") {
    for (const auto* typed :
         {"87041298790", "87.04.12-987.90", "87 04 12 987 90", "87/04/12-987-90", " 87.04.12-987.90 "})
        CHECK(digits_of(typed) == "87041298790");
    for (const auto* typed : {"", "8704129879", "870412987901", "87.04.12-987.9O", "a87041298790", "87041298790;drop"})
        CHECK_FALSE(digits_of(typed));
    CHECK_FALSE(digits_of(std::string(40, ' ') + "87041298790"));
}
