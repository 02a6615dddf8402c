#define ZX_USE_UTF8
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <cstring>
#include <memory>
#include <string>

#include "guard.h"

idv_status idv_pdf417_write(
    const uint8_t* content, size_t length, int32_t error_correction_level, idv_buffer* modules, int32_t* width, int32_t* height) {
    return idv::guarded([&] {
        if (content == nullptr || length == 0 || length > 2710 || error_correction_level < 0 || error_correction_level > 8 ||
            modules == nullptr || width == nullptr || height == nullptr) {
            return IDV_BAD_ARGUMENT;
        }
        // The writer takes characters and turns each below 256 into the byte of the same value: ISO 8859-1.
        const std::wstring characters(content, content + length);
        const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::PDF417)
                                .setEncoding(ZXing::CharacterSet::ISO8859_1)
                                .setEccLevel(error_correction_level)
                                .setMargin(0)
                                .encode(characters, 2, 1);
        const auto count = static_cast<size_t>(matrix.width()) * matrix.height();
        std::unique_ptr<uint8_t[]> pixels(new uint8_t[count]);
        for (int y = 0; y < matrix.height(); y++) {
            for (int x = 0; x < matrix.width(); x++) {
                pixels[static_cast<size_t>(y) * matrix.width() + x] = matrix.get(x, y) ? 0 : 255;
            }
        }
        *width = matrix.width();
        *height = matrix.height();
        modules->length = count;
        modules->data = pixels.release();
        return IDV_OK;
    });
}
