#include <gnutls/x509.h>
#include <sys/stat.h>

#include <algorithm>

#include "gateway/ctl/checks.h"
#include "gateway/ctl/mail_file.h"
#include "gateway/mail/timestamp.h"
#include "gateway/net/error.h"
#include "gateway/net/tls.h"

namespace sluis::ctl {
namespace {

constexpr std::int64_t soon_days = 21;
constexpr unsigned max_certificates = 200;

std::int64_t days_until(std::chrono::system_clock::time_point end) {
    return std::chrono::duration_cast<std::chrono::hours>(end - std::chrono::system_clock::now()).count() / 24;
}

std::string ends_on(std::chrono::system_clock::time_point end) {
    return mail::iso_from_time(end).substr(0, 10) + ", in " + std::to_string(days_until(end)) + " days";
}

Finding check_served(const std::string& about, const config::TlsFiles& files) {
    Finding finding{"certificate", about, Verdict::failure, "", "Put the right files there, then reload sluisd."};
    try {
        (void)net::TlsCredentials::for_server({files.certificate_file, files.key_file, files.client_ca_file});
    } catch (const net::Error& error) {
        finding.what = error.what();
        return finding;
    }
    const auto end = certificate_end(files.certificate_file);
    struct stat key {};
    if (!end) {
        finding.what = files.certificate_file.string() + " " + end.error() + ".";
    } else if (*end <= std::chrono::system_clock::now()) {
        finding.what = files.certificate_file.string() + " ended on " + mail::iso_from_time(*end).substr(0, 10) + ".";
        finding.advice = "Renew it now: clients refuse it.";
    } else if (days_until(*end) < soon_days) {
        finding = {"certificate", about, Verdict::warning,
                   files.certificate_file.string() + " ends on " + ends_on(*end) + ".",
                   "Renew it, then reload sluisd."};
    } else if (::stat(files.key_file.c_str(), &key) == 0 && (key.st_mode & S_IROTH) != 0) {
        finding = {"certificate", about, Verdict::warning,
                   files.key_file.string() + " can be read by every user of this machine.",
                   "chmod 640 " + files.key_file.string()};
    } else {
        finding = {"certificate", about, Verdict::ok, "ends on " + ends_on(*end) + "."};
    }
    return finding;
}

Finding check_authority(const std::string& about, const std::filesystem::path& file) {
    try {
        (void)net::TlsCredentials::for_client({.ca_file = file, .certificate_file = {}, .key_file = {}});
        return {"certificate", about, Verdict::ok, file.string() + " is readable."};
    } catch (const net::Error& error) {
        return {"certificate", about, Verdict::failure, error.what(), "Put the authority's certificate there, in PEM."};
    }
}

}  // namespace

Result<std::chrono::system_clock::time_point> certificate_end(const std::filesystem::path& file) {
    const auto octets = read_file(file);
    if (!octets) return failure(octets.error());
    const gnutls_datum_t pem{reinterpret_cast<unsigned char*>(const_cast<char*>(octets->data())),
                             static_cast<unsigned>(octets->size())};
    gnutls_x509_crt_t* list = nullptr;
    unsigned count = 0;
    if (gnutls_x509_crt_list_import2(&list, &count, &pem, GNUTLS_X509_FMT_PEM, 0) < 0)
        return failure("holds no certificate in PEM");
    time_t first = 0;
    for (unsigned i = 0; i < count; ++i) {
        const auto end = gnutls_x509_crt_get_expiration_time(list[i]);
        if (i < max_certificates && (first == 0 || end < first)) first = end;
        gnutls_x509_crt_deinit(list[i]);
    }
    gnutls_free(list);
    return std::chrono::system_clock::from_time_t(first);
}

std::optional<std::int64_t> soonest_certificate_days(const config::Settings& settings) {
    std::optional<std::int64_t> soonest;
    for (const auto* files : {&settings.tls, &settings.portal.tls}) {
        if (files->certificate_file.empty()) continue;
        const auto end = certificate_end(files->certificate_file);
        if (end) soonest = std::min(soonest.value_or(days_until(*end)), days_until(*end));
    }
    return soonest;
}

Findings check_certificates(const config::Settings& settings) {
    Findings findings;
    if (settings.tls.certificate_file.empty()) {
        findings.push_back({"certificate", "smtp", Verdict::warning,
                            "no [tls] certificate: no STARTTLS is offered to who sends.",
                            "Set certificate_file and key_file in [tls], unless all mail comes over loopback."});
    } else {
        findings.push_back(check_served("smtp", settings.tls));
    }
    if (settings.portal.tls.certificate_file.empty()) {
        findings.push_back(
            {"certificate", "portal", Verdict::warning, "the portal speaks plain HTTP: for loopback alone.",
             "Set certificate_file and key_file in [portal], unless a proxy in front of it speaks HTTPS."});
    } else {
        findings.push_back(check_served("portal", settings.portal.tls));
    }
    if (!settings.directory.ca_file.empty())
        findings.push_back(check_authority("directory", settings.directory.ca_file));
    return findings;
}

}  // namespace sluis::ctl
