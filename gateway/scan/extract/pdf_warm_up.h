#pragma once

namespace sluis::scan {

/// Makes poppler load what it needs, by reading a small document.
void warm_up_pdf();

}  // namespace sluis::scan
