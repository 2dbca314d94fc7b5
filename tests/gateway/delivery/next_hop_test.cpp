#include <catch2/catch.hpp>

#include "gateway/delivery/next_hop_table.h"
#include "gateway/delivery/retry_schedule.h"

using namespace sluis;
using namespace std::chrono_literals;

namespace {

config::NextHop hop(const std::string& domain, const std::string& host) {
    config::NextHop hop;
    hop.domain = domain;
    hop.host = host;
    return hop;
}

const std::vector<config::NextHop> table{hop("*", "world"), hop("*.zorg.example", "care"),
                                         hop("ocj.zorg.example", "ocj")};

}  // namespace

TEST_CASE("the nearest entry names the next hop of a domain", "[delivery]") {
    CHECK(delivery::next_hop_for(table, "OCJ.zorg.example")->host == "ocj");
    CHECK(delivery::next_hop_for(table, "team.ocj.zorg.example")->host == "care");
    CHECK(delivery::next_hop_for(table, "zorg.example")->host == "world");
    CHECK(delivery::next_hop_for(table, "elsewhere.example")->host == "world");
}

TEST_CASE("a domain without any entry has no next hop", "[delivery]") {
    const std::vector<config::NextHop> only{hop("zorg.example", "care")};
    CHECK(delivery::next_hop_for(only, "elsewhere.example") == nullptr);
    CHECK(delivery::next_hop_for({}, "zorg.example") == nullptr);
}

TEST_CASE("a deferred recipient is tried again after growing waits, the last one repeating",
          "[delivery][rfc5321-4.5.4.1]") {
    config::DeliverySettings settings;
    settings.retry_after = {60s, 300s};
    CHECK(delivery::retry_in(settings, "original", 1, 0s, 0.0) == 60s);
    CHECK(delivery::retry_in(settings, "original", 2, 60s, 0.0) == 300s);
    CHECK(delivery::retry_in(settings, "original", 9, 3000s, 0.0) == 300s);
    CHECK(delivery::retry_in(settings, "original", 2, 60s, 1.0) == 360s);
}

TEST_CASE("after its term a recipient is given up, a notice sooner than a mail", "[delivery]") {
    config::DeliverySettings settings;
    settings.give_up_after = 100h;
    settings.notice_give_up_after = 10h;
    CHECK_FALSE(delivery::retry_in(settings, "original", 3, 100h, 0.0));
    CHECK(delivery::retry_in(settings, "original", 3, 99h, 0.0));
    CHECK_FALSE(delivery::retry_in(settings, "notice", 3, 10h, 0.0));
}
