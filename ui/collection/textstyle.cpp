#include "ui/collection/textstyle.h"

namespace gatehouse::ui {

collection::TextStyle textStyle(const Clock &clock)
{
    return {clock.now(), collection::displayLocale(), QTimeZone::systemTimeZone()};
}

} // namespace gatehouse::ui
