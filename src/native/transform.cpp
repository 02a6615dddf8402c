#include <opencv2/imgproc.hpp>

#include "guard.h"

namespace {

bool flag_of(int32_t interpolation, int* flag) {
    switch (interpolation) {
        case IDV_NEAREST: *flag = cv::INTER_NEAREST; return true;
        case IDV_LINEAR: *flag = cv::INTER_LINEAR; return true;
        case IDV_AREA: *flag = cv::INTER_AREA; return true;
        case IDV_CUBIC: *flag = cv::INTER_CUBIC; return true;
        default: return false;
    }
}

bool overlap(const idv_image* a, const idv_image* b) { return a->pixels < b->pixels + b->length && b->pixels < a->pixels + a->length; }

bool are_valid(const idv_image* source, const idv_image* target) {
    return idv::is_valid(source) && idv::is_valid(target) && !overlap(source, target);
}

bool is_finite(const cv::Mat& matrix) { return cv::checkRange(matrix); }

// OpenCV puts a pixel's centre at whole coordinates, this interface at halves: half a pixel is added before and taken off after.
cv::Matx33d between_centres(const cv::Matx33d& continuous) {
    const cv::Matx33d to(1, 0, 0.5, 0, 1, 0.5, 0, 0, 1), back(1, 0, -0.5, 0, 1, -0.5, 0, 0, 1);
    return back * continuous * to;
}

} // namespace

idv_status idv_resize(const idv_image* source, const idv_image* target, int32_t interpolation) {
    return idv::guarded([&] {
        int flag = 0;
        if (!are_valid(source, target) || source->format != target->format || !flag_of(interpolation, &flag)) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat out = idv::mat_of(target);
        // Nearest by pixel centres, like the other three.
        cv::resize(idv::mat_of(source), out, out.size(), 0, 0, flag == cv::INTER_NEAREST ? cv::INTER_NEAREST_EXACT : flag);
        return idv::written(out, target);
    });
}

idv_status idv_rotate_quarters(const idv_image* source, const idv_image* target, int32_t clockwise_quarters) {
    return idv::guarded([&] {
        const bool turned = clockwise_quarters == 1 || clockwise_quarters == 3;
        if (!are_valid(source, target) || source->format != target->format || clockwise_quarters < 1 || clockwise_quarters > 3 ||
            target->width != (turned ? source->height : source->width) || target->height != (turned ? source->width : source->height)) {
            return IDV_BAD_ARGUMENT;
        }
        static const int codes[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
        cv::Mat out = idv::mat_of(target);
        cv::rotate(idv::mat_of(source), out, codes[clockwise_quarters - 1]);
        return idv::written(out, target);
    });
}

idv_status idv_flip_horizontal(const idv_image* source, const idv_image* target) {
    return idv::guarded([&] {
        if (!are_valid(source, target) || !idv::same_shape(source, target)) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Mat out = idv::mat_of(target);
        cv::flip(idv::mat_of(source), out, 1);
        return idv::written(out, target);
    });
}

idv_status idv_convert(const idv_image* source, const idv_image* target) {
    return idv::guarded([&] {
        if (!are_valid(source, target) || source->width != target->width || source->height != target->height) {
            return IDV_BAD_ARGUMENT;
        }
        const cv::Mat in = idv::mat_of(source);
        cv::Mat out = idv::mat_of(target);
        if (source->format == target->format) {
            in.copyTo(out);
        } else if (source->format == IDV_GREY) {
            cv::cvtColor(in, out, cv::COLOR_GRAY2BGR);
        } else if (target->format == IDV_GREY) {
            cv::cvtColor(in, out, source->format == IDV_BGR ? cv::COLOR_BGR2GRAY : cv::COLOR_RGB2GRAY);
        } else {
            cv::cvtColor(in, out, cv::COLOR_BGR2RGB);
        }
        return idv::written(out, target);
    });
}

idv_status idv_warp_affine(const idv_image* source, const idv_image* target, const double* matrix, size_t matrix_length,
                           int32_t interpolation, uint8_t padding) {
    return idv::guarded([&] {
        int flag = 0;
        if (!are_valid(source, target) || source->format != target->format || matrix == nullptr || matrix_length != 6 ||
            !flag_of(interpolation, &flag)) {
            return IDV_BAD_ARGUMENT;
        }
        const cv::Matx33d forward(matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5], 0, 0, 1);
        if (!is_finite(cv::Mat(forward)) || cv::determinant(forward) == 0) {
            return IDV_BAD_ARGUMENT;
        }
        const cv::Matx23d centred = between_centres(forward).get_minor<2, 3>(0, 0);
        cv::Mat out = idv::mat_of(target);
        cv::warpAffine(idv::mat_of(source), out, centred, out.size(), flag, cv::BORDER_CONSTANT, cv::Scalar::all(padding));
        return idv::written(out, target);
    });
}

idv_status idv_warp_perspective(const idv_image* source, const idv_image* target, const idv_quad* quad, int32_t interpolation,
                                uint8_t padding) {
    return idv::guarded([&] {
        int flag = 0;
        if (!are_valid(source, target) || source->format != target->format || quad == nullptr || !flag_of(interpolation, &flag)) {
            return IDV_BAD_ARGUMENT;
        }
        cv::Point2f from[4];
        for (int i = 0; i < 4; i++) {
            from[i] = {quad->corners[i].x, quad->corners[i].y};
        }
        const auto w = static_cast<float>(target->width), h = static_cast<float>(target->height);
        const cv::Point2f to[4] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
        const cv::Mat solved = cv::getPerspectiveTransform(from, to);
        if (!is_finite(solved) || cv::determinant(solved) == 0) {
            return IDV_BAD_ARGUMENT;
        }
        const cv::Matx33d centred = between_centres(cv::Matx33d(solved));
        cv::Mat out = idv::mat_of(target);
        cv::warpPerspective(idv::mat_of(source), out, centred, out.size(), flag, cv::BORDER_CONSTANT, cv::Scalar::all(padding));
        return idv::written(out, target);
    });
}
