#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "guard.h"

namespace {

struct Source {
    const uint8_t* bytes;
    uint64_t length;
    uint64_t position;
};

tmsize_t read(thandle_t handle, void* target, tmsize_t count) {
    auto& source = *static_cast<Source*>(handle);
    if (source.position >= source.length || count <= 0) {
        return 0;
    }
    const uint64_t available = std::min<uint64_t>(count, source.length - source.position);
    std::memcpy(target, source.bytes + source.position, available);
    source.position += available;
    return static_cast<tmsize_t>(available);
}

tmsize_t refuse_write(thandle_t, void*, tmsize_t) { return 0; }

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    auto& source = *static_cast<Source*>(handle);
    source.position = whence == SEEK_CUR ? source.position + offset : whence == SEEK_END ? source.length + offset : offset;
    return source.position;
}

int close(thandle_t) { return 0; }
toff_t size(thandle_t handle) { return static_cast<Source*>(handle)->length; }
int silent(TIFF*, void*, const char*, const char*, va_list) { return 1; }

// libtiff reads the file in place; it must not be asked to unmap it.
int map(thandle_t handle, void** base, toff_t* length) {
    const auto& source = *static_cast<Source*>(handle);
    *base = const_cast<uint8_t*>(source.bytes);
    *length = source.length;
    return 1;
}
void unmap(thandle_t, void*, toff_t) {}

struct Close {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using File = std::unique_ptr<TIFF, Close>;

File open(Source* source, tmsize_t largest_allocation) {
    TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
    if (options == nullptr) {
        return nullptr;
    }
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, largest_allocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options, silent, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options, silent, nullptr);
    File file(TIFFClientOpenExt("image", "r", source, read, refuse_write, seek, close, size, map, unmap, options));
    TIFFOpenOptionsFree(options);
    return file;
}

// The compressions that scanners, faxes and cameras write. The others widen what strangers' bytes can reach.
bool is_supported(uint16_t compression) {
    switch (compression) {
        case COMPRESSION_NONE:
        case COMPRESSION_CCITTRLE:
        case COMPRESSION_CCITTFAX3:
        case COMPRESSION_CCITTFAX4:
        case COMPRESSION_LZW:
        case COMPRESSION_JPEG:
        case COMPRESSION_ADOBE_DEFLATE:
        case COMPRESSION_DEFLATE:
        case COMPRESSION_PACKBITS: return true;
        default: return false;
    }
}

struct Reader {
    TIFFRGBAImage image{};
    bool begun = false;
    ~Reader() {
        if (begun) {
            TIFFRGBAImageEnd(&image);
        }
    }
};

// libtiff hands out colour already multiplied by alpha.
void lay_on_white(const uint32_t* raster, size_t count, bool bgr, uint8_t* target) {
    for (size_t i = 0; i < count; i++, target += 3) {
        const uint32_t pixel = raster[i];
        const unsigned white = 255 - TIFFGetA(pixel);
        const auto r = static_cast<uint8_t>(std::min(255u, TIFFGetR(pixel) + white));
        const auto b = static_cast<uint8_t>(std::min(255u, TIFFGetB(pixel) + white));
        target[0] = bgr ? b : r;
        target[1] = static_cast<uint8_t>(std::min(255u, TIFFGetG(pixel) + white));
        target[2] = bgr ? r : b;
    }
}

} // namespace

idv_status idv_tiff_decode(const uint8_t* bytes, size_t length, const idv_image* target) {
    return idv::guarded([&] {
        if (bytes == nullptr || length == 0 || !idv::is_valid(target) || target->format == IDV_GREY) {
            return IDV_BAD_ARGUMENT;
        }
        const size_t count = static_cast<size_t>(target->width) * target->height;
        Source source{bytes, length, 0};
        // A strip or tile holds at most the picture (8 bytes a pixel, and the padding of a tile) plus a small file's tables.
        const File file = open(&source, static_cast<tmsize_t>(count * 8 + (64 << 20)));
        if (!file) {
            return IDV_CORRUPT;
        }
        uint32_t width = 0, height = 0;
        uint16_t compression = COMPRESSION_NONE;
        if (!TIFFGetField(file.get(), TIFFTAG_IMAGEWIDTH, &width) || !TIFFGetField(file.get(), TIFFTAG_IMAGELENGTH, &height) ||
            width != static_cast<uint32_t>(target->width) || height != static_cast<uint32_t>(target->height)) {
            return IDV_CORRUPT;
        }
        TIFFGetFieldDefaulted(file.get(), TIFFTAG_COMPRESSION, &compression);
        char message[1024];
        if (!is_supported(compression) || !TIFFRGBAImageOK(file.get(), message)) {
            return IDV_UNSUPPORTED;
        }
        Reader reader;
        if (!TIFFRGBAImageBegin(&reader.image, file.get(), 1, message)) {
            return IDV_CORRUPT;
        }
        reader.begun = true;
        // The rows come as they are stored; the caller turns the image by its orientation tag.
        reader.image.req_orientation = reader.image.orientation;
        const std::unique_ptr<uint32_t[]> raster(new uint32_t[count]);
        if (!TIFFRGBAImageGet(&reader.image, raster.get(), width, height)) {
            return IDV_CORRUPT;
        }
        lay_on_white(raster.get(), count, target->format == IDV_BGR, target->pixels);
        return IDV_OK;
    });
}
