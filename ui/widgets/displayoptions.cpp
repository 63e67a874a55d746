#include "ui/widgets/displayoptions.h"

namespace gatehouse::widgets {

QTimeZone DisplayOptions::zone() const
{
    return m_isUtc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
}

void DisplayOptions::setUtc(bool utc)
{
    if (std::exchange(m_isUtc, utc) != utc)
        emit zoneChanged();
}

void DisplayOptions::setCompact(bool compact)
{
    if (std::exchange(m_isCompact, compact) != compact)
        emit compactChanged(compact);
}

} // namespace gatehouse::widgets
