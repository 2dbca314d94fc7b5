#include <curl/curl.h>

#include <array>
#include <memory>

#include "gateway/ctl/checks.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/runtime/parts.h"

namespace sluis::ctl {
namespace {

constexpr long connect_seconds = 5;
constexpr long answer_seconds = 10;
constexpr std::size_t max_answer = 1u << 20;
// Needs no session and no database, and no other site has the same.
constexpr const char* known_page = "/stijl.css";

struct Answer {
    CURLcode code = CURLE_FAILED_INIT;
    std::string problem;
    long status = 0;
    std::string text;
};

std::size_t take(char* octets, std::size_t size, std::size_t count, void* text) {
    auto& taken = *static_cast<std::string*>(text);
    if (taken.size() + size * count > max_answer) return 0;
    taken.append(octets, size * count);
    return size * count;
}

/// As a recipient's browser asks: no proxy of this machine, no redirection followed.
/// @param authorities  PEM; empty for those that the system trusts
Answer ask(const std::string& url, const std::filesystem::path& authorities) {
    Answer answer;
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle{curl_easy_init(), &curl_easy_cleanup};
    if (!handle) return answer;
    std::array<char, CURL_ERROR_SIZE> problem{};
    auto* curl = handle.get();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, answer_seconds);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "sluisctl");
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem.data());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.text);
    if (!authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, authorities.c_str());
    answer.code = curl_easy_perform(curl);
    answer.problem = problem[0] == '\0' ? curl_easy_strerror(answer.code) : problem.data();
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

Finding of(const Answer& answer, const std::string& url, const Result<std::string>& expected) {
    Finding finding{"public address", url, Verdict::failure, "", ""};
    const bool certificate = answer.code == CURLE_PEER_FAILED_VERIFICATION || answer.code == CURLE_SSL_CONNECT_ERROR;
    if (certificate) {
        finding.what = "no secure connection: " + answer.problem + ".";
        finding.advice =
            "Browsers of recipients will most likely refuse it too. Serve a certificate for this name, "
            "with its chain; and see that this machine knows the authorities (ca-certificates).";
    } else if (answer.code != CURLE_OK && answer.code != CURLE_WRITE_ERROR) {
        finding.verdict = Verdict::warning;
        finding.what = "is not reached from this machine: " + answer.problem + ".";
        finding.advice =
            "Open it from outside. Where that fails too, links in notices lead nowhere: see to name, "
            "firewall and proxy.";
    } else if (answer.status >= 300 && answer.status < 400) {
        finding.what = "sends browsers on to another address (" + std::to_string(answer.status) + ").";
        finding.advice = "Set portal.url to the address where it ends, or let the proxy answer here itself.";
    } else if (answer.status >= 500) {
        finding.what = "answers with status " + std::to_string(answer.status) + ".";
        finding.advice = "See that the proxy in front of the portal reaches portal.listen.";
    } else if (!expected) {
        finding.verdict = Verdict::warning;
        finding.what =
            "something answers; whether it is this portal was not seen: portal.css " + expected.error() + ".";
        finding.advice = "Run sluisctl as a user who may read the folder of templates.";
    } else if (answer.status != 200 || answer.text != *expected) {
        finding.what = "something else than this portal answers (status " + std::to_string(answer.status) + ").";
        finding.advice =
            "Let the proxy hand this whole site to portal.listen; and restart sluisd, if its templates "
            "changed.";
    } else {
        finding.verdict = Verdict::ok;
        finding.what = "the portal answers there.";
    }
    return finding;
}

}  // namespace

Finding check_public_address(const config::Settings& settings) {
    auto url = settings.portal.url;
    while (url.ends_with('/')) url.pop_back();
    if (!takes_connections(settings.portal.listen, std::chrono::seconds{connect_seconds}))
        return {"public address", url, Verdict::warning, "was not asked: no portal runs on this machine.",
                "Where it should run here, start sluisd; else check on the machine where it does."};
    const auto expected = read_file(runtime::template_folder(settings) / "pages" / "portal.css");
    const auto answer = ask(url + known_page, {});
    const auto& own = settings.portal.tls.certificate_file;
    if (answer.code != CURLE_PEER_FAILED_VERIFICATION || own.empty()) return of(answer, url, expected);
    // Trusting what the portal itself serves tells a wrong name from a chain that is not known.
    const auto trusting = ask(url + known_page, own);
    if (trusting.code == CURLE_SSL_CACERT_BADFILE) return of(answer, url, expected);
    auto finding = of(trusting, url, expected);
    if (finding.verdict == Verdict::ok)
        finding = {"public address", url, Verdict::warning,
                   "the portal answers there, with a certificate whose chain leads to no authority known to this "
                   "machine.",
                   "Browsers of recipients warn of it: put the whole chain into portal.certificate_file, of an "
                   "authority that they know."};
    return finding;
}

}  // namespace sluis::ctl
