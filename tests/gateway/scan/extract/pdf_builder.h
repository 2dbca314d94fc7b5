#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace sluis::scan {

/// A PDF of these objects, numbered from 1, the first its catalogue; its cross-reference holds.
inline std::string pdf_of(const std::vector<std::string>& objects) {
    std::string out = "%PDF-1.4\n", table;
    char entry[24];
    for (std::size_t i = 0; i < objects.size(); ++i) {
        std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
        table += entry;
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto size = std::to_string(objects.size() + 1);
    const auto start = std::to_string(out.size());
    return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " + size +
           "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

/// A page with this content stream, and an object of one's own as number 6 in its annotations.
inline std::string pdf_page(const std::string& content, const std::string& annotation = "") {
    return pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
                   "/Annots[6 0 R]>>",
                   "<</Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "\nendstream",
                   "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", "<<" + annotation + ">>"});
}

}  // namespace sluis::scan
