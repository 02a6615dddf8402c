#include <turbojpeg.h>

#include <cstring>
#include <memory>

#include "guard.h"

namespace {

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

int pixel_format(int32_t format) { return format == IDV_GREY ? TJPF_GRAY : format == IDV_BGR ? TJPF_BGR : TJPF_RGB; }

// Stray bytes before a marker are what many cameras write; every other warning means that picture data is missing or damaged.
bool is_harmless(const char* warning) { return std::strstr(warning, "extraneous bytes") != nullptr; }

// Adobe's CMYK and YCCK files store the inverse of ink, so the product of two stored values is the light that is left.
void cmyk_to_pixels(const uint8_t* cmyk, size_t count, int32_t format, uint8_t* target) {
    for (size_t i = 0; i < count; i++, cmyk += 4) {
        const auto light = [k = cmyk[3]](int stored) { return (stored * k + 127) / 255; };
        const int r = light(cmyk[0]), g = light(cmyk[1]), b = light(cmyk[2]);
        if (format == IDV_GREY) {
            *target++ = static_cast<uint8_t>((299 * r + 587 * g + 114 * b + 500) / 1000);
        } else {
            *target++ = static_cast<uint8_t>(format == IDV_BGR ? b : r);
            *target++ = static_cast<uint8_t>(g);
            *target++ = static_cast<uint8_t>(format == IDV_BGR ? r : b);
        }
    }
}

} // namespace

idv_status idv_jpeg_decode(const uint8_t* bytes, size_t length, int32_t scale_denominator, const idv_image* target) {
    return idv::guarded([&] {
        if (bytes == nullptr || length == 0 || !idv::is_valid(target) ||
            (scale_denominator != 1 && scale_denominator != 2 && scale_denominator != 4 && scale_denominator != 8)) {
            return IDV_BAD_ARGUMENT;
        }
        const Handle handle(tjInitDecompress());
        if (!handle) {
            return IDV_OUT_OF_MEMORY;
        }
        int width = 0, height = 0, subsampling = 0, colours = 0;
        if (tjDecompressHeader3(handle.get(), bytes, length, &width, &height, &subsampling, &colours) != 0 &&
            tjGetErrorCode(handle.get()) != TJERR_WARNING) {
            return IDV_CORRUPT;
        }
        const tjscalingfactor scale = {1, scale_denominator};
        if (TJSCALED(width, scale) != target->width || TJSCALED(height, scale) != target->height) {
            return IDV_CORRUPT;
        }
        const bool is_cmyk = colours == TJCS_CMYK || colours == TJCS_YCCK;
        std::unique_ptr<uint8_t[]> cmyk;
        if (is_cmyk) {
            cmyk.reset(new uint8_t[static_cast<size_t>(target->width) * target->height * 4]());
        }
        // After a warning the decoder still writes every row (what is missing comes out flat), so no earlier content shows through.
        idv_status status = IDV_OK;
        if (tjDecompress2(handle.get(), bytes, length, is_cmyk ? cmyk.get() : target->pixels, target->width, 0, target->height,
                          is_cmyk ? TJPF_CMYK : pixel_format(target->format), TJFLAG_LIMITSCANS) != 0) {
            if (tjGetErrorCode(handle.get()) != TJERR_WARNING) {
                return IDV_CORRUPT;
            }
            status = is_harmless(tjGetErrorStr2(handle.get())) ? IDV_OK : IDV_DAMAGED;
        }
        if (is_cmyk) {
            cmyk_to_pixels(cmyk.get(), static_cast<size_t>(target->width) * target->height, target->format, target->pixels);
        }
        return status;
    });
}

idv_status idv_jpeg_encode(const idv_image* source, int32_t quality, idv_buffer* encoded) {
    return idv::guarded([&] {
        if (!idv::is_valid(source) || encoded == nullptr || quality < 1 || quality > 100) {
            return IDV_BAD_ARGUMENT;
        }
        *encoded = {};
        const Handle handle(tjInitCompress());
        if (!handle) {
            return IDV_OUT_OF_MEMORY;
        }
        unsigned char* data = nullptr;
        unsigned long size = 0;
        const int subsampling = source->format == IDV_GREY ? TJSAMP_GRAY : quality >= 90 ? TJSAMP_444 : TJSAMP_420;
        if (tjCompress2(handle.get(), source->pixels, source->width, 0, source->height, pixel_format(source->format), &data, &size,
                        subsampling, quality, TJFLAG_ACCURATEDCT) != 0) {
            tjFree(data);
            return IDV_FAILED;
        }
        // Every buffer that leaves this library is freed in one way, whichever library made it.
        const auto copy = new (std::nothrow) uint8_t[size];
        if (copy != nullptr) {
            std::memcpy(copy, data, size);
            *encoded = {copy, size};
        }
        tjFree(data);
        return copy != nullptr ? IDV_OK : IDV_OUT_OF_MEMORY;
    });
}
