#include "gateway/scan/detect/links.h"

#include <catch2/catch.hpp>

#include "tests/gateway/scan/extract/mail_builder.h"

using namespace sluis;
using namespace sluis::scan;
using Hosts = std::vector<std::string>;

namespace {

Hosts in_text(std::string_view text) {
    LinkHosts links;
    links.read_text(text);
    return links.take();
}

Hosts in_mail(const std::string& type, const std::string& body) {
    return analyse(mail_of(type, body), AnalyseLimits{}).findings.link_hosts;
}

}  // namespace

TEST_CASE("the host of a link is found however the link is written", "[links]") {
    CHECK(in_text("Zie https://overdracht.example/d/1.") == Hosts{"overdracht.example"});
    CHECK(in_text("Zie HTTP://Overdracht.EXAMPLE.:8080?x=1") == Hosts{"overdracht.example"});
    CHECK(in_text("zie www.overdracht.example") == Hosts{"www.overdracht.example"});
    CHECK(in_text("(over.example/t-1)") == Hosts{"over.example"});
    CHECK(in_text("https://bank.example@overdracht.example/") == Hosts{"overdracht.example"});
    CHECK(in_text("https:\\\\overdracht.example\\x") == Hosts{"overdracht.example"});
    CHECK(in_text("https://over%64racht.example/") == Hosts{"overdracht.example"});
    CHECK(in_text("https://m\u00fcnchen.example/ https://\uff4fver.example/") ==
          Hosts{"over.example", "xn--mnchen-3ya.example"});
    CHECK(in_text("https://[2001:DB8::1]:443/") == Hosts{"[2001:db8::1]"});
}

TEST_CASE("what a link carries on to counts too", "[links]") {
    CHECK(in_text("https://filter.example/?url=https%3A%2F%2Foverdracht.example%2Fd%2F1&data=5") ==
          Hosts{"filter.example", "overdracht.example"});
    CHECK(in_text("https://filter.example/?url=https%253A%252F%252Foverdracht.example") ==
          Hosts{"filter.example", "overdracht.example"});
    CHECK(in_text("https://filter.example/https://overdracht.example") ==
          Hosts{"filter.example", "overdracht.example"});
}

TEST_CASE("what is no link gives no host", "[links]") {
    CHECK(in_text("12/04/2026 en/of a.b ann@zorg.example/x, wwwoverdracht, 1.5/2, http:// en http:///").empty());
    CHECK(in_text("").empty());
}

TEST_CASE("links are gathered from the bodies alone, text and attributes", "[links]") {
    CHECK(in_mail("text/plain; charset=utf-8", "https://a.example/x en nogmaals https://A.example/y") ==
          Hosts{"a.example"});
    CHECK(
        in_mail("text/html", "<a href=\"&#104;ttps://over.example/x\">bestand</a><img src='//beeld.example/1.png'>") ==
        Hosts{"beeld.example", "over.example"});
    CHECK(in_mail("text/html", "<a href=\"  ht\ntps://over.example\">bestand</a>") == Hosts{"over.example"});
    const auto attached = analyse(mail_with("https://over.example/", "a.txt", "text/plain"), AnalyseLimits{});
    CHECK(attached.findings.link_hosts.empty());
}

TEST_CASE("no more hosts are kept than the answer holds, in linear time", "[links]") {
    std::string many, nested;
    for (int i = 0; i < 1000; ++i) many += "https://h" + std::to_string(i) + ".example/ ";
    for (int i = 0; i < 200'000; ++i) nested += "http://a/%";
    CHECK(in_text(many).size() == LinkHosts::max_hosts);
    CHECK(in_text(nested) == Hosts{"a"});
}
