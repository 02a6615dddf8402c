// The one door to the native image libraries: a plain C interface that any caller with pointers can use.
//
// - Every call takes pointers with lengths, writes only inside them, and returns an idv_status. No exception leaves a call.
// - Every call is safe from any thread; two calls may not write the same buffer at the same time.
// - Coordinates are continuous: pixel (x, y) covers [x, x + 1) by [y, y + 1), so its centre is (x + 0.5, y + 0.5).
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IDV_API __attribute__((visibility("default")))

typedef enum idv_status {
    IDV_OK = 0,
    IDV_DAMAGED = 1,           // an image was written, but part of its data was missing or damaged
    IDV_CORRUPT = -1,          // the bytes are not a valid file of this format
    IDV_UNSUPPORTED = -2,      // a valid file with a feature that is not read here
    IDV_BAD_ARGUMENT = -3,     // the caller's mistake
    IDV_OUT_OF_MEMORY = -4,
    IDV_FAILED = -5
} idv_status;

// How the channels of a pixel are ordered; 8 bits each.
typedef enum idv_pixel_format { IDV_GREY = 1, IDV_BGR = 2, IDV_RGB = 3 } idv_pixel_format;

// A view of the caller's pixels: rows from the top, without padding. length must be at least width * height * channels.
typedef struct idv_image {
    uint8_t* pixels;
    size_t length;
    int32_t width;
    int32_t height;
    int32_t format; // idv_pixel_format
} idv_image;

// Bytes that this library allocated; give them back with idv_buffer_free.
typedef struct idv_buffer {
    uint8_t* data;
    size_t length;
} idv_buffer;

typedef struct idv_point {
    float x;
    float y;
} idv_point;

typedef struct idv_rotated_rectangle {
    float centre_x;
    float centre_y;
    float width;  // the longer side
    float height;
    float angle;  // degrees clockwise from the x axis to the longer side, [-90, 90)
} idv_rotated_rectangle;

typedef struct idv_quad {
    idv_point corners[4]; // clockwise, beginning at the top left
} idv_quad;

// Decoders. The target's size must be the file's own (for JPEG: the file's size scaled by 1/scale_denominator, rounded up), so that
// a file whose header and content disagree is refused. PNG, WebP and TIFF write BGR or RGB; transparency is laid on white.
IDV_API idv_status idv_jpeg_decode(const uint8_t* bytes, size_t length, int32_t scale_denominator, const idv_image* target);
IDV_API idv_status idv_png_decode(const uint8_t* bytes, size_t length, const idv_image* target);
IDV_API idv_status idv_webp_decode(const uint8_t* bytes, size_t length, const idv_image* target);
IDV_API idv_status idv_tiff_decode(const uint8_t* bytes, size_t length, const idv_image* target);

IDV_API idv_status idv_jpeg_encode(const idv_image* source, int32_t quality, idv_buffer* encoded);
IDV_API idv_status idv_png_encode(const idv_image* source, idv_buffer* encoded);
IDV_API void idv_buffer_free(idv_buffer* buffer);

typedef enum idv_interpolation { IDV_NEAREST = 0, IDV_LINEAR = 1, IDV_AREA = 2, IDV_CUBIC = 3 } idv_interpolation;

// Transforms. Source and target have the same format (except in idv_convert) and may not overlap.
IDV_API idv_status idv_resize(const idv_image* source, const idv_image* target, int32_t interpolation);
IDV_API idv_status idv_rotate_quarters(const idv_image* source, const idv_image* target, int32_t clockwise_quarters);
IDV_API idv_status idv_flip_horizontal(const idv_image* source, const idv_image* target);
IDV_API idv_status idv_convert(const idv_image* source, const idv_image* target);
// matrix: 6 doubles, two rows of three, target from source.
IDV_API idv_status idv_warp_affine(
    const idv_image* source, const idv_image* target, const double* matrix, size_t matrix_length, int32_t interpolation, uint8_t padding);
IDV_API idv_status idv_warp_perspective(
    const idv_image* source, const idv_image* target, const idv_quad* quad, int32_t interpolation, uint8_t padding);

typedef enum idv_morphology {
    IDV_ERODE = 0,
    IDV_DILATE = 1,
    IDV_OPEN = 2,
    IDV_CLOSE = 3,
    IDV_TOP_HAT = 4,
    IDV_BLACK_HAT = 5
} idv_morphology;

// Filters. Source and target have the same size and format; all but the blur take grey images.
IDV_API idv_status idv_gaussian_blur(const idv_image* source, const idv_image* target, double sigma);
IDV_API idv_status idv_morphology_apply(
    const idv_image* source, const idv_image* target, int32_t operation, int32_t kernel_width, int32_t kernel_height);
IDV_API idv_status idv_absolute_gradient_x(const idv_image* source, const idv_image* target);
IDV_API idv_status idv_otsu_threshold(const idv_image* source, const idv_image* target);
IDV_API idv_status idv_adaptive_threshold(const idv_image* source, const idv_image* target, int32_t block_size, double offset);
IDV_API idv_status idv_canny(const idv_image* source, const idv_image* target, double low, double high);

// Shapes in a binary image, largest first; count receives how many were written, at most capacity.
IDV_API idv_status idv_find_rotated_rectangles(
    const idv_image* binary, idv_rotated_rectangle* rectangles, size_t capacity, size_t* count);
IDV_API idv_status idv_find_quads(
    const idv_image* binary, double minimum_area_share, idv_quad* quads, size_t capacity, size_t* count);

typedef struct idv_barcode_options {
    uint32_t formats;  // bits as in idv_barcode.format; 0 means all
    int32_t binarizer; // 0 local average, 1 global histogram, 2 fixed threshold 127, 3 anything not black is white
    int32_t try_harder;
    int32_t try_rotate;
    int32_t try_downscale;
    int32_t maximum_symbols; // 1 to 255
} idv_barcode_options;

typedef struct idv_barcode {
    uint32_t format;         // one bit
    idv_quad position;       // in the symbol's own reading direction
    const uint8_t* content;  // the bytes as encoded, control characters intact
    size_t content_length;
    const uint8_t* text;     // the content as UTF-8, by the symbol's character set
    size_t text_length;
    int32_t part_index;      // of a message in several symbols, from 0; -1 where the symbol stands alone
    int32_t part_count;      // how many symbols the message has; 0 where it does not say
    const uint8_t* part_id;  // what the symbols of one message have in common, as UTF-8
    size_t part_id_length;
} idv_barcode;

// Reads barcodes; give the array back with idv_barcodes_free.
IDV_API idv_status idv_barcodes_read(
    const idv_image* source, const idv_barcode_options* options, idv_barcode** barcodes, size_t* count);
IDV_API void idv_barcodes_free(idv_barcode* barcodes, size_t count);

// Writes a PDF417 symbol of 1 to 2,710 characters of ISO 8859-1 at an error correction level of 0 to 8, one byte per module (0 dark, 255 light),
// without a quiet zone; a row of the symbol is four modules high. IDV_FAILED when the content does not fit a symbol.
// Give the modules back with idv_buffer_free.
IDV_API idv_status idv_pdf417_write(
    const uint8_t* content, size_t length, int32_t error_correction_level, idv_buffer* modules, int32_t* width, int32_t* height);

#ifdef __cplusplus
}
#endif
