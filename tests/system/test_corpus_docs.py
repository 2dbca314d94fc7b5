"""Every document of the large corpus goes through as an attachment: normal, broken, encrypted, and bombs."""
import collections
import csv
import os

import pytest

from lib.mails import mail_with
from lib.paths import CORPUS
from lib.sweep import arrived_by_id, in_batches, offer_all, outcomes
from test_pass_through import GRIET, JORIS, assert_nothing_left

pytestmark = pytest.mark.skipif(CORPUS is None, reason="SLUIS_CORPUS is not set")


# Listed as encrypted, and yet every reader opens them: protected against changes alone, with an empty user password, or
# the decrypted counterpart of another file.
OPEN_TO_ALL = {
    "msoffcrypto/outputs/ecma376standard_password_plain.docx", "msoffcrypto/outputs/xor_password_123456789012345_plain.xls",
    "pdfjs/empty_protected.pdf", "qpdf/encrypted-with-images.pdf", "pdfminer/contrib/issue-00352-hash-twos-complement.pdf",
    "pdfminer/contrib/issue-625-identity-cmap.pdf", "poi/document/documentProtection_readonly_no_password.docx",
    "poi/document/documentProtection_trackedChanges_no_password.docx", "poi/document/protected_sample.docx",
    "poi/spreadsheet/workbookProtection-sheet_password-2013.xlsx",
    "poi/spreadsheet/workbookProtection-workbook_password-2013.xlsx", "qpdf/V4-aes.pdf", "qpdf/enc-XI-R6,V5,O=master.pdf",
    "qpdf/encrypted-positive-P.pdf", "qpdf/invalid-id-xref.pdf", "tika/testPDF_protected.pdf",
}


# Listed as broken, and yet every reader shows the same of them: what is wrong is in an object that no page refers to, in a
# number that nothing reads, in a name of a file, or in a rule that readers do not hold to.
SHOWN_ALIKE = {
    "libarchive/test_compat_zip_4.zip", "libarchive/test_read_format_zip_padded1.zip",
    "odftoolkit/invalid_simple_overlapping_hyperlinks.odt", "outlook-message-parser/issue-16-rtf-sample-email.msg",
    "poi/hsmf/53784_fails.msg", "odftoolkit/CorruptedMimetypeDoc.odt",
    "odftoolkit/chart_sourcedata_missing_import_xml_MSO15.ods", "odftoolkit/invalidODF.ods", "odftoolkit/testInvalidPkg2.odt",
    "odftoolkit/testInvalidPkg3.odt", "tika/testRTFCorruptListOverride.rtf",
    "pdfjs/bad-PageLabels.pdf", "pdfjs/boundingBox_invalid.pdf", "pdfjs/checkbox-bad-appearance.pdf",
    "pdfminer/contrib/issue-449-vertical.pdf", "pdfminer/contrib/issue-791-non-unicode-cmap.pdf",
    "pdfminer/contrib/issue-886-xref-stream-widths.pdf", "pdfminer/zen_of_python_corrupted.pdf",
    "poi/document/clusterfuzz-testcase-minimized-POIXWPFFuzzer-6733884933668864.docx",
    "poi/openxml4j/OPCCompliance_CoreProperties_DCTermsNamespaceLimitedUseFAIL.docx",
    "poi/openxml4j/OPCCompliance_CoreProperties_DoNotUseCompatibilityMarkupFAIL.docx",
    "poi/openxml4j/OPCCompliance_CoreProperties_LimitedXSITypeAttribute_NotPresentFAIL.docx",
    "poi/openxml4j/OPCCompliance_CoreProperties_LimitedXSITypeAttribute_PresentWithUnauthorizedValueFAIL.docx",
    "poi/document/clusterfuzz-testcase-minimized-POIHWPFFuzzer-4947285593948160.doc",
    "poi/document/clusterfuzz-testcase-minimized-POIHWPFFuzzer-4951943183990784.doc",
    "poi/document/clusterfuzz-testcase-minimized-POIHWPFFuzzer-6610789829836800.doc", "tika/testException1.doc", "tika/testException2.doc",
    "poi/spreadsheet/clusterfuzz-testcase-minimized-POIHSSFFuzzer-5436547081830400.xls", "qpdf/issue-449.pdf",
    "poi/openxml4j/invalid.xlsx", "poi/spreadsheet/clusterfuzz-testcase-minimized-POIXSSFFuzzer-5937385319563264.xlsx",
    "poi/spreadsheet/xxe_in_schema.xlsx", "qpdf/bad12.pdf", "qpdf/bad28.pdf", "qpdf/bad30.pdf", "qpdf/bad37.pdf",
    "qpdf/bad6.pdf", "qpdf/broken-decode-parms-no-filter.pdf", "qpdf/button-set-broken-out.pdf",
    "qpdf/button-set-broken.pdf", "qpdf/issue-149.pdf", "qpdf/xref-range.pdf", "tika/testBrokenHTMLContainingRFC822.html",
    "yauzl/failure/absolute_path_C_xt.zip", "yauzl/failure/invalid_characters_in_fileName_a_txt.zip",
    "yauzl/failure/Invalid_comment_length_Expected_1_Found_0_Are_there_extra_bytes_at_the_end_of_the_file_Or_is_the_end_of_central_dir_signature_PK_in_the_com.zi",
    "yauzl/failure/invalid_relative_path_xt.zip", "yauzl/failure/unsupported_compression_method_1.zip",
}
READ_ALL_THE_SAME = OPEN_TO_ALL | SHOWN_ALIKE


