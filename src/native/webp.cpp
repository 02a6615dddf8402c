#include <webp/decode.h>

#include <memory>

#include "guard.h"

namespace {

idv_status status_of(VP8StatusCode code) {
    switch (code) {
        case VP8_STATUS_OK: return IDV_OK;
        case VP8_STATUS_OUT_OF_MEMORY: return IDV_OUT_OF_MEMORY;
        case VP8_STATUS_UNSUPPORTED_FEATURE: return IDV_UNSUPPORTED;
        default: return IDV_CORRUPT;
    }
}

void lay_on_white(const uint8_t* rgba, size_t count, uint8_t* target) {
    for (size_t i = 0; i < count; i++, rgba += 4, target += 3) {
        const int alpha = rgba[3];
        for (int c = 0; c < 3; c++) {
            target[c] = static_cast<uint8_t>((rgba[c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
}

} // namespace

idv_status idv_webp_decode(const uint8_t* bytes, size_t length, const idv_image* target) {
    return idv::guarded([&] {
        if (bytes == nullptr || length == 0 || !idv::is_valid(target) || target->format == IDV_GREY) {
            return IDV_BAD_ARGUMENT;
        }
        WebPDecoderConfig config;
        if (!WebPInitDecoderConfig(&config)) {
            return IDV_FAILED;
        }
        const VP8StatusCode header = WebPGetFeatures(bytes, length, &config.input);
        if (header != VP8_STATUS_OK) {
            return status_of(header);
        }
        if (config.input.has_animation) {
            return IDV_UNSUPPORTED;
        }
        if (config.input.width != target->width || config.input.height != target->height) {
            return IDV_CORRUPT;
        }
        const size_t count = static_cast<size_t>(target->width) * target->height;
        const bool bgr = target->format == IDV_BGR;
        std::unique_ptr<uint8_t[]> with_alpha;
        const int channels = config.input.has_alpha ? 4 : 3;
        if (config.input.has_alpha) {
            with_alpha.reset(new uint8_t[count * 4]);
            config.output.colorspace = bgr ? MODE_BGRA : MODE_RGBA;
        } else {
            config.output.colorspace = bgr ? MODE_BGR : MODE_RGB;
        }
        config.output.is_external_memory = 1;
        config.output.u.RGBA.rgba = with_alpha ? with_alpha.get() : target->pixels;
        config.output.u.RGBA.stride = target->width * channels;
        config.output.u.RGBA.size = count * channels;
        const VP8StatusCode decoded = WebPDecode(bytes, length, &config);
        WebPFreeDecBuffer(&config.output);
        if (decoded != VP8_STATUS_OK) {
            return status_of(decoded);
        }
        if (with_alpha) {
            lay_on_white(with_alpha.get(), count, target->pixels);
        }
        return IDV_OK;
    });
}
