#include <png.h>

#include <csetjmp>
#include <cstring>
#include <vector>

#include "guard.h"

namespace {

struct Source {
    const uint8_t* bytes;
    size_t length;
    size_t position;
};

void read(png_structp png, png_bytep target, size_t count) {
    auto& source = *static_cast<Source*>(png_get_io_ptr(png));
    if (count > source.length - source.position) {
        png_error(png, "the file ends early");
    }
    std::memcpy(target, source.bytes + source.position, count);
    source.position += count;
}

[[noreturn]] void fail(png_structp png, png_const_charp) { png_longjmp(png, 1); }
void ignore(png_structp, png_const_charp) {}

// Holds no object with a destructor, because libpng leaves it by longjmp.
idv_status decode(Source* source, const idv_image* target, png_bytepp rows) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, ignore);
    if (png == nullptr) {
        return IDV_OUT_OF_MEMORY;
    }
    png_infop info = png_create_info_struct(png);
    if (info == nullptr) {
        png_destroy_read_struct(&png, nullptr, nullptr);
        return IDV_OUT_OF_MEMORY;
    }
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_read_struct(&png, &info, nullptr);
        return IDV_CORRUPT;
    }
    png_set_read_fn(png, source, read);
    png_set_user_limits(png, 65535, 65535);
    png_set_chunk_malloc_max(png, 8 << 20);
    // Colour profiles, texts and times are neither used nor inflated: a small file may hold a very large one.
    static const png_byte ignored[] = "iCCP\0zTXt\0iTXt\0tEXt\0sPLT\0eXIf\0hIST\0tIME\0pCAL\0sCAL\0oFFs\0pHYs\0gAMA\0cHRM\0sRGB\0bKGD\0sBIT";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, ignored, static_cast<int>(sizeof(ignored) / 5));
    png_read_info(png, info);
    if (png_get_image_width(png, info) != static_cast<png_uint_32>(target->width) ||
        png_get_image_height(png, info) != static_cast<png_uint_32>(target->height)) {
        png_destroy_read_struct(&png, &info, nullptr);
        return IDV_CORRUPT;
    }
    png_set_expand(png);
    png_color_16 white{};
    white.red = white.green = white.blue = white.gray = png_get_bit_depth(png, info) == 16 ? 65535 : 255;
    png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    if (target->format == IDV_BGR) {
        png_set_bgr(png);
    }
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    if (png_get_rowbytes(png, info) != idv::stride_of(target)) {
        png_destroy_read_struct(&png, &info, nullptr);
        return IDV_UNSUPPORTED;
    }
    png_read_image(png, rows);
    png_destroy_read_struct(&png, &info, nullptr);
    return IDV_OK;
}

} // namespace

idv_status idv_png_decode(const uint8_t* bytes, size_t length, const idv_image* target) {
    return idv::guarded([&] {
        if (bytes == nullptr || length == 0 || !idv::is_valid(target) || target->format == IDV_GREY) {
            return IDV_BAD_ARGUMENT;
        }
        std::vector<png_bytep> rows(target->height);
        for (int32_t y = 0; y < target->height; y++) {
            rows[y] = target->pixels + idv::stride_of(target) * y;
        }
        Source source{bytes, length, 0};
        return decode(&source, target, rows.data());
    });
}
