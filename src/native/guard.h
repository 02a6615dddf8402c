// What every call of the C interface shares: no exception leaves it, and views are checked before they are used.
#pragma once

#include <new>
#include <opencv2/core.hpp>

#include "idv_native.h"

namespace idv {

inline int channels_of(int32_t format) { return format == IDV_GREY ? 1 : 3; }

inline bool is_valid(const idv_image* image) {
    if (image == nullptr || image->pixels == nullptr || image->width < 1 || image->height < 1 || image->width > 65535 ||
        image->height > 65535 || image->format < IDV_GREY || image->format > IDV_RGB) {
        return false;
    }
    return static_cast<uint64_t>(image->width) * image->height * channels_of(image->format) <= image->length;
}

inline bool same_shape(const idv_image* a, const idv_image* b) {
    return a->width == b->width && a->height == b->height && a->format == b->format;
}

inline size_t stride_of(const idv_image* image) { return static_cast<size_t>(image->width) * channels_of(image->format); }

inline cv::Mat mat_of(const idv_image* image) {
    return cv::Mat(image->height, image->width, image->format == IDV_GREY ? CV_8UC1 : CV_8UC3, image->pixels);
}

// OpenCV replaces a target whose size or type differs from what it wants to write; that would leave the caller's buffer unwritten.
inline idv_status written(const cv::Mat& target, const idv_image* image) {
    return target.data == image->pixels ? IDV_OK : IDV_FAILED;
}

template <typename Body>
idv_status guarded(Body body) noexcept {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return IDV_OUT_OF_MEMORY;
    } catch (const cv::Exception& e) {
        return e.code == cv::Error::StsNoMem ? IDV_OUT_OF_MEMORY : IDV_FAILED;
    } catch (...) {
        return IDV_FAILED;
    }
}

} // namespace idv
