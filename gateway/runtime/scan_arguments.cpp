#include "gateway/runtime/scan_arguments.h"

namespace sluis::runtime {

std::vector<std::string> scan_limit_arguments(const config::ScanSettings& settings) {
    return {"--deadline-seconds",  std::to_string(settings.deadline.count()),
            "--ocr-seconds",       std::to_string(settings.ocr_time.count()),
            "--max-memory",        std::to_string(settings.max_memory_bytes),
            "--max-text",          std::to_string(settings.max_text_bytes),
            "--max-unpacked",      std::to_string(settings.max_unpacked_bytes),
            "--max-entries",       std::to_string(settings.max_entries),
            "--max-nesting",       std::to_string(settings.max_nesting),
            "--converter-seconds", std::to_string(settings.converter_deadline.count()),
            "--converter-memory",  std::to_string(settings.converter_memory_bytes)};
}

}  // namespace sluis::runtime
