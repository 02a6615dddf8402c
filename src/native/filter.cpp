#include <opencv2/imgproc.hpp>

#include "guard.h"

namespace {

bool are_valid(const idv_image* source, const idv_image* target) {
    return idv::is_valid(source) && idv::is_valid(target) && idv::same_shape(source, target);
}

bool are_grey(const idv_image* source, const idv_image* target) { return are_valid(source, target) && source->format == IDV_GREY; }

} // namespace

idv_status idv_gaussian_blur(const idv_image* source, const idv_image* target, double sigma) {
    return idv::guarded([&] {
        // A kernel spans three standard deviations each way; beyond 500 px it would be larger than any use of it.
        if (!are_valid(source, target) || !(sigma > 0) || sigma > 500) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat out = idv::mat_of(target);
        cv::GaussianBlur(idv::mat_of(source), out, cv::Size(), sigma, sigma, cv::BORDER_REPLICATE);
        return idv::written(out, target);
    });
}

idv_status idv_morphology_apply(const idv_image* source, const idv_image* target, int32_t operation, int32_t kernel_width,
                                int32_t kernel_height) {
    return idv::guarded([&] {
        static const int operations[] = {cv::MORPH_ERODE, cv::MORPH_DILATE, cv::MORPH_OPEN,
                                         cv::MORPH_CLOSE, cv::MORPH_TOPHAT, cv::MORPH_BLACKHAT};
        if (!are_grey(source, target) || operation < IDV_ERODE || operation > IDV_BLACK_HAT || kernel_width < 1 || kernel_height < 1 ||
            kernel_width > 1001 || kernel_height > 1001) {
            return IDV_BAD_ARGUMENT;
        }
        const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, cv::Size(kernel_width, kernel_height));
        cv::Mat out = idv::mat_of(target);
        cv::morphologyEx(idv::mat_of(source), out, operations[operation], kernel);
        return idv::written(out, target);
    });
}

idv_status idv_absolute_gradient_x(const idv_image* source, const idv_image* target) {
    return idv::guarded([&] {
        if (!are_grey(source, target)) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat gradient;
        cv::Scharr(idv::mat_of(source), gradient, CV_16S, 1, 0, 1, 0, cv::BORDER_REPLICATE);
        gradient = cv::abs(gradient);
        double low = 0, high = 0;
        cv::minMaxLoc(gradient, &low, &high);
        cv::Mat out = idv::mat_of(target);
        const double scale = high > low ? 255 / (high - low) : 0;
        gradient.convertTo(out, CV_8U, scale, -low * scale);
        return idv::written(out, target);
    });
}

idv_status idv_otsu_threshold(const idv_image* source, const idv_image* target) {
    return idv::guarded([&] {
        if (!are_grey(source, target)) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat out = idv::mat_of(target);
        cv::threshold(idv::mat_of(source), out, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
        return idv::written(out, target);
    });
}

idv_status idv_adaptive_threshold(const idv_image* source, const idv_image* target, int32_t block_size, double offset) {
    return idv::guarded([&] {
        if (!are_grey(source, target) || block_size < 3 || block_size > 1001 || block_size % 2 == 0) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat out = idv::mat_of(target);
        cv::adaptiveThreshold(idv::mat_of(source), out, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY, block_size, offset);
        return idv::written(out, target);
    });
}

idv_status idv_canny(const idv_image* source, const idv_image* target, double low, double high) {
    return idv::guarded([&] {
        if (!are_grey(source, target) || !(low >= 0) || !(high >= low)) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat out = idv::mat_of(target);
        cv::Canny(idv::mat_of(source), out, low, high);
        return idv::written(out, target);
    });
}
