#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

#include <cstring>
#include <memory>

#include "guard.h"

namespace {

const uint8_t* copy_of(const void* bytes, size_t length) {
    auto* copy = new uint8_t[length + 1]();
    if (length > 0) {
        std::memcpy(copy, bytes, length);
    }
    return copy;
}

ZXing::ImageFormat format_of(int32_t format) {
    return format == IDV_GREY ? ZXing::ImageFormat::Lum : format == IDV_BGR ? ZXing::ImageFormat::BGR : ZXing::ImageFormat::RGB;
}

struct Free {
    size_t count;
    void operator()(idv_barcode* barcodes) const { idv_barcodes_free(barcodes, count); }
};

} // namespace

idv_status idv_barcodes_read(const idv_image* source, const idv_barcode_options* options, idv_barcode** barcodes, size_t* count) {
    return idv::guarded([&] {
        if (!idv::is_valid(source) || options == nullptr || barcodes == nullptr || count == nullptr || options->binarizer < 0 ||
            options->binarizer > 3 || options->maximum_symbols < 1 || options->maximum_symbols > 255) {
            return IDV_BAD_ARGUMENT;
        }
        *barcodes = nullptr;
        *count = 0;
        const auto known = static_cast<uint32_t>(ZXing::BarcodeFormat::Any);
        if ((options->formats & ~known) != 0) {
            return IDV_BAD_ARGUMENT;
        }
        ZXing::BarcodeFormats formats;
        for (uint32_t bit = 1; bit <= known; bit <<= 1) {
            if ((options->formats & bit) != 0) {
                formats |= static_cast<ZXing::BarcodeFormat>(bit);
            }
        }
        const auto hints = ZXing::DecodeHints()
                               .setFormats(formats)
                               .setBinarizer(static_cast<ZXing::Binarizer>(options->binarizer))
                               .setTryHarder(options->try_harder != 0)
                               .setTryRotate(options->try_rotate != 0)
                               .setTryDownscale(options->try_downscale != 0)
                               .setMaxNumberOfSymbols(static_cast<uint8_t>(options->maximum_symbols));
        const ZXing::ImageView view(source->pixels, source->width, source->height, format_of(source->format));
        const ZXing::Results results = ZXing::ReadBarcodes(view, hints);
        if (results.empty()) {
            return IDV_OK;
        }
        std::unique_ptr<idv_barcode, Free> array(new idv_barcode[results.size()](), Free{results.size()});
        for (size_t i = 0; i < results.size(); i++) {
            const ZXing::Result& result = results[i];
            idv_barcode& barcode = array.get()[i];
            barcode.format = static_cast<uint32_t>(result.format());
            for (int c = 0; c < 4; c++) {
                const auto corner = result.position()[c];
                barcode.position.corners[c] = {static_cast<float>(corner.x), static_cast<float>(corner.y)};
            }
            barcode.content = copy_of(result.bytes().data(), result.bytes().size());
            barcode.content_length = result.bytes().size();
            const std::string text = result.text();
            barcode.text = copy_of(text.data(), text.size());
            barcode.text_length = text.size();
            const bool is_part = result.sequenceSize() != -1;
            const std::string part_id = is_part ? result.sequenceId() : std::string();
            barcode.part_index = is_part ? result.sequenceIndex() : -1;
            barcode.part_count = is_part ? result.sequenceSize() : 0;
            barcode.part_id = copy_of(part_id.data(), part_id.size());
            barcode.part_id_length = part_id.size();
        }
        *count = results.size();
        *barcodes = array.release();
        return IDV_OK;
    });
}

void idv_barcodes_free(idv_barcode* barcodes, size_t count) {
    if (barcodes == nullptr) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        delete[] barcodes[i].content;
        delete[] barcodes[i].text;
        delete[] barcodes[i].part_id;
    }
    delete[] barcodes;
}
