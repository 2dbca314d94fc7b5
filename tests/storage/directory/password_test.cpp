#include "storage/directory/password.h"

#include <catch2/catch.hpp>

using namespace sluis::storage::directory;

TEST_CASE("a record fits its password alone", "[password]") {
    const auto record = hash_password("wachtwoord met é", 1000);
    CHECK(record.starts_with("{PBKDF2-SHA256}1000$"));
    CHECK(is_password_record(record));
    CHECK(password_fits(record, "wachtwoord met é"));
    CHECK_FALSE(password_fits(record, "wachtwoord met e"));
    CHECK_FALSE(password_fits(record, ""));
    CHECK(hash_password("x", 1) != hash_password("x", 1));  // own salt each time
    CHECK_FALSE(password_fits(hash_password(std::string(2000, 'x'), 1), std::string(2000, 'x')));
}

TEST_CASE("a record of another program is read", "[password]") {
    // PBKDF2-HMAC-SHA-256 of "password", "salt", 4096 rounds: as published in the errata and tests of RFC 6070's
    // successors.
    CHECK(password_fits("{PBKDF2-SHA256}4096$c2FsdA$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o", "password"));
}

TEST_CASE("what is no record never fits", "[password]") {
    for (const auto* wrong :
         {"", "password", "{SSHA}x", "{PBKDF2-SHA256}", "{PBKDF2-SHA256}1000", "{PBKDF2-SHA256}1000$c2FsdA",
          "{PBKDF2-SHA256}0$c2FsdA$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o",
          "{PBKDF2-SHA256}-1$c2FsdA$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o",
          "{PBKDF2-SHA256}99999999$c2FsdA$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o",
          "{PBKDF2-SHA256}4096$c2FsdA$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6", "{PBKDF2-SHA256}4096$c2FsdA$",
          "{PBKDF2-SHA256}4096$$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o",
          "{PBKDF2-SHA512}4096$c2FsdA$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o"}) {
        INFO(wrong);
        CHECK_FALSE(is_password_record(wrong));
        CHECK_FALSE(password_fits(wrong, "password"));
    }
}
