#include "guard.h"

#include <opencv2/core/utility.hpp>

namespace {

int ignore(int, const char*, const char*, const char*, int, void*) { return 0; }

struct Settings {
    Settings() {
        // One call uses one thread: how many calls run at once is the host's decision.
        cv::setNumThreads(1);
        // Statuses report errors; the library must not write to the process's standard error.
        cv::redirectError(ignore);
    }
};

const Settings settings;

} // namespace
