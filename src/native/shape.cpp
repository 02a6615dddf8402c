#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "guard.h"

namespace {

using Contour = std::vector<cv::Point>;

bool are_valid(const idv_image* binary, const void* shapes, size_t capacity, const size_t* count) {
    return idv::is_valid(binary) && binary->format == IDV_GREY && (shapes != nullptr || capacity == 0) && count != nullptr;
}

// Contours run through pixel centres; the shape reaches half a pixel further on every side.
idv_rotated_rectangle rectangle_of(const Contour& contour) {
    const cv::RotatedRect found = cv::minAreaRect(contour);
    float width = found.size.width + 1, height = found.size.height + 1, angle = found.angle;
    if (width < height) {
        std::swap(width, height);
        angle += 90;
    }
    while (angle >= 90) {
        angle -= 180;
    }
    while (angle < -90) {
        angle += 180;
    }
    return {found.center.x + 0.5f, found.center.y + 0.5f, width, height, angle};
}

// The coarsest outline with four corners, if there is one within 2 to 6 per cent of the perimeter.
bool four_corners(const Contour& contour, Contour* corners) {
    Contour hull;
    cv::convexHull(contour, hull);
    const double perimeter = cv::arcLength(hull, true);
    for (const double share : {0.02, 0.03, 0.045, 0.06}) {
        cv::approxPolyDP(hull, *corners, perimeter * share, true);
        if (corners->size() == 4) {
            // Four points on a disc or an oval leave out a third of it; a card's rounded corners are less than one per cent.
            return cv::isContourConvex(*corners) && cv::contourArea(*corners) > 0.88 * cv::contourArea(hull);
        }
        if (corners->size() < 4) {
            return false;
        }
    }
    return false;
}

// Clockwise as seen, beginning with the corner nearest the image's origin.
idv_quad in_order(Contour corners) {
    if (cv::contourArea(corners, true) < 0) {
        std::reverse(corners.begin(), corners.end());
    }
    const auto first = std::min_element(corners.begin(), corners.end(), [](const cv::Point& a, const cv::Point& b) {
        return a.x + a.y < b.x + b.y;
    });
    std::rotate(corners.begin(), first, corners.end());
    idv_quad quad{};
    for (int i = 0; i < 4; i++) {
        quad.corners[i] = {corners[i].x + 0.5f, corners[i].y + 0.5f};
    }
    return quad;
}

// The inner and the outer edge of one drawn line are one quad to the caller.
bool is_near(const idv_quad& a, const idv_quad& b, float distance) {
    for (int i = 0; i < 4; i++) {
        if (std::abs(a.corners[i].x - b.corners[i].x) > distance || std::abs(a.corners[i].y - b.corners[i].y) > distance) {
            return false;
        }
    }
    return true;
}

} // namespace

idv_status idv_find_rotated_rectangles(const idv_image* binary, idv_rotated_rectangle* rectangles, size_t capacity, size_t* count) {
    return idv::guarded([&] {
        if (!are_valid(binary, rectangles, capacity, count)) {
            return IDV_BAD_ARGUMENT;
        }
        *count = 0;
        std::vector<Contour> contours;
        cv::findContours(idv::mat_of(binary), contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
        std::vector<idv_rotated_rectangle> found;
        found.reserve(contours.size());
        for (const Contour& contour : contours) {
            found.push_back(rectangle_of(contour));
        }
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.width * a.height > b.width * b.height; });
        *count = std::min(capacity, found.size());
        std::copy_n(found.begin(), *count, rectangles);
        return IDV_OK;
    });
}

idv_status idv_find_quads(const idv_image* binary, double minimum_area_share, idv_quad* quads, size_t capacity, size_t* count) {
    return idv::guarded([&] {
        if (!are_valid(binary, quads, capacity, count) || !(minimum_area_share >= 0) || minimum_area_share > 1) {
            return IDV_BAD_ARGUMENT;
        }
        *count = 0;
        std::vector<Contour> contours;
        cv::findContours(idv::mat_of(binary), contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
        const double image_area = static_cast<double>(binary->width) * binary->height;
        struct Found {
            idv_quad quad;
            double area;
        };
        std::vector<Found> found;
        Contour corners;
        for (const Contour& contour : contours) {
            // The bounding box is cheap and never smaller than the quad.
            const cv::Rect bounds = cv::boundingRect(contour);
            if (static_cast<double>(bounds.area()) < minimum_area_share * image_area || !four_corners(contour, &corners)) {
                continue;
            }
            const double area = cv::contourArea(corners);
            if (area > 0 && area >= minimum_area_share * image_area) {
                found.push_back({in_order(corners), area});
            }
        }
        std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.area > b.area; });
        const float near = 0.02f * static_cast<float>(std::max(binary->width, binary->height));
        for (const Found& candidate : found) {
            if (*count == capacity) {
                break;
            }
            if (std::none_of(quads, quads + *count, [&](const idv_quad& kept) { return is_near(kept, candidate.quad, near); })) {
                quads[(*count)++] = candidate.quad;
            }
        }
        return IDV_OK;
    });
}
