#include "ui/collection/textstyle.h"

namespace gatehouse::ui {

collection::TextStyle textStyle(const Clock &clock, const widgets::DisplayOptions &display)
{
    return {clock.now(), collection::displayLocale(), display.zone()};
}

} // namespace gatehouse::ui