def documents():
    """(path, kind as "pdf/broken") of the corpus' list."""
    with open(CORPUS / "docs/MANIFEST.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["file"], row["kind"]) for row in rows if row["kind"] != "sidecar" and (CORPUS / "docs" / row["file"]).is_file()]


def what_was_found(facts):
    """"unscannable", "personal", "weak" (evidence that policy must weigh) or "clean": what the scan said of the attachment."""
    attached = [document for document in facts["documents"] if document["role"] != "body"]
    if facts.get("unscannable") or any(document.get("unscannable") for document in attached):
        return "unscannable"
    strengths = {piece["strength"] for document in attached for piece in document["evidence"]} - {"negative"}
    return "personal" if strengths & {"strong", "certain"} else "weak" if strengths else "clean"


def test_every_document_goes_through_and_what_cannot_be_read_counts_as_unscannable(sluis, capsys):
    listed = documents()
    assert len(listed) > 100
    before = {role: sluis.pid(role) for role in ("relay", "portal", "scan")}
    found = collections.defaultdict(collections.Counter)
    read_all_the_same = []
    for batch in in_batches(listed, 60):
        items = [(name, mail_with((os.path.basename(name), (CORPUS / "docs" / name).read_bytes()), JORIS, [GRIET]))
                 for name, _ in batch]
        since = sluis.mailbox.mark()
        sent = offer_all(sluis, JORIS, [GRIET], items)
        assert [one.name for one in sent if one.code != 250] == []
        sluis.wait_delivered(*(one.id for one in sent), deadline=500)
        facts = outcomes(sluis, [one.id for one in sent])
        arrived = arrived_by_id(sluis.mailbox.mails(since), GRIET)
        for one, (name, kind) in zip(sent, batch):
            what = what_was_found(facts[one.id])
            found[kind.split("/")[-1]][what] += 1
            if kind.endswith(("/bomb", "/encrypted", "/broken")) and what != "unscannable" and name not in READ_ALL_THE_SAME:
                read_all_the_same.append((name, what))
            outcome = facts[one.id]["decisions"][0]["outcome"]
            assert what == "weak" or (outcome == "pass") == (what == "clean"), name
            if outcome == "share":
                assert_nothing_left(one, arrived[one.id], facts[one.id])
    with capsys.disabled():
        print("\n" + "\n".join(f"{kind}: {dict(counts)}" for kind, counts in sorted(found.items())))
    assert not read_all_the_same, "\n".join(map(str, read_all_the_same))
    assert {role: sluis.pid(role) for role in before} == before
    assert "ended with" not in sluis.log()
